package atoll.workspace.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Patch.TextPatch;
import atoll.crdt.ReplicaId;
import atoll.identity.Role;
import atoll.identity.membership.CutOff;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.StoreException;
import atoll.store.memory.PowerLost;
import atoll.workspace.funnel.Committed;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What somebody wrote who was removed at the same time: kept by everybody, and counted by nobody. */
class CutOffTest {
  private final Colleague fay = Colleague.founder("Fay", new Random(9));
  private final Colleague ann = fay.admit("Ann", Role.OWNER);
  private final Colleague bob;
  private final Colleague cat;

  CutOffTest() {
    fay.type(0, "start");
    bob = fay.admit("Bob", Role.EDITOR);
    cat = fay.admit("Cat", Role.EDITOR);
    ann.hears(fay);
    bob.hears(fay);
  }

  private void sameEverywhere(String text, Colleague... all) {
    for (Colleague each : all) {
      assertEquals(text, each.text(), each.name);
      assertEquals(all[0].store.clock(), each.store.clock(), each.name);
      assertEquals(all[0].roles(), each.roles(), each.name);
      each.open();
      assertEquals(text, each.text(), each.name + " after a restart");
    }
  }

  @Test
  void written_atTheTimeOfTheRemoval_disappearsWhereItWas_andDoesNotComeWhereItWasNot() {
    bob.type(0, "X");
    cat.hears(bob);
    fay.membership.remove(bob.person(), fay.here());
    assertEquals("Xstart", cat.text());

    cat.heard.clear();
    cat.hears(fay);
    fay.hears(cat);
    assertEquals("start", cat.text());
    Committed anew = cat.heard.getFirst();
    assertTrue(anew.changes().isEmpty());
    assertTrue(anew.patches().getFirst() instanceof TextPatch);
    ann.hears(cat);
    sameEverywhere("start", fay, cat, ann);

    cat.type(5, "!");
    fay.hears(cat);
    ann.hears(cat);
    sameEverywhere("start!", fay, cat, ann);
  }

  /** It waits for what a copy of somebody's device wrote, and somebody's own waits for it. */
  @Test
  void whatIsCutOffAndTurnsOutWrong_takesNothingWithIt() {
    Colleague anns = ann.copy();
    anns.type(0, "A");
    bob.hears(anns);
    bob.type(0, "b ");
    cat.hears(bob);
    cat.type(0, "c ");
    fay.membership.remove(bob.person(), fay.here());
    fay.funnel.receive(ownLog(bob));
    fay.funnel.receive(ownLog(cat));
    // One change of two characters, within which what Bob's names lies.
    ann.type(0, "AB");
    fay.hears(ann);
    assertEquals("ABstart", fay.text());
    fay.open();
    assertEquals("ABstart", fay.text(), "after a restart");
  }

  private static List<Envelope> ownLog(Colleague of) {
    ReplicaId log = of.store.self();
    return of.store.entries(new LogRange(log, 0, of.store.head(log).count()), Integer.MAX_VALUE);
  }

  @Test
  void builtUponByAMember_staysWithWhatWasBuilt_inWhateverOrderItComes() {
    bob.type(0, "X");
    cat.hears(bob);
    cat.type(1, "Y");
    bob.type(0, "Z");
    fay.membership.remove(bob.person(), fay.here());
    cat.hears(fay).hears(bob);
    ann.hears(fay).hears(bob).hears(cat);
    fay.hears(cat);

    sameEverywhere("XYstart", fay, cat, ann);
  }

  @Test
  void writtenBeforeTheCutOff_stays() {
    bob.type(0, "X");
    fay.hears(bob);
    bob.type(1, "Y");
    fay.membership.remove(bob.person(), fay.here());
    cat.hears(bob).hears(fay);
    fay.hears(cat);

    sameEverywhere("Xstart", fay, cat);
  }

  @Test
  void removalThatIsOutdone_letsItCountAgain() {
    bob.type(0, "X");
    cat.hears(bob);
    ann.membership.remove(bob.person(), ann.here());
    cat.hears(ann);
    assertEquals("start", cat.text());

    fay.membership.remove(ann.person(), fay.here());
    cat.hears(fay);
    assertEquals("Xstart", cat.text());
    fay.hears(cat);
    sameEverywhere("Xstart", fay, cat);
  }

