package atoll.crdt.tree;

import static atoll.crdt.Pair.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Kind;
import atoll.crdt.OpId;
import atoll.crdt.Pair;
import atoll.crdt.RejectedException;
import atoll.crdt.TreeView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The examples of Kleppmann, Mulligan, Gomes and Beresford, "A highly-available move operation for replicated trees", TPDS 2022:
 * section 2 says what goes wrong, the first case (figure 1) duplication and the second (figure 2) a cycle; section 3 what is done.
 */
class TreeMoveTest {
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");

  private final Pair pair = new Pair();
  private final List<OpId> nodes = new ArrayList<>();

  @BeforeEach
  void aTreeThatBothHave() throws RejectedException {
    edit(pair.ann, draft -> {
      for (int i = 0; i < 3; i++) {
        nodes.add(draft.createNode(TREE, null, i));
      }
    });
    pair.exchange();
  }

  /**
   * Section 2.1, figure 1 (A, B and C at the top, three nodes below A; A goes below B, and below C): neither doubled (box a) nor
   * below both (box b), but all of it below one of them (box d).
   */
  @Test
  void figure1_concurrentMovesOfOneNode_leaveItBelowOneParent() throws RejectedException {
    List<OpId> below = new ArrayList<>();
    edit(pair.ann, draft -> {
      for (int i = 0; i < 3; i++) {
        below.add(draft.createNode(TREE, nodes.get(0), i));
      }
    });
    pair.exchange();
    edit(pair.ann, draft -> draft.moveNode(TREE, nodes.get(0), nodes.get(1), 0));
    edit(pair.ben, draft -> draft.moveNode(TREE, nodes.get(0), nodes.get(2), 0));
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      TreeView tree = document.tree(TREE);
      assertEquals(List.of(nodes.get(1), nodes.get(2)), tree.children(null));
      assertEquals(List.of(), tree.children(nodes.get(1)));
      assertEquals(List.of(nodes.get(0)), tree.children(nodes.get(2)));
      assertEquals(below, tree.children(nodes.get(0)));
      assertEquals(6, tree.size());
    }
  }

  /**
   * Section 2.2, figure 2 (C below A; A goes below B, and B below A): no circle that hangs nowhere (box a) and no doubles (box b);
   * of the two moves one does nothing (box c).
   */
  @Test
  void figure2_concurrentMovesBelowEachOther_makeNoCircle() throws RejectedException {
    edit(pair.ann, draft -> draft.moveNode(TREE, nodes.get(2), nodes.get(0), 0));
    pair.exchange();
    edit(pair.ann, draft -> draft.moveNode(TREE, nodes.get(1), nodes.get(0), 0));
    edit(pair.ben, draft -> draft.moveNode(TREE, nodes.get(0), nodes.get(1), 0));
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      TreeView tree = document.tree(TREE);
      assertEquals(List.of(nodes.get(0)), tree.children(null), "the earlier stamp counts");
      assertEquals(List.of(nodes.get(1), nodes.get(2)), tree.children(nodes.get(0)));
      assertEquals(3, tree.size());
    }
  }

  /** Section 3, undo and redo: a move that did nothing takes effect when an earlier one turns up that makes it possible. */
  @Test
  void aLateEarlierMove_isPutBeforeTheOthers() throws RejectedException {
    edit(pair.ann, draft -> draft.moveNode(TREE, nodes.get(1), nodes.get(0), 0));
    edit(pair.ben, draft -> draft.moveNode(TREE, nodes.get(2), nodes.get(1), 0));
    edit(pair.ben, draft -> draft.moveNode(TREE, nodes.get(0), nodes.get(2), 0));
    pair.exchange();
    TreeView tree = pair.ann.tree(TREE);
    assertEquals(tree.children(null), pair.ben.tree(TREE).children(null));
    assertEquals(List.of(nodes.get(0)), tree.children(null));
    assertEquals(List.of(nodes.get(1)), tree.children(nodes.get(0)));
    assertEquals(List.of(nodes.get(2)), tree.children(nodes.get(1)));
  }

  /** Section 3, removal: to remove is to move to the removed, with all below; what is moved away at the same time is kept. */
  @Test
  void aNodeMovedOutOfWhatIsRemoved_isKept() throws RejectedException {
    edit(pair.ann, draft -> draft.moveNode(TREE, nodes.get(1), nodes.get(0), 0));
    pair.exchange();
    edit(pair.ann, draft -> draft.removeNode(TREE, nodes.get(0)));
    edit(pair.ben, draft -> draft.moveNode(TREE, nodes.get(1), nodes.get(2), 0));
    pair.exchange();
    TreeView tree = pair.ann.tree(TREE);
    assertEquals(List.of(nodes.get(2)), tree.children(null));
    assertEquals(List.of(nodes.get(1)), tree.children(nodes.get(2)));
    assertTrue(tree.isRemoved(nodes.get(0)));
    assertFalse(tree.isRemoved(nodes.get(1)));
  }
}
