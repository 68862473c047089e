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

/** The interleaving examples of Weidner and Kleppmann, "The Art of the Fugue" (arXiv:2305.00583). */
class FugueTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");

  private final Document ann = Document.create(new ReplicaId(1));
  private final Document ben = Document.create(new ReplicaId(2));

  /** Figure 1: two shopping lists typed forwards at one place. */
  @Test
  void figure1_typedForwardsAtOnePlace_doNotInterleave() throws RejectedException {
    type(ann, 0, "Shopping\n");
    exchange();
    forwards(ann, 9, "apples\n");
    forwards(ben, 9, "bread\n");
    exchange();
    assertEither("Shopping\napples\nbread\n", "Shopping\nbread\napples\n");
  }

  /** Section 2.2: the same typed backwards, each character before the one that was typed last. */
  @Test
  void section2_typedBackwardsAtOnePlace_doNotInterleave() throws RejectedException {
    type(ann, 0, "[]");
    exchange();
    backwards(ann, 1, "milk");
    backwards(ben, 1, "eggs");
    exchange();
    assertEither("[milkeggs]", "[eggsmilk]");
  }

  /** Figure 2: one types forwards, then goes back before what was typed; the other writes at the same place. */
  @Test
  void figure2_typedInTwoRuns_doNotInterleave() throws RejectedException {
    type(ann, 0, "x");
    exchange();
    forwards(ann, 1, "milk");
    forwards(ann, 1, "eggs, ");
    forwards(ben, 1, "bread");
    exchange();
    assertEither("xeggs, milkbread", "xbreadeggs, milk");
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
