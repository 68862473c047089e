package atoll.crdt;

import static atoll.crdt.Pair.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Structures as large as somebody may make them. */
@Tag("slow")
class StructureLimitsTest {
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final int ITEMS = 100_000;
  private static final int MOVES = 1000;
  private static final int DEPTH = 1000;

  private final Pair pair = new Pair();

  @Test
  void aListOf100000Items_isEditedItemByItem() throws RejectedException {
    List<Value> expected = numbers(ITEMS);
    edit(pair.ann, draft -> draft.listInsert(LIST, 0, numbers(ITEMS)));
    for (int i = 0; i < MOVES; i++) {
      int from = i * 97;
      int to = ITEMS - 1 - from;
      edit(pair.ann, draft -> draft.listMove(LIST, from, to));
      expected.add(to, expected.remove(from));
    }
    pair.exchange();
    assertEquals(expected, values(pair.ann));
    assertEquals(expected, values(pair.ben));
    assertEquals(expected, values(Document.load(pair.ben.save(), new ReplicaId(3))));
  }

  @Test
  void aListOf100000Items_costsNoMoreThanTheirNumber() throws RejectedException {
    Growth.assertLinear(ITEMS, size -> {
      Document document = Document.create(new ReplicaId(1));
      edit(document, draft -> draft.listInsert(LIST, 0, numbers(size)));
      for (int i = 0; i < MOVES; i++) {
        int from = i * 17 % size;
        edit(document, draft -> draft.listMove(LIST, from, size - 1 - from));
      }
      return document.save();
    });
  }

  private static List<Value> numbers(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(Value::of).toList());
  }

  private static List<Value> values(Document document) {
    ListView list = document.list(LIST);
    return IntStream.range(0, list.size()).mapToObj(list::get).toList();
  }

  @Test
  void aTree1000Deep_isTurnedUpsideDown() throws RejectedException {
    List<OpId> nodes = new ArrayList<>();
    edit(pair.ann, draft -> {
      for (int i = 0; i < DEPTH; i++) {
        nodes.add(draft.createNode(TREE, i == 0 ? null : nodes.getLast(), 0));
      }
    });
    pair.exchange();
    assertEquals(nodes, chain(pair.ben, nodes.getFirst()));
    for (int i = DEPTH - 1; i > 0; i--) {
      OpId node = nodes.get(i);
      OpId parent = i == DEPTH - 1 ? null : nodes.get(i + 1);
      edit(pair.ann, draft -> draft.moveNode(TREE, node, parent, 0));
    }
    Commit commit = pair.ben.commit(pair.ben.plan(pair.ann.changesSince(pair.ben.frontier())));
    Patch.TreePatch patch =
        assertInstanceOf(Patch.TreePatch.class, commit.patches().getFirst());
    assertTrue(patch.steps().size() >= DEPTH - 1, patch.steps().size() + " steps");
    List<OpId> turned = new ArrayList<>(nodes.subList(1, DEPTH));
    Collections.reverse(turned);
    for (Document document :
        List.of(pair.ann, pair.ben, Document.load(pair.ben.save(), new ReplicaId(3)))) {
      assertEquals(turned, chain(document, nodes.getLast()));
      assertEquals(
          List.of(nodes.getLast(), nodes.getFirst()), document.tree(TREE).children(null));
      assertEquals(DEPTH, document.tree(TREE).size());
    }
  }

  @Test
  void aDeepTreeFromElsewhere_costsNoMoreThanItsNodes() throws RejectedException {
    Change quarter = deep(DEPTH);
    Change whole = deep(4 * DEPTH);
    Growth.assertLinear(4 * DEPTH, size -> {
      Document document = Document.create(new ReplicaId(1));
      return document.commit(document.plan(List.of(size == DEPTH ? quarter : whole)));
    });
  }

  @Test
  void aDeepTreeInOneDraft_costsNoMoreThanItsNodes() throws RejectedException {
    Growth.assertLinear(10 * DEPTH, size -> {
      Document document = Document.create(new ReplicaId(1));
      List<OpId> nodes = new ArrayList<>();
      edit(document, draft -> {
        for (int i = 0; i < size; i++) {
          nodes.add(draft.createNode(TREE, i == 0 ? null : nodes.getLast(), 0));
        }
      });
      assertTrue(document.tree(TREE).contains(nodes.getLast()));
      return document;
    });
  }

  private static Change deep(int depth) {
    ReplicaId author = new ReplicaId(2);
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      OpId parent = i == 0 ? null : new OpId(author, i - 1);
      ops.add(new Op.TreeCreate(TREE, parent, "n"));
    }
    return new Change(author, 0, Frontier.EMPTY, 0, ops);
  }

  /** A node and what hangs below it, each the only one below the one before. */
  private static List<OpId> chain(Document document, OpId top) {
    List<OpId> chain = new ArrayList<>();
    for (@Nullable OpId node = top; node != null; ) {
      chain.add(node);
      List<OpId> below = document.tree(TREE).children(node);
      assertTrue(below.size() < 2, "one below each");
      node = below.isEmpty() ? null : below.getFirst();
    }
    return chain;
  }
}
