package atoll.crdt.undo;

import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Operations, as ranges of the counters of each replica that are put in and taken out whole. */
final class Ranges {
  private final Map<ReplicaId, TreeMap<Long, Long>> byReplica = new HashMap<>();

  Ranges copy() {
    Ranges copy = new Ranges();
    byReplica.forEach((replica, ranges) -> copy.byReplica.put(replica, new TreeMap<>(ranges)));
    return copy;
  }

  void add(ReplicaId replica, long first, long last) {
    byReplica.computeIfAbsent(replica, key -> new TreeMap<>()).put(first, last);
  }

  void remove(ReplicaId replica, long first) {
    TreeMap<Long, Long> ranges = byReplica.get(replica);
    if (ranges != null) {
      ranges.remove(first);
    }
  }

  boolean contains(OpId id) {
    TreeMap<Long, Long> ranges = byReplica.get(id.replica());
    Map.Entry<Long, Long> range = ranges == null ? null : ranges.floorEntry(id.counter());
    return range != null && id.counter() <= range.getValue();
  }
}
