package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.DocumentId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowsDueTest {
  private static final DocumentId A = new DocumentId("a-1");
  private static final DocumentId B = new DocumentId("b-1");
  private static final DocumentId OLD = new DocumentId("old-1");

  private final RowsDue due = new RowsDue();

  @Test
  void documentIsDueOnceNothingChangesBetweenTwoLooks() {
    assertTrue(due.touched(A));
    assertFalse(due.touched(B), "one look is planned already");
    assertEquals(List.of(), due.look());
    assertTrue(due.looked(), "another look is to come");
    assertEquals(List.of(A, B), due.look());
    assertFalse(due.looked(), "nothing is left");
    assertTrue(due.touched(A), "and it begins anew");
  }

  @Test
  void whoTypesWithoutAPause_isWaitedForSomeLooksOnly() {
    for (int look = 1; look < RowsDue.MOST_LOOKS; look++) {
      due.touched(A);
      assertEquals(List.of(), due.look());
      assertTrue(due.looked());
    }
    due.touched(A);
    assertEquals(List.of(A), due.look());
  }

  @Test
  void leftBehind_waitsWhileSomethingComes_andIsInterruptedByIt() {
    due.leftBehind(OLD);
    due.leftBehind(B);
    due.touched(A);
    due.look();
    assertEquals(Optional.empty(), due.nextLeftBehind(), "something waits that is newer");
    due.looked();
    assertEquals(List.of(A), due.look());
    assertEquals(Optional.of(OLD), due.nextLeftBehind());
    due.touched(A);
    assertEquals(Optional.empty(), due.nextLeftBehind(), "something came meanwhile");
    assertTrue(due.looked());
    due.look();
    due.looked();
    assertEquals(List.of(A), due.look());
    assertEquals(Optional.of(B), due.nextLeftBehind());
    assertEquals(Optional.empty(), due.nextLeftBehind());
    assertFalse(due.looked());
  }

  @Test
  void leftBehindAndTouched_isDueOnce() {
    due.leftBehind(A);
    due.touched(A);
    due.look();
    assertEquals(List.of(A), due.look());
    assertEquals(Optional.empty(), due.nextLeftBehind());
  }

  @Test
  void leftBehindForLong_isDueAlthoughSomethingComes() {
    due.leftBehind(OLD);
    for (int look = 1; look < RowsDue.MOST_LOOKS_LEFT_BEHIND; look++) {
      due.touched(A);
      due.look();
      assertEquals(Optional.empty(), due.nextLeftBehind());
      due.looked();
    }
    due.touched(A);
    due.look();
    assertEquals(Optional.of(OLD), due.nextLeftBehind());
  }
}
