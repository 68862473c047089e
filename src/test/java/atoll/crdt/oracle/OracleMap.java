package atoll.crdt.oracle;

import atoll.crdt.ContainerId;
import atoll.crdt.MapView.Written;
import atoll.crdt.Op;
import atoll.crdt.oracle.OracleHistory.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A map: of all writes of a key those that no other write of it has seen, the latest first. */
final class OracleMap {
  private OracleMap() {}

  static SortedMap<String, List<Written>> writes(
      OracleHistory history, ContainerId id, BitSet version) {
    TreeMap<String, List<Step>> all = new TreeMap<>();
    for (Step step : history.steps(id, version)) {
      all.computeIfAbsent(key(step.op()), key -> new ArrayList<>()).add(step);
    }
    TreeMap<String, List<Written>> left = new TreeMap<>();
    all.forEach((key, steps) -> left.put(
        key,
        steps.stream()
            .filter(step -> steps.stream().noneMatch(later -> isOverwritten(history, step, later)))
            .sorted((a, b) -> a.outdoes(b) ? -1 : 1)
            .map(OracleMap::written)
            .toList()));
    return left;
  }

  /** Whether one write knew the other: it came in a later change, or later in the same one. */
  private static boolean isOverwritten(OracleHistory history, Step step, Step by) {
    boolean sameChange = history.indexOf(step.id()) == history.indexOf(by.id());
    return sameChange ? step.id().counter() < by.id().counter() : history.precedes(step.id(), by);
  }

  private static String key(Op op) {
    return switch (op) {
      case Op.Put put -> put.key();
      case Op.Remove remove -> remove.key();
      default -> throw new IllegalArgumentException(op.toString());
    };
  }

  private static Written written(Step step) {
    return new Written(step.id(), step.op() instanceof Op.Put put ? put.value() : null);
  }
}
