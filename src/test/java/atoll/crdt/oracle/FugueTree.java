package atoll.crdt.oracle;

import atoll.crdt.OpId;
import atoll.crdt.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tree of Fugue (Weidner and Kleppmann, algorithm 1): a node's left children, the node, its right children; siblings by
 * rank, then by id.
 */
public final class FugueTree {
  private record Below(@Nullable OpId parent, Side side) {}

  private record Child(OpId node, int rank) implements Comparable<Child> {
    @Override
    public int compareTo(Child other) {
      return rank != other.rank ? Integer.compare(rank, other.rank) : node.compareTo(other.node);
    }
  }

  private final Map<Below, TreeSet<Child>> children = new HashMap<>();
  private List<OpId> order = List.of();

  public void add(OpId node, @Nullable OpId parent, Side side) {
    add(node, parent, side, 0);
  }

  public void add(OpId node, @Nullable OpId parent, Side side, int rank) {
    order = List.of();
    children
        .computeIfAbsent(new Below(parent, side), key -> new TreeSet<>())
        .add(new Child(node, rank));
  }

  /** Every node in order. */
  public List<OpId> inOrder() {
    if (order.isEmpty()) {
      List<OpId> all = new ArrayList<>();
      collect(null, Side.RIGHT, all);
      order = all;
    }
    return order;
  }

  private void collect(@Nullable OpId parent, Side side, List<OpId> all) {
    for (Child child : children.getOrDefault(new Below(parent, side), new TreeSet<>())) {
      OpId node = child.node();
      collect(node, Side.LEFT, all);
      all.add(node);
      collect(node, Side.RIGHT, all);
    }
  }
}
