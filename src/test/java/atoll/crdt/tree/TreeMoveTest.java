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
import atoll.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The examples of Kleppmann, Mulligan, Gomes and Beresford, "A highly-available move operation for replicated trees", TPDS 2022,
 * read as the authors' own source of it (github.com/trvedata/move-op, paper/move-op.tex): section 2 says what goes wrong, the first
 * case (figure 1) duplication and the second (figure 2) a cycle; section 3 what is done.
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
   * below both (box b), but all of it below one of them, after section 3.5 the one of the later stamp (box d).
   */
  @Test
  void concurrentMovesOfOneNode_leaveItBelowOneParent() throws RejectedException {
    List<OpId> below = new ArrayList<>();
    edit(pair.ann, draft -> {
      for (int i = 0; i < 3; i++) {
        below.add(draft.createNode(TREE, nodes.get(0), i));
      }
    });
    pair.exchange();
    move(pair.ann, 0, 1);
    move(pair.ben, 0, 2);
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      assertChildren(document, null, 1, 2);
      assertChildren(document, 1);
      assertChildren(document, 2, 0);
      assertEquals(below, document.tree(TREE).children(nodes.get(0)));
      assertEquals(6, document.tree(TREE).size());
    }
  }

  /**
   * Section 2.2, figure 2 (C below A; B goes below A, and A below B): no circle that hangs nowhere (box a) and no doubles (box b);
   * of the two moves one does nothing, after section 3.5 the one of the later stamp (box c).
   */
  @Test
  void concurrentMovesBelowEachOther_makeNoCircle() throws RejectedException {
    move(pair.ann, 2, 0);
    pair.exchange();
    move(pair.ann, 1, 0);
    move(pair.ben, 0, 1);
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      assertChildren(document, null, 0);
      assertChildren(document, 0, 1, 2);
      assertEquals(3, document.tree(TREE).size());
    }
  }

  /** Section 3.5, any number of moves that conflict: of three that would make a circle the latest does nothing. */
  @Test
  void threeConcurrentMovesInACircle_leaveOutTheLatest() throws RejectedException {
    Document cyd = third(3);
    move(pair.ann, 0, 1);
    move(pair.ben, 1, 2);
    move(cyd, 2, 0);
    exchangeWith(cyd);
    for (Document document : List.of(pair.ann, pair.ben, cyd)) {
      assertChildren(document, null, 2);
      assertChildren(document, 2, 1);
      assertChildren(document, 1, 0);
    }
  }

  /** Sections 3.4 and 3.5: a move that took effect does so no longer when an earlier one turns up that it would close a circle with. */
  @Test
  void aMoveThatALateEarlierOneMakesACircleOf_isUndone() throws RejectedException {
    move(pair.ann, 1, 0);
    move(pair.ben, 2, 1);
    move(pair.ben, 0, 2);
    assertChildren(pair.ben, null, 1);
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      assertChildren(document, null, 0);
      assertChildren(document, 0, 1);
      assertChildren(document, 1, 2);
    }
  }

  /** Section 3.5, the opposite: a move that did nothing takes effect when an earlier one turns up that makes it possible. */
  @Test
  void aMoveThatDidNothing_takesEffectWhenALateEarlierOneMakesItPossible()
      throws RejectedException {
    Document cyd = third(3);
    move(cyd, 0, 2);
    move(pair.ann, 0, 1);
    move(pair.ben, 2, null);
    move(pair.ben, 1, 0);
    pair.exchange();
    assertChildren(pair.ann, null, 2, 1);
    assertChildren(pair.ann, 1, 0);
    exchangeWith(cyd);
    for (Document document : List.of(pair.ann, pair.ben, cyd)) {
      assertChildren(document, null, 2);
      assertChildren(document, 2, 0);
      assertChildren(document, 0, 1);
    }
  }

  /** Section 3.5, the last conflict: two nodes that are made at one place, as two files of one name, are both kept. */
  @Test
  void nodesMadeAtOnePlaceAtOnce_areBothKept() throws RejectedException {
    List<OpId> made = new ArrayList<>();
    edit(pair.ann, draft -> made.add(draft.createNode(TREE, nodes.get(0), 0)));
    edit(pair.ben, draft -> made.add(draft.createNode(TREE, nodes.get(0), 0)));
    pair.exchange();
    assertEquals(made, pair.ann.tree(TREE).children(nodes.get(0)));
    assertEquals(made, pair.ben.tree(TREE).children(nodes.get(0)));
  }

  /** Section 3.6, removal: to remove is to move to the removed, with all below; what is moved away at the same time is kept. */
  @Test
  void aNodeMovedOutOfWhatIsRemoved_isKept() throws RejectedException {
    move(pair.ann, 1, 0);
    pair.exchange();
    edit(pair.ann, draft -> draft.removeNode(TREE, nodes.get(0)));
    move(pair.ben, 1, 2);
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      assertChildren(document, null, 2);
      assertChildren(document, 2, 1);
      assertTrue(document.tree(TREE).isRemoved(nodes.get(0)));
      assertFalse(document.tree(TREE).isRemoved(nodes.get(1)));
    }
  }

  /** Section 3.6: a removed node that is moved at the same time, by the later stamp, comes back with what is below it. */
  @Test
  void aRemovedNodeMovedAtTheSameTime_comesBackWithItsChildren() throws RejectedException {
    move(pair.ann, 1, 0);
    pair.exchange();
    edit(pair.ann, draft -> draft.removeNode(TREE, nodes.get(0)));
    move(pair.ben, 0, 2);
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      assertChildren(document, null, 2);
      assertChildren(document, 2, 0);
      assertChildren(document, 0, 1);
    }
  }

  /** Section 3.7, the order of siblings: a move below the same parent puts the node elsewhere among them, once. */
  @Test
  void concurrentMovesAmongSiblings_leaveTheNodeThereOnce() throws RejectedException {
    edit(pair.ann, draft -> draft.moveNode(TREE, nodes.get(2), null, 0));
    edit(pair.ben, draft -> draft.moveNode(TREE, nodes.get(2), null, 1));
    pair.exchange();
    assertChildren(pair.ann, null, 0, 2, 1);
    assertChildren(pair.ben, null, 0, 2, 1);
  }

  /** Moves a node so that it is the first below another, or at the top. */
  private void move(Document document, int node, @Nullable Integer parent) {
    edit(document, draft -> draft.moveNode(TREE, nodes.get(node), node(parent), 0));
  }

  private @Nullable OpId node(@Nullable Integer index) {
    return index == null ? null : nodes.get(index);
  }

  private void assertChildren(Document document, @Nullable Integer parent, int... children) {
    List<OpId> expected = Arrays.stream(children).mapToObj(nodes::get).toList();
    assertEquals(expected, document.tree(TREE).children(node(parent)));
  }

  /** One more writer, who has what both have. */
  private Document third(long id) throws RejectedException {
    Document document = Document.create(new ReplicaId(id));
    document.commit(document.plan(pair.ann.changesSince(document.frontier())));
    return document;
  }

  private void exchangeWith(Document third) throws RejectedException {
    pair.exchange();
    pair.ann.commit(pair.ann.plan(third.changesSince(pair.ann.frontier())));
    third.commit(third.plan(pair.ann.changesSince(third.frontier())));
    pair.exchange();
  }
}
