package atoll.crdt.tree;

import atoll.crdt.OpId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How deep nodes of a tree that stays as it is hang, each way up walked only once: a deep tree costs its nodes, not their paths. */
final class Depths {
  /** Of what does not hang at the top, through its parents. */
  private static final int NOWHERE = -1;

  private final Hierarchy hierarchy;
  private final Map<OpId, Integer> known = new HashMap<>();

  Depths(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /** Whether the node hangs at the top, through its parents. */
  boolean contain(OpId node) {
    return of(node) != NOWHERE;
  }

  /** How many nodes are above a node; negative if it does not hang at the top. */
  int of(OpId id) {
    List<OpId> path = new ArrayList<>();
    int depth = 0;
    for (@Nullable OpId up = id; up != null; ) {
      Integer found = known.get(up);
      if (found != null) {
        depth = found == NOWHERE ? NOWHERE : found + 1;
        break;
      }
      Node node = hierarchy.node(up);
      if (!node.isThere()) {
        known.put(up, NOWHERE);
        depth = NOWHERE;
        break;
      }
      path.add(up);
      up = node.parent();
    }
    for (int i = path.size() - 1; i >= 0; i--) {
      known.put(path.get(i), depth);
      depth += depth == NOWHERE ? 0 : 1;
    }
    Integer found = known.get(id);
    return found == null ? NOWHERE : found;
  }
}
