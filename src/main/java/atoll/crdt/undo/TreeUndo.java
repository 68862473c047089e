package atoll.crdt.undo;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.TreeView;
import atoll.crdt.structure.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trees: a node ought to be where the effective operations, in the order of their stamps, put it. */
final class TreeUndo {
  /** Null for the parent of what is removed. */
  private record Where(boolean isThere, @Nullable OpId parent, String position) {
    static final Where GONE = new Where(false, null, "");
  }

  private final ContainerId id;
  private final Map<OpId, Where> was = new HashMap<>();
  private final Map<OpId, Where> is = new HashMap<>();
  /** Of all operations the last that put each node where it is. */
  private final Map<OpId, OpId> writers = new HashMap<>();

  private final Ranges after;

  TreeUndo(ContainerId id, List<Entry> all, Ranges before, Ranges after) {
    this.id = id;
    this.after = after;
    Map<OpId, Where> everything = new HashMap<>();
    List<Entry> sorted = all.stream().sorted(Comparator.comparing(Entry::stamp)).toList();
    for (Entry entry : sorted) {
      OpId node = put(entry, everything);
      if (node != null) {
        writers.put(node, entry.id());
      }
      if (!before.contains(entry.id())) {
        put(entry, was);
      }
      if (!after.contains(entry.id())) {
        put(entry, is);
      }
    }
  }

  /** Does an operation where the nodes are like that, and returns the node that it puts somewhere; null if it does nothing. */
  private static @Nullable OpId put(Entry entry, Map<OpId, Where> nodes) {
    return switch (entry.op()) {
      case Op.TreeCreate create -> {
        nodes.put(entry.id(), new Where(true, create.parent(), create.position()));
        yield entry.id();
      }
      case Op.TreeMove move
      when nodes.containsKey(move.node()) && !isWithin(nodes, move.parent(), move.node()) -> {
        nodes.put(move.node(), new Where(true, move.parent(), move.position()));
        yield move.node();
      }
      case Op.TreeRemove remove
      when nodes.containsKey(remove.node()) -> {
        nodes.put(remove.node(), Where.GONE);
        yield remove.node();
      }
      default -> null;
    };
  }

  private static boolean isWithin(Map<OpId, Where> nodes, @Nullable OpId node, OpId above) {
    for (OpId up = node; up != null; up = at(nodes, up).parent()) {
      if (up.equals(above)) {
        return true;
      }
    }
    return false;
  }

  /** Puts every node that ought to be elsewhere, from the top down, so that none goes below itself on the way. */
  void restore(TreeView now, Restorer to) {
    Set<OpId> nodes = new HashSet<>(was.keySet());
    nodes.addAll(is.keySet());
    nodes.removeIf(node -> at(was, node).equals(at(is, node)));
    List<OpId> sorted = new ArrayList<>(nodes);
    sorted.sort(Comparator.comparingInt(this::depth).thenComparing(Comparator.naturalOrder()));
    for (OpId node : sorted) {
      Where from = at(was, node);
      Where target = at(is, node);
      if (!mayChange(now, node, from)) {
        continue;
      }
      if (target.isThere()) {
        to.place(id, node, target.parent(), target.position());
      } else {
        to.remove(id, node, !is.containsKey(node));
      }
    }
  }

  /** Whether it is as it ought to have been, or was last put where it is by what has no effect any more. */
  private boolean mayChange(TreeView now, OpId node, Where from) {
    OpId writer = writers.get(node);
    return (from.isThere() ? isAt(now, node, from.parent()) : now.isRemoved(node))
        || (writer != null && after.contains(writer));
  }

  private static Where at(Map<OpId, Where> nodes, @Nullable OpId node) {
    Where found = nodes.get(node);
    return found == null ? Where.GONE : found;
  }

  /**
   * How deep a node ought to be. What is to be removed again goes first, so that what belongs below it is not above it any
   * more; what was never made goes last, when what others put below it has left.
   */
  private int depth(OpId node) {
    if (!at(is, node).isThere()) {
      return is.containsKey(node) ? -1 : Integer.MAX_VALUE;
    }
    int depth = 0;
    for (OpId up = at(is, node).parent(); up != null; up = at(is, up).parent()) {
      depth++;
    }
    return depth;
  }

  /** Whether it is below that parent, though the parent may be removed by now. */
  private static boolean isAt(TreeView now, OpId node, @Nullable OpId parent) {
    return (now.contains(node) || now.isRemoved(node)) && Objects.equals(now.parent(node), parent);
  }
}
