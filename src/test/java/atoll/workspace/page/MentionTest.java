package atoll.workspace.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MentionTest {
  private static final String ID = "0f".repeat(32);

  private final Mention.OfPerson written = new Mention.OfPerson(Optional.of(ID), "Written");

  private String called(String name) {
    return written.present(id -> Optional.of(name).filter(_ -> id.equals(ID))).name();
  }

  @Test
  void knownPerson_isCalledByThePresentName() {
    assertEquals("Ada: the first", called("Ada: the first"));
  }

  @Test
  void unknownPerson_orOneWithoutAnId_keepsTheWrittenName() {
    assertEquals(written, written.present(id -> Optional.empty()));
    Mention.OfPerson old = new Mention.OfPerson(Optional.empty(), "Written");
    assertEquals(old, old.present(id -> Optional.of("Ada")));
  }

  @Test
  void nameThatNoMentionHolds_isCut_orTheWrittenOneStays() {
    assertEquals("Written", called("two\nlines"));
    assertEquals("x".repeat(100), called("x".repeat(101)));
    String cut = called("x".repeat(99) + "\ud83d\ude00");
    assertEquals("x".repeat(99), cut);
    assertTrue(Mention.isOne(new Mention.OfPerson(Optional.of(ID), cut).text()));
  }
}
