package atoll.crdt.oracle;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.oracle.OracleHistory.Step;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tree (Kleppmann et al., "A highly-available move operation for replicated trees", TPDS 2022, section 3.5): all operations
 * from the earliest to the latest, a move doing nothing if it would put a node below itself.
 */
final class OracleTree {
  private record Place(@Nullable OpId parent, boolean removed, String position) {}

  private final Map<OpId, Place> places = new HashMap<>();
  private int refused;

  OracleTree(OracleHistory history, ContainerId id, BitSet version) {
    history.steps(id, version).stream()
        .sorted((a, b) -> a.id().equals(b.id()) ? 0 : a.outdoes(b) ? 1 : -1)
        .forEach(this::apply);
  }

  private void apply(Step step) {
    switch (step.op()) {
      case Op.TreeCreate(var target, var parent, String position) ->
        places.put(step.id(), new Place(parent, false, position));
      case Op.TreeMove(var target, var node, var parent, String position)
      when places.containsKey(node) -> {
        if (parent == null || !isWithin(parent, node)) {
          places.put(node, new Place(parent, false, position));
        } else {
          refused++;
        }
      }
      case Op.TreeRemove(var target, var node)
      when places.containsKey(node) -> places.put(node, new Place(null, true, ""));
      default -> {}
    }
  }

  private Place place(OpId node) {
    return Objects.requireNonNull(places.get(node), () -> "no node " + node);
  }

  private boolean isWithin(OpId node, OpId above) {
    OpId parent = places.containsKey(node) ? place(node).parent() : null;
    return node.equals(above) || (parent != null && isWithin(parent, above));
  }

  /** Moves that did nothing. */
  int refused() {
    return refused;
  }

  List<OpId> children(@Nullable OpId parent) {
    return places.entrySet().stream()
        .filter(entry ->
            !entry.getValue().removed() && Objects.equals(entry.getValue().parent(), parent))
        .sorted(Comparator.<Map.Entry<OpId, Place>, String>comparing(
                entry -> entry.getValue().position())
            .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }
}
