package atoll.crdt.tree;

import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.structure.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps from one tree to another, found from the nodes that differ. What comes or moves is put from the top of the later
 * tree down, which never puts a node below itself because all above it is in place; then what has gone is taken from the
 * bottom of the earlier tree up.
 */
final class TreeDiff {
  private final Hierarchy before;
  private final Hierarchy after;
  private final Depths beforeDepths;
  private final Depths afterDepths;
  private final Set<OpId> changed = new HashSet<>();
  private final Set<OpId> placed = new LinkedHashSet<>();
  private final Set<OpId> gone = new LinkedHashSet<>();
  private final Map<@Nullable OpId, Ranked<Node>> children = new HashMap<>();
  private final List<Patch.TreeStep> steps = new ArrayList<>();

  TreeDiff(Hierarchy before, Hierarchy after) {
    this.before = before;
    this.after = after;
    beforeDepths = new Depths(before);
    afterDepths = new Depths(after);
  }

  List<Patch.TreeStep> steps() {
    before.nodes().diff(after.nodes(), (was, is) -> {
      if (!Node.same(was, is)) {
        changed.add(was == null ? Objects.requireNonNull(is).key() : was.key());
      }
    });
    changed.forEach(this::sort);
    inOrder(placed, after, afterDepths, 1).forEach(this::put);
    inOrder(gone, before, beforeDepths, -1).forEach(this::remove);
    return steps;
  }

  private void sort(OpId node) {
    boolean was = beforeDepths.contain(node);
    boolean is = afterDepths.contain(node);
    if (was && is) {
      placed.add(node);
    } else if (was) {
      collect(node, before, afterDepths, gone);
    } else if (is) {
      collect(node, after, beforeDepths, placed);
    }
  }

  /** The node and what is below it in one tree and is not in the other. */
  private void collect(OpId node, Hierarchy in, Depths other, Set<OpId> found) {
    List<OpId> todo = new ArrayList<>(List.of(node));
    while (!todo.isEmpty()) {
      OpId next = todo.removeLast();
      if (found.add(next)) {
        for (Node child : in.below(next).asList()) {
          if (!changed.contains(child.key()) || !other.contain(child.key())) {
            todo.add(child.key());
          }
        }
      }
    }
  }

  /** By depth (times the sign), then as siblings. */
  private static List<OpId> inOrder(Set<OpId> ids, Hierarchy in, Depths depths, int sign) {
    record Deep(Node node, int depth) {}
    List<Deep> all = new ArrayList<>();
    for (OpId id : ids) {
      all.add(new Deep(in.node(id), depths.of(id) * sign));
    }
    all.sort(Comparator.comparingInt(Deep::depth).thenComparing(Deep::node, Node.ORDER));
    return all.stream().map(deep -> deep.node().key()).toList();
  }

  private void put(OpId id) {
    Node target = after.node(id);
    if (!beforeDepths.contain(id)) {
      int index = insert(target);
      steps.add(new Patch.NodeAdded(id, target.parent(), index));
      return;
    }
    Node old = before.node(id);
    int from = delete(old);
    int to = insert(target);
    if (from != to || !Objects.equals(old.parent(), target.parent())) {
      steps.add(new Patch.NodeMoved(id, target.parent(), to));
    }
  }

  private void remove(OpId id) {
    Node old = before.node(id);
    steps.add(new Patch.NodeRemoved(id, old.parent(), delete(old)));
  }

  private int insert(Node node) {
    Ranked<Node> siblings = children(node.parent());
    children.put(node.parent(), siblings.with(node));
    return siblings.rank(node);
  }

  private int delete(Node node) {
    Ranked<Node> siblings = children(node.parent());
    children.put(node.parent(), siblings.without(node));
    return siblings.rank(node);
  }

  /** What a view has below a node at this step. */
  private Ranked<Node> children(@Nullable OpId parent) {
    Ranked<Node> known = children.get(parent);
    return known != null
        ? known
        : parent == null || beforeDepths.contain(parent) ? before.below(parent) : Siblings.NONE;
  }
}
