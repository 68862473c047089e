package atoll.crdt.tree;

import atoll.crdt.OpId;
import atoll.crdt.structure.Ranked;
import java.util.AbstractList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The children of a node as a list that stays as it is and finds a child without looking at all. */
final class Children extends AbstractList<OpId> {
  private final Hierarchy hierarchy;
  private final @Nullable OpId parent;
  private final Ranked<Node> nodes;

  Children(Hierarchy hierarchy, @Nullable OpId parent) {
    this.hierarchy = hierarchy;
    this.parent = parent;
    nodes = hierarchy.below(parent);
  }

  @Override
  public OpId get(int index) {
    return nodes.get(index).key();
  }

  @Override
  public int size() {
    return nodes.size();
  }

  @Override
  public int indexOf(@Nullable Object child) {
    if (!(child instanceof OpId id)) {
      return -1;
    }
    Node node = hierarchy.node(id);
    return node.isThere() && Objects.equals(node.parent(), parent) ? nodes.rank(node) : -1;
  }

  @Override
  public boolean contains(@Nullable Object child) {
    return indexOf(child) >= 0;
  }
}
