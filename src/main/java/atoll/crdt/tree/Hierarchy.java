package atoll.crdt.tree;

import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.structure.Ranked;
import atoll.crdt.structure.Trie;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where every node is, and what is below every node in order. Persistent: a copy costs nothing. */
final class Hierarchy {
  /** From so many steps up on it pays to remember where the way ended. */
  private static final int FAR = 16;

  private Object owner = new Object();
  private Trie<OpId, Node> nodes = Trie.empty();
  private Trie<OpId, Siblings> below = Trie.empty();
  private Ranked<Node> top = Siblings.NONE;
  /**
   * Some nodes deep down that hang at the top, so that the way up ends at the nearest of them. It holds until a node that
   * was there is another one: what is new has nothing below it.
   */
  private Trie<OpId, Node> hanging = Trie.empty();

  private final Map<OpId, Node> stale = new HashMap<>();

  Hierarchy copy() {
    Hierarchy copy = new Hierarchy();
    copy.nodes = nodes;
    copy.below = below;
    copy.top = top;
    copy.hanging = hanging;
    owner = new Object();
    return copy;
  }

  Trie<OpId, Node> nodes() {
    return nodes;
  }

  /** The node; one that is not yet if nobody knows it. */
  Node node(OpId id) {
    Node found = nodes.get(id);
    return found == null ? Node.notYet(id) : found;
  }

  /** What hangs below a node, whether that hangs at the top or not. */
  Ranked<Node> below(@Nullable OpId parent) {
    if (parent == null) {
      return top;
    }
    Siblings found = below.get(parent);
    return found == null ? Siblings.NONE : found.nodes();
  }

  /** Whether {@code node} is {@code above} or below it. */
  boolean isWithin(OpId node, OpId above) {
    for (OpId up = node; up != null; up = node(up).parent()) {
      if (up.equals(above)) {
        return true;
      }
    }
    return false;
  }

  boolean contains(OpId id) {
    int steps = 0;
    OpId up = id;
    while (up != null && (hanging.size() == 0 || hanging.get(up) == null)) {
      Node node = node(up);
      if (!node.isThere()) {
        return false;
      }
      up = node.parent();
      steps++;
    }
    if (steps >= FAR) {
      // An owner of its own: copies share it.
      hanging = hanging.put(new Object(), node(id));
    }
    return true;
  }

  /** Where the operation puts its node, or null if it would put it below itself. */
  @Nullable
  Node effect(Logged logged) {
    return switch (logged.op()) {
      case Op.TreeCreate(var target, var parent, String position) ->
        new Node(logged.node(), Node.State.THERE, parent, position);
      case Op.TreeMove(var target, var node, var parent, String position) ->
        parent != null && isWithin(parent, node)
            ? null
            : new Node(node, Node.State.THERE, parent, position);
      case Op.TreeRemove(var target, var node) -> Node.removed(node);
      default -> throw new IllegalStateException(logged + " on a tree");
    };
  }

  /** Puts a node; who is below whom follows with {@link #settle}. */
  void put(Node node) {
    Node before = node(node.key());
    stale.putIfAbsent(node.key(), before);
    if (before.isKnown() && hanging.size() > 0) {
      hanging = Trie.empty();
    }
    nodes = nodes.put(owner, node);
  }

  /** Brings what is below every node up to date. */
  void settle() {
    stale.forEach((id, before) -> {
      Node now = node(id);
      if (!now.equals(before)) {
        if (before.isThere()) {
          setBelow(before.parent(), below(before.parent()).without(before));
        }
        if (now.isThere()) {
          setBelow(now.parent(), below(now.parent()).with(now));
        }
      }
    });
    stale.clear();
  }

  private void setBelow(@Nullable OpId parent, Ranked<Node> siblings) {
    if (parent == null) {
      top = siblings;
    } else {
      below = below.put(owner, new Siblings(Objects.requireNonNull(parent), siblings));
    }
  }
}
