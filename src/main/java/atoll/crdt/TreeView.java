package atoll.crdt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree at one version. A parent that is null is the top. */
public interface TreeView {
  /** In order; empty for a node that is not there. */
  List<OpId> children(@Nullable OpId parent);

  /** The parent, or null: at the top, removed itself, or unknown. */
  @Nullable
  OpId parent(OpId node);

  /** Whether the node hangs at the top, through its parents. */
  boolean contains(OpId node);

  /** Whether the node is known but it, or a node above it, was removed. */
  boolean isRemoved(OpId node);

  /** Nodes that {@link #contains} is true for. */
  int size();
}
