package atoll.crdt.tree;

import atoll.crdt.OpId;
import atoll.crdt.structure.Trie;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a node is: below {@code parent} (null: at the top) at {@code position} among its siblings, if it is THERE. */
record Node(OpId key, State state, @Nullable OpId parent, String position)
    implements Trie.Keyed<OpId> {
  enum State {
    NOT_YET,
    THERE,
    REMOVED
  }

  /** The order of siblings. */
  static final Comparator<Node> ORDER =
      Comparator.comparing(Node::position).thenComparing(Node::key);

  static Node notYet(OpId key) {
    return new Node(key, State.NOT_YET, null, "");
  }

  static Node removed(OpId key) {
    return new Node(key, State.REMOVED, null, "");
  }

  boolean isThere() {
    return state == State.THERE;
  }

  boolean isKnown() {
    return state != State.NOT_YET;
  }

  /** Whether a view of both sees the same. */
  static boolean same(@Nullable Node one, @Nullable Node two) {
    boolean oneThere = one != null && one.isThere();
    boolean twoThere = two != null && two.isThere();
    return oneThere ? Objects.equals(one, two) : !twoThere;
  }
}