  @Test
  void madeViewerAtTheSameTime_keepsWhatWasBefore() {
    fay.membership.change(bob.person(), Role.VIEWER, fay.here());
    bob.type(0, "X");
    fay.hears(bob);
    cat.hears(bob).hears(fay);
    fay.hears(cat);

    sameEverywhere("start", fay, cat);
  }

  @Test
  void removedOne_keepsWhatWasThere() {
    bob.type(0, "X");
    fay.membership.remove(bob.person(), fay.here());
    bob.hears(fay);

    assertEquals("Xstart", bob.text());
    assertFalse(bob.membership.role().isPresent());
  }

  @Test
  void crashBeforeTheJudgementWasKept_isMadeUpForAtTheStart() {
    bob.type(0, "X");
    cat.hears(bob);
    fay.membership.remove(bob.person(), fay.here());
    cat.funnel.close();
    cat.diesAfterStoring(fay);
    cat.open();
    assertEquals("start", cat.text());
  }

  @Test
  void nonsenseOfWhoIsRemovedLater_stopsNobody() {
    bob.writes(new byte[] {9, 9, 9});
    cat.hears(bob);
    fay.hears(bob);
    fay.membership.remove(bob.person(), new CutOff(new TreeMap<>()));
    cat.hears(fay);
    cat.type(5, "!");
    fay.hears(cat);

    sameEverywhere("start!", fay, cat);
  }

  @Test
  void changeInTheNameOfAnother_isSetAside_andTheOthersComes() {
    bob.writes(bob.inTheNameOf(cat, 0, "forged"));
    ann.hears(bob);
    cat.type(5, "!");
    ann.hears(cat);
    cat.hears(bob);
    fay.hears(bob).hears(cat);

    sameEverywhere("start!", fay, ann, cat);
  }

  @Test
  void snapshotThatComesBackWithALossOfPower_isNotShown() {
    bob.type(0, "X");
    cat.hears(bob);
    cat.funnel.close();
    cat.store.writeDerived();
    cat.open();
    fay.membership.remove(bob.person(), fay.here());
    cat.hears(fay);
    assertEquals("start", cat.text());
    cat.store.losePowerIn(1);
    assertThrows(PowerLost.class, () -> cat.type(0, "lost"));
    cat.store.start();
    cat.open();

    assertFalse(cat.text().contains("X"), cat.text());
  }

  @Test
  void removalWhileTheDiskIsFull_isShownWhenItObeysAgain() {
    bob.type(0, "X");
    cat.hears(bob);
    fay.membership.remove(bob.person(), fay.here());
    cat.store.full(true);
    assertThrows(StoreException.class, () -> cat.hears(fay));
    assertEquals("Xstart", cat.text());

    cat.store.full(false);
    cat.hears(fay);
    assertEquals("start", cat.text());
    cat.type(5, "!");
    fay.hears(cat);
    sameEverywhere("start!", fay, cat);
  }

  @Test
  void letInAgain_whatWasCutOffComesBackWithTheFirstNewChange() {
    bob.type(0, "X");
    cat.hears(bob);
    fay.membership.change(bob.person(), Role.VIEWER, fay.here());
    bob.hears(fay);
    cat.hears(fay);
    assertEquals("start", bob.text());
    fay.membership.change(bob.person(), Role.EDITOR, fay.here());
    bob.hears(fay);
    assertEquals("start", bob.text());

    bob.type(0, "Y");
    cat.hears(fay).hears(bob);
    fay.hears(bob);
    sameEverywhere("YXstart", fay, cat, bob);
  }

  @Test
  void letInAgain_whileTheDiskIsFull_nothingComesBack() {
    bob.type(0, "X");
    fay.membership.change(bob.person(), Role.VIEWER, fay.here());
    bob.hears(fay);
    fay.membership.change(bob.person(), Role.EDITOR, fay.here());
    bob.hears(fay);
    bob.store.full(true);
    assertThrows(CompletionException.class, () -> bob.type(0, "Y"));
    assertEquals("start", bob.text());

    bob.store.full(false);
    bob.type(0, "Z");
    fay.hears(bob);
    sameEverywhere("ZXstart", fay, bob);
  }
}
