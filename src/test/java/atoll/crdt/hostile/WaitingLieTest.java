package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Pair;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A change that waits for another one and is found wrong once that is there: it goes, and neither the one that it waited for
 * nor any other goes with it, in whatever order and however many at a time they come.
 */
class WaitingLieTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ReplicaId ANN = new ReplicaId(1);
  private static final ReplicaId BOB = new ReplicaId(2);
  private static final ReplicaId LIAR = new ReplicaId(66);

  private final Change first;
  private final Change bobs;
  private final Change next;
  private final Change lie;
  private final Change last;

  WaitingLieTest() throws RejectedException {
    Document ann = Document.create(ANN);
    Document bob = Document.create(BOB);
    Document anns = Document.create(ANN);
    Document liar = Document.create(LIAR);
    first = typed(ann, "0123");
    take(bob, first);
    bobs = typed(bob, "q");
    take(ann, bobs);
    next = typed(ann, "wxyz");
    // What a copy of Ann's document goes on with ends in the middle of what Ann goes on with.
    take(anns, first);
    Change other = typed(anns, "ab");
    take(liar, first, other);
    lie = typed(liar, "lie");
    take(bob, next);
    last = typed(bob, "!");
  }

  private static Change typed(Document document, String text) {
    Frontier before = document.frontier();
    Pair.edit(document, draft -> draft.insert(TEXT, 0, text));
    return document.changesSince(before).getFirst();
  }

  private static void take(Document document, Change... changes) throws RejectedException {
    document.commit(document.plan(List.of(changes)));
  }

  @Test
  void lie_takesNothingElseWithIt() {
    for (List<Change> order : orders(List.of(first, bobs, next, lie, last))) {
      for (int together = 1; together <= order.size(); together++) {
        Document document = Document.create(new ReplicaId(9));
        for (int from = 0; from < order.size(); from += together) {
          takeAll(document, order.subList(from, Math.min(order.size(), from + together)));
        }
        assertEquals("!wxyzq0123", document.text(TEXT).toString(), order + " by " + together);
        assertTrue(document.knows(Frontier.of(last.lastId())));
        assertFalse(document.knows(Frontier.of(lie.lastId())));
        assertEquals(List.of(), document.waiting());
      }
    }
  }

  @Test
  void lieThatIsOnlyPerhapsNeeded_isDropped_andWhatItCameWithIsDone() throws RejectedException {
    Document document = Document.create(new ReplicaId(9));
    take(document, first, bobs);
    document.commit(document.plan(List.of(next), List.of(lie)));
    assertEquals("wxyzq0123", document.text(TEXT).toString());
    assertFalse(document.knows(Frontier.of(lie.lastId())));
    assertEquals(List.of(), document.waiting());
  }

  /** As whoever stores what comes does it: all at once, and if that cannot be, one by one. */
  private static void takeAll(Document document, List<Change> changes) {
    try {
      document.commit(document.plan(changes));
    } catch (RejectedException some) {
      for (Change change : changes) {
        try {
          document.commit(document.plan(List.of(change)));
        } catch (RejectedException wrong) {
          assertEquals(LIAR, change.author());
        }
      }
    }
  }

  private static List<List<Change>> orders(List<Change> changes) {
    if (changes.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Change>> all = new ArrayList<>();
    for (Change one : changes) {
      List<Change> others = new ArrayList<>(changes);
      others.remove(one);
      for (List<Change> rest : orders(others)) {
        List<Change> order = new ArrayList<>(List.of(one));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }
}
