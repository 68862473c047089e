package atoll.crdt;

import static atoll.crdt.Pair.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Structures as large as somebody may make them. */
class StructureLimitsTest {
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final int ITEMS = 100_000;
  private static final int DEPTH = 1000;

  private final Pair pair = new Pair();

  @Test
  void aListOf100000Items_isEditedItemByItem() throws RejectedException {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      values.add(Value.of(i));
    }
    edit(pair.ann, draft -> draft.listInsert(LIST, 0, values));
    for (int i = 0; i < 1000; i++) {
      int at = i * 97;
      edit(pair.ann, draft -> draft.listMove(LIST, at, ITEMS - 1 - at));
    }
    pair.exchange();
    assertEquals(ITEMS, pair.ben.list(LIST).size());
    for (int i = 0; i < ITEMS; i += 1009) {
      assertEquals(pair.ann.list(LIST).get(i), pair.ben.list(LIST).get(i));
    }
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
    for (int i = DEPTH - 1; i > 0; i--) {
      OpId node = nodes.get(i);
      OpId parent = i == DEPTH - 1 ? null : nodes.get(i + 1);
      edit(pair.ann, draft -> draft.moveNode(TREE, node, parent, 0));
    }
    Commit commit = pair.ben.commit(pair.ben.plan(pair.ann.changesSince(pair.ben.frontier())));
    assertEquals(List.of(nodes.get(1)), pair.ben.tree(TREE).children(nodes.get(2)));
    assertEquals(DEPTH, pair.ben.tree(TREE).size());
    assertNotNull(assertInstanceOf(Patch.TreePatch.class, commit.patches().getFirst()));
  }
}
