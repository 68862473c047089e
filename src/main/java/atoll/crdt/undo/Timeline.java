package atoll.crdt.undo;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.structure.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A document's history as undo sees it: an edit that was taken back, and the change that took it back, have no effect. What
 * has an effect decides what a document ought to show.
 */
final class Timeline {
  /** In the order in which containers were first written to, so that an undo is the same wherever it is made. */
  private final Map<ContainerId, List<Entry>> entries = new LinkedHashMap<>();

  private final Map<ReplicaId, Stacks> stacks = new HashMap<>();
  private final StandIns standIns = new StandIns();
  private final Ranges idle = new Ranges();

  /**
   * @param before what is left of a history that was dropped: it has an effect and cannot be taken back
   * @param changes each after its parents, a replica's in the order of their counters
   */
  Timeline(List<Entry> before, List<Change> changes) {
    long first = 0;
    for (Entry entry : before) {
      first = Math.max(first, entry.lamport() + entry.op().size());
      if (entry.op() instanceof Op.Targeted targeted) {
        entries.computeIfAbsent(targeted.target(), key -> new ArrayList<>()).add(entry);
      }
    }
    Map<OpId, Long> ends = new HashMap<>();
    for (Change change : changes) {
      long lamport = first;
      for (OpId parent : change.parents().ids()) {
        lamport = Math.max(lamport, ends.getOrDefault(parent, first));
      }
      ends.put(change.lastId(), lamport + change.size());
      add(change, lamport);
      stacks.computeIfAbsent(change.author(), author -> new Stacks()).take(change, idle);
    }
  }

  private void add(Change change, long lamport) {
    standIns.add(change);
    int offset = 0;
    for (Op op : change.ops()) {
      if (op instanceof Op.Targeted targeted) {
        OpId id = new OpId(change.author(), change.firstCounter() + offset);
        entries
            .computeIfAbsent(targeted.target(), key -> new ArrayList<>())
            .add(new Entry(id, lamport + offset, op));
      }
      offset += op.size();
    }
  }

  Stacks stacks(ReplicaId replica) {
    return stacks.getOrDefault(replica, new Stacks());
  }

  /** The character for which this one stands: itself, unless it brought another one back. */
  OpId root(OpId character) {
    return standIns.root(character);
  }

  List<Entry> entries(ContainerId target) {
    return entries.getOrDefault(target, List.of());
  }

  /** The containers that a gesture touched. */
  Set<ContainerId> touchedBy(ReplicaId replica, Gesture gesture) {
    Set<ContainerId> touched = new LinkedHashSet<>();
    entries.forEach((target, all) -> {
      if (all.stream().anyMatch(entry -> isOf(entry, replica, gesture))) {
        touched.add(target);
      }
    });
    return touched;
  }

  static boolean isOf(Entry entry, ReplicaId replica, Gesture gesture) {
    OpId id = entry.id();
    return id.replica().equals(replica)
        && id.counter() >= gesture.first()
        && id.counter() <= gesture.last();
  }

  /** What has no effect now. */
  Ranges idle() {
    return idle;
  }
}
