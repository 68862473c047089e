package atoll.crdt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import org.junit.jupiter.api.Test;

/**
 * The interleaving examples of Weidner and Kleppmann, "The Art of the Fugue" (arXiv:2305.00583, version 3), by the definitions
 * that they are examples of: what is typed forwards (definition 2), and backwards or both (definition 4, conditions 2 and 3).
 */
class FugueTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");

  private final Document ann = Document.create(new ReplicaId(1));
  private final Document ben = Document.create(new ReplicaId(2));

  /** Definition 2, forward non-interleaving: two shopping lists at one place. */
  @Test
  void definition2_typedForwardsAtOnePlace_doNotInterleave() throws RejectedException {
    type(ann, 0, "Shopping\n");
    exchange();
    forwards(ann, 9, "apples\n");
    forwards(ben, 9, "bread\n");
    exchange();
    assertEither("Shopping\napples\nbread\n", "Shopping\nbread\napples\n");
  }

  /** Definition 4, condition 2: backwards, each character before the one that was typed last. */
  @Test
  void definition4_typedBackwardsAtOnePlace_doNotInterleave() throws RejectedException {
    type(ann, 0, "[]");
    exchange();
    backwards(ann, 1, "milk");
    backwards(ben, 1, "eggs");
    exchange();
    assertEither("[milkeggs]", "[eggsmilk]");
  }

  /** Both: one types forwards, then goes back before what was typed; the other writes at the same place. */
  @Test
  void definition4_typedInTwoRuns_doNotInterleave() throws RejectedException {
    type(ann, 0, "x");
    exchange();
    forwards(ann, 1, "milk");
    forwards(ann, 1, "eggs, ");
    forwards(ben, 1, "bread");
    exchange();
    assertEither("xeggs, milkbread", "xbreadeggs, milk");
  }

  /** Definition 4, condition 3: what has the same neighbours on both sides lies in the order of ids, the same for everybody. */
  @Test
  void definition4_typedBetweenTheSameTwo_liesInTheOrderOfIds() throws RejectedException {
    type(ann, 0, "[]");
    exchange();
    type(ben, 1, "b");
    type(ann, 1, "a");
    exchange();
    assertEquals("[ab]", ann.text(TEXT).toString());
    assertEquals("[ab]", ben.text(TEXT).toString());
  }

  /** Three at once, forwards, backwards and forwards again: each passage stays in one piece. */
  @Test
  void definition4_typedByThreeInAllDirections_doNotInterleave() throws RejectedException {
    Document cyd = Document.create(new ReplicaId(3));
    type(ann, 0, "x");
    cyd.commit(cyd.plan(ann.changesSince(cyd.frontier())));
    exchange();
    forwards(ann, 1, "milk");
    backwards(ben, 1, "eggs");
    forwards(cyd, 1, "bread");
    cyd.commit(cyd.plan(ann.changesSince(cyd.frontier())));
    ben.commit(ben.plan(cyd.changesSince(ben.frontier())));
    exchange();
    String text = ann.text(TEXT).toString();
    assertEquals(text, ben.text(TEXT).toString());
    assertEquals(14, text.length());
    for (String passage : new String[] {"milk", "eggs", "bread"}) {
      assertTrue(text.contains(passage), text);
    }
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
    Draft draft = document.draft();
    draft.insert(TEXT, at, chars);
    document.commit(document.plan(draft));
  }

  private void exchange() throws RejectedException {
    ann.commit(ann.plan(ben.changesSince(ann.frontier())));
    ben.commit(ben.plan(ann.changesSince(ben.frontier())));
  }

  private void assertEither(String one, String other) {
    String text = ann.text(TEXT).toString();
    assertEquals(text, ben.text(TEXT).toString());
    assertTrue(text.equals(one) || text.equals(other), text);
  }
}
