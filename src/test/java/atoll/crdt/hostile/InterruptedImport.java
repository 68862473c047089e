package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.OpId;
import atoll.crdt.Pair;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.crdt.fuzz.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An import of concurrent changes to two texts, a map, a list, a tree, and a counter, into a document that has changes of
 * its own: fails at every step, and looks each time whether all is as before and works. Run by {@link
 * FailureAtAnyStepTest} on code that takes steps.
 */
public final class InterruptedImport {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId OTHER = ContainerId.root(Kind.TEXT, "other");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "map");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ContainerId COUNTER = ContainerId.root(Kind.COUNTER, "counter");

  private final Pair pair = new Pair();
  private final List<Change> changes = new ArrayList<>();
  private final byte[] before;
  private final Picture expected;

  public InterruptedImport() throws RejectedException {
    Pair.edit(pair.ann, InterruptedImport::write);
    pair.exchange();
    OpId[] nodes = pair.ann.tree(TREE).children(null).toArray(OpId[]::new);
    Pair.edit(pair.ann, draft -> rewrite(draft, nodes[0], nodes[1]));
    Pair.edit(pair.ben, draft -> rewrite(draft, nodes[1], nodes[0]));
    Pair.edit(pair.ben, draft -> {
      draft.insert(TEXT, 2, "new", Map.of("color", Value.of("red")));
      draft.delete(TEXT, 6, 3);
    });
    Pair.edit(pair.ben, draft -> draft.insert(ContainerId.nested(nodes[0], Kind.TEXT), 0, "page"));
    Document third = Document.create(new ReplicaId(3));
    third.commit(third.plan(pair.ben.changesSince(Frontier.EMPTY)));
    Pair.edit(third, draft -> draft.insert(OTHER, 0, "first"));
    Pair.edit(pair.ben, draft -> draft.insert(OTHER, 0, "second"));
    before = pair.ann.save();
    List<Change> bens = pair.ben.changesSince(pair.ann.frontier());
    changes.addAll(third.changesSince(pair.ben.frontier()));
    changes.addAll(bens.reversed());
    Document whole = document();
    whole.commit(whole.plan(changes));
    expected = Picture.of(whole);
  }

  private static void write(Draft draft) {
    draft.insert(TEXT, 0, "The quick brown fox");
    draft.mark(TEXT, 4, 9, "bold", Value.of(true), Expand.END);
    draft.insert(OTHER, 0, "other");
    draft.put(MAP, "key", Value.of(1));
    draft.listInsert(LIST, 0, List.of(Value.of(1), Value.of(2), Value.of(3)));
    draft.createNode(TREE, null, 0);
    draft.createNode(TREE, null, 1);
  }

  private static void rewrite(Draft draft, OpId node, OpId below) {
    draft.insert(TEXT, 4, "very ");
    draft.mark(TEXT, 0, 12, "bold", Value.NULL, Expand.NONE);
    draft.delete(OTHER, 1, 2);
    draft.put(MAP, "key", Value.of(2));
    draft.listMove(LIST, 0, 2);
    draft.listSet(LIST, 1, Value.of("set"));
    draft.moveNode(TREE, node, below, 0);
    draft.add(COUNTER, 5);
  }

  private Document document() throws RejectedException {
    return Document.load(before, pair.ann.self());
  }

  /** Fails while the import is planned; returns how many steps there are. */
  public long failWhilePlanning() throws RejectedException {
    Document document = document();
    Picture shown = Picture.of(document);
    List<Change> history = document.changesSince(Frontier.EMPTY);
    document.plan(changes);
    long failing = 0;
    for (; isInterrupted(document, failing); failing++) {
      assertIs(shown, history, document, failing);
      assertArrayEquals(before, document.save(), "after a failure at step " + failing);
    }
    document.commit(document.plan(changes));
    assertEquals(expected, Picture.of(document));
    return failing;
  }

  private boolean isInterrupted(Document document, long failing) throws RejectedException {
    Steps.begin(failing);
    try {
      document.plan(changes);
      return false;
    } catch (RuntimeException e) {
      assertTrue(Steps.areCauseOf(e), e::toString);
      return true;
    } finally {
      Steps.end();
    }
  }

  private static void assertIs(
      Picture shown, List<Change> history, Document document, long failing) {
    String when = "after a failure at step " + failing;
    assertEquals(shown, Picture.of(document), when);
    assertEquals(history, document.changesSince(Frontier.EMPTY), when);
  }

  /** Fails while a plan is committed: what was there stays whole, and the import can be done again. */
  public long failWhileCommitting() throws RejectedException {
    List<Change> history = document().changesSince(Frontier.EMPTY);
    long steps = commitFailingAt(document(), -1);
    for (long failing = 0; failing < steps; failing++) {
      Document document = document();
      Picture shown = Picture.of(document);
      try {
        commitFailingAt(document, failing);
        fail("no failure at step " + failing);
      } catch (RuntimeException e) {
        assertTrue(Steps.areCauseOf(e), e::toString);
        assertIs(shown, history, document, failing);
        document.commit(document.plan(changes));
        assertEquals(expected, Picture.of(document), "again after step " + failing);
      }
    }
    return steps;
  }

  private long commitFailingAt(Document document, long failing) throws RejectedException {
    Plan plan = document.plan(changes);
    Steps.begin(failing);
    try {
      document.commit(plan);
    } finally {
      Steps.end();
    }
    return Steps.end();
  }
}
