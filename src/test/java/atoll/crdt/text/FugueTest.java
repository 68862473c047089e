package atoll.crdt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Kind;
import atoll.crdt.Pair;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import org.junit.jupiter.api.Test;

/**
 * What Weidner and Kleppmann, "The Art of the Fugue" (arXiv:2305.00583, version 3), say of texts that are typed at one place at
 * the same time. The paper was not at hand whole: its definitions 2 and 4 were read as others quote them word for word, figures 6
 * and 7 are after others' accounts of them (which agree), and the case of Yjs is the authors' own program beside the paper.
 */
class FugueTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");

  private final Document ann = writer(1);
  private final Document ben = writer(2);
  private final Document cyd = writer(3);
  private final Document dan = writer(4);

  /** Definition 2, forward non-interleaving: two shopping lists at one place. */
  @Test
  void typedForwardsAtOnePlace_doNotInterleave() throws RejectedException {
    type(ann, 0, "Shopping\n");
    exchange(ann, ben);
    forwards(ann, 9, "apples\n");
    forwards(ben, 9, "bread\n");
    exchange(ann, ben);
    assertEither("Shopping\napples\nbread\n", "Shopping\nbread\napples\n");
  }

  /** Definition 4, condition 2: backwards, each character before the one that was typed last. */
  @Test
  void typedBackwardsAtOnePlace_doNotInterleave() throws RejectedException {
    type(ann, 0, "[]");
    exchange(ann, ben);
    backwards(ann, 1, "milk");
    backwards(ben, 1, "eggs");
    exchange(ann, ben);
    assertEither("[milkeggs]", "[eggsmilk]");
  }

  /**
   * Definition 4, conditions 1 and 2: a list, and then its heading before it, with somebody else's list at the same place. RGA
   * puts both headings before both lists (the paper's figure 2, after an account of it).
   */
  @Test
  void headingsTypedAfterTheirLists_stayAtTheirOwn() throws RejectedException {
    type(ann, 0, "* ");
    exchange(ann, ben);
    forwards(ann, 2, "apples, pears; ");
    forwards(ann, 2, "Fruit: ");
    forwards(ben, 2, "milk, cheese; ");
    forwards(ben, 2, "Dairy: ");
    exchange(ann, ben);
    assertEither(
        "* Fruit: apples, pears; Dairy: milk, cheese; ",
        "* Dairy: milk, cheese; Fruit: apples, pears; ");
  }

  /**
   * Kleppmann, Gomes, Mulligan and Beresford, "Interleaving anomalies in collaborative text editors", PaPoC 2019, after accounts
   * of it: two names at one place, which others mix letter by letter.
   */
  @Test
  void twoNamesInOneGreeting_areWhole() throws RejectedException {
    type(ann, 0, "Hello!");
    exchange(ann, ben);
    forwards(ann, 5, " Alice");
    forwards(ben, 5, " Charlie");
    exchange(ann, ben);
    assertEither("Hello Alice Charlie!", "Hello Charlie Alice!");
  }

  /** The same paper's lesser anomaly, of RGA: somebody goes back and puts a word before what they have typed. */
  @Test
  void aWordPutBeforeWhatWasTyped_isNotTornOffByAnothersName() throws RejectedException {
    type(ann, 0, "Hello!");
    exchange(ann, ben);
    forwards(ann, 5, " reader");
    forwards(ann, 5, " dear");
    forwards(ben, 5, " Alice");
    exchange(ann, ben);
    assertEither("Hello dear reader Alice!", "Hello Alice dear reader!");
  }

  /** Definition 4, condition 3: what has the same neighbours on both sides lies in the order of ids, the same for everybody. */
  @Test
  void typedBetweenTheSameTwo_liesInTheOrderOfIds() throws RejectedException {
    type(ann, 0, "[]");
    exchange(ann, ben);
    type(ben, 1, "b");
    type(ann, 1, "a");
    exchange(ann, ben);
    assertBoth("[ab]");
  }

  /**
   * The case of Yjs (yjs-interleave in github.com/mweidner037/fugue; appendix A.1.9 as its description says): what was typed before
   * another's letter stays before it, whatever a third writes at the same place.
   */
  @Test
  void typedBeforeAnothersLetter_isNotTornFromItByAThird() throws RejectedException {
    type(cyd, 0, "b");
    exchange(ann, cyd);
    type(ann, 0, "a");
    type(ben, 0, "x");
    exchange(ann, ben);
    assertBoth("xab");
  }

  /**
   * Figure 6: no order is without interleaving both forwards and backwards. X is typed between A and C by somebody who has not
   * seen B; that X follows A at once is what counts, and so it is not next to C.
   */
  @Test
  void typedBetweenTwoWithAnUnseenOneBetween_followsTheFirst() throws RejectedException {
    threeLettersAtOnePlace();
    exchange(dan, ann);
    exchange(dan, cyd);
    type(dan, 1, "X");
    exchange(ben, dan);
    exchange(ben, ann);
    assertBoth("AXBC");
  }

  /** Figure 7, where ids are in the order that FugueMax would have: X before Y, which is typed between A and B. */
  @Test
  void twoTypedAfterOneBeforeDifferentOnes_byTheirIdsLieBeforeTheirNeighbours()
      throws RejectedException {
    assertEquals("AXYBC", textOfFigure7(writer(4), writer(5)));
  }

  /**
   * Figure 7 (section 5.3 has it that Fugue is not maximally non-interleaving, FugueMax is): with ids the other way round Y is torn
   * from B, before which it was typed. Fugue on purpose: siblings lie in the order of ids and need not know before what they were
   * typed. It is one letter more that is not next to its neighbour, in a case where another one cannot be.
   */
  @Test
  void twoTypedAfterOneBeforeDifferentOnes_byOtherIdsLieInTheOrderOfIds() throws RejectedException {
    assertEquals("AYXBC", textOfFigure7(writer(5), writer(4)));
  }

  /** Three at once, forwards, backwards and forwards again: each passage stays in one piece. */
  @Test
  void typedByThreeInAllDirections_doNotInterleave() throws RejectedException {
    type(ann, 0, "x");
    exchange(ann, cyd);
    exchange(ann, ben);
    forwards(ann, 1, "milk");
    backwards(ben, 1, "eggs");
    forwards(cyd, 1, "bread");
    exchange(ann, cyd);
    exchange(ann, ben);
    String text = ann.text(TEXT).toString();
    assertBoth(text);
    assertEquals(14, text.length());
    for (String passage : new String[] {"milk", "eggs", "bread"}) {
      assertTrue(text.contains(passage), text);
    }
  }

  /** A, B and C by three writers, each the first in an empty text. */
  private void threeLettersAtOnePlace() {
    type(ann, 0, "A");
    type(ben, 0, "B");
    type(cyd, 0, "C");
  }

  /** X typed between A and C without B, Y between A and B without C. */
  private String textOfFigure7(Document x, Document y) throws RejectedException {
    threeLettersAtOnePlace();
    exchange(x, ann);
    exchange(x, cyd);
    type(x, 1, "X");
    exchange(y, ann);
    exchange(y, ben);
    type(y, 1, "Y");
    exchange(x, y);
    assertEquals(x.text(TEXT).toString(), y.text(TEXT).toString());
    return x.text(TEXT).toString();
  }

  private static Document writer(long id) {
    return Document.create(new ReplicaId(id));
  }

  private static void forwards(Document document, int at, String chars) {
    for (int i = 0; i < chars.length(); i++) {
      type(document, at + i, chars.substring(i, i + 1));
    }
  }

  private static void backwards(Document document, int at, String chars) {
    for (int i = chars.length() - 1; i >= 0; i--) {
      type(document, at, chars.substring(i, i + 1));
    }
  }

  private static void type(Document document, int at, String chars) {
    Pair.edit(document, draft -> draft.insert(TEXT, at, chars));
  }

  /** Gives each what the other has. */
  private static void exchange(Document one, Document other) throws RejectedException {
    one.commit(one.plan(other.changesSince(one.frontier())));
    other.commit(other.plan(one.changesSince(other.frontier())));
  }

  private void assertBoth(String expected) {
    assertEquals(expected, ann.text(TEXT).toString());
    assertEquals(expected, ben.text(TEXT).toString());
  }

  private void assertEither(String one, String other) {
    String text = ann.text(TEXT).toString();
    assertEquals(text, ben.text(TEXT).toString());
    assertTrue(text.equals(one) || text.equals(other), text);
  }
}
