package atoll.sync.link.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.Hash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnsweringTest {
  private static final long SECOND = 1_000_000_000L;

  /** Times are compared by their difference: the clock may stand anywhere. */
  private static final long START = Long.MAX_VALUE - 100 * SECOND;

  private static final Hash A = pin(1);

  private final Answering answering = new Answering();

  @Test
  void absent_isCalledEverySecondAtFirstAndThenMoreAndMoreSeldom() {
    List<Long> calls = callsOf(A, 3600);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), calls.subList(0, 9));
    for (int i = 1; i < calls.size(); i++) {
      long pause = calls.get(i) - calls.get(i - 1);
      long away = calls.get(i - 1);
      assertTrue(pause <= 1 + Math.max(1, away / 8), pause + " s after " + away + " s");
      assertTrue(pause <= 30, pause + " s");
    }
    assertTrue(calls.size() < 200, calls.size() + " calls in an hour");
  }

  @Test
  void whoAnswers_isNotCalled_untilSomethingEnded() {
    assertTrue(answering.met(A));
    assertFalse(answering.met(A));
    assertEquals(List.of(), due(0));
    answering.doubt(A);
    assertEquals(List.of(A), due(0));
    answering.called(A);
    assertFalse(answering.met(A));
    assertEquals(List.of(), due(0));
  }

  @Test
  void whoSaysNo_isCalledAgainUntilItLetsThisDeviceInOrCallsItself() {
    assertTrue(answering.met(A));
    assertTrue(answering.refused(A));
    assertTrue(answering.refuses(A));
    assertFalse(answering.isMet(A));
    assertFalse(answering.refused(A), "no news");
    assertEquals(List.of(A), due(0));
    answering.called(A);
    assertTrue(answering.letIn(A));
    assertFalse(answering.refuses(A));
    assertFalse(answering.letIn(A), "no news");
    assertEquals(List.of(A), due(2), "it was let in for something else than a visit");
    answering.called(A);
    assertTrue(answering.refused(A));
    assertTrue(answering.met(A), "it called itself");
    assertFalse(answering.refuses(A));
    assertEquals(List.of(), due(4));
  }

  @Test
  void whoIsLost_isCalledAtOnce_andWhoIsBeingCalledIsNotCalledTwice() {
    answering.met(A);
    assertTrue(answering.lost(A));
    assertFalse(answering.isMet(A));
    assertEquals(List.of(A), due(0));
    assertEquals(List.of(), due(20));
    answering.called(A);
    assertEquals(List.of(A), due(40));
  }

  @Test
  void hurry_callsTheAbsentAtOnce_andKeepsHowLongTheyAreAway() {
    callsOf(A, 240);
    assertEquals(List.of(), due(241));
    answering.hurry(at(242));
    assertEquals(List.of(A), due(242));
    answering.called(A);
    assertEquals(List.of(), due(260));
  }

  @Test
  void moreThanMayBeCalled_allHaveTheirTurn() {
    Set<Hash> others = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      others.add(pin(i));
    }
    Set<Hash> called = new HashSet<>();
    for (int second = 0; second < 7; second++) {
      List<Hash> due = answering.due(others, 16, at(second));
      assertEquals(16, due.size());
      due.forEach(answering::called);
      called.addAll(due);
    }
    assertEquals(others, called);
  }

  /** The seconds in which a device that never answers is called. */
  private List<Long> callsOf(Hash pin, int seconds) {
    List<Long> calls = new ArrayList<>();
    for (long second = 0; second < seconds; second++) {
      if (!answering.due(List.of(pin), 1, at(second)).isEmpty()) {
        calls.add(second);
        answering.called(pin);
      }
    }
    return calls;
  }

  private List<Hash> due(long second) {
    return answering.due(List.of(A), 16, at(second));
  }

  private static long at(long second) {
    return START + second * SECOND;
  }

  private static Hash pin(int number) {
    return Hash.of(new byte[] {(byte) number});
  }
}
