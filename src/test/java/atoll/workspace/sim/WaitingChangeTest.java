package atoll.workspace.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.identity.Role;
import atoll.store.Envelope;
import atoll.store.LogRange;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Changes that wait for what somebody has not written yet: they name what a copy of that one's device wrote. */
class WaitingChangeTest {
  private final Colleague fay = Colleague.founder("Fay", new Random(21));
  private final Colleague ann;
  private final Colleague bob;

  WaitingChangeTest() {
    fay.type(0, "start");
    ann = fay.admit("Ann", Role.EDITOR);
    bob = fay.admit("Bob", Role.EDITOR);
    ann.hears(fay);
  }

  /** What Bob writes upon something that Ann, by a copy of hers, will have written. */
  private List<Envelope> bobsUpon(String text) {
    Colleague anns = ann.copy();
    anns.type(0, text);
    Colleague bobs = bob.copy().hears(anns);
    bobs.type(0, "bob ");
    return bobs.store.entries(new LogRange(bobs.store.self(), 0, 1), Integer.MAX_VALUE);
  }

  @Test
  void changeThatWaitsForTheNextOfAnother_isNotWrittenIntoItsLog() {
    List<Envelope> waits = bobsUpon("A");
    ann.funnel.receive(waits);
    ann.type(0, "A");
    assertEquals("bob Astart", ann.text(), "what it waited for is there");

    fay.hears(ann);
    assertEquals("bob Astart", fay.text());
    ann.open();
    assertEquals("bob Astart", ann.text(), "after a restart");
  }

  @Test
  void changeThatTurnsOutWrong_isLeftOut_andTheDocumentOpensAgain() {
    List<Envelope> lies = bobsUpon("A");
    ann.funnel.receive(lies);
    // One change of two characters, within which what the other one names lies.
    ann.type(0, "AB");
    assertEquals("ABstart", ann.text());
    ann.open();
    assertEquals("ABstart", ann.text(), "after a restart");

    fay.hears(ann);
    assertEquals("ABstart", fay.text());
    fay.type(0, "and on ");
    ann.hears(fay);
    assertEquals("and on ABstart", ann.text());
  }
}
