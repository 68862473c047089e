package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds out whose numbers those are that a salvaged folder has entries under. The database may tell the name of a former
 * number, and the record of a number may be lost; but every entry tells its workspace. For one thread.
 */
final class Naming {
  private final SortedMap<Integer, Entries> entries = new TreeMap<>();

  /** What there is under a number. */
  private record Entries(WorkspaceId workspace, Map<ReplicaId, Long> ends) {}

  /** An entry was found under a number. */
  void found(int no, Envelope.Header header) {
    entries
        .computeIfAbsent(no, any -> new Entries(header.workspace(), new HashMap<>()))
        .ends()
        .merge(header.log(), header.number() + 1, Math::max);
  }

  /**
   * The workspace of each number, in the order of the numbers; nothing of one that was never put in force, as far as that
   * can be told: it has no more than the one in force.
   *
   * @param told names of numbers, as the journal and the database have them
   */
  SortedMap<Integer, WorkspaceId> named(Map<Integer, WorkspaceId> told) {
    Set<WorkspaceId> ids = new HashSet<>(told.values());
    entries.values().forEach(found -> ids.add(found.workspace()));
    SortedMap<Integer, WorkspaceId> named = new TreeMap<>();
    told.forEach((no, name) -> {
      WorkspaceId former = FormerName.of(name, no);
      named.put(no, ids.contains(former) ? former : name);
    });
    entries.forEach((no, found) -> {
      if (!named.containsKey(no) && isInForce(no, found, named)) {
        named.put(no, found.workspace());
      }
    });
    return named;
  }

  private boolean isInForce(int no, Entries found, SortedMap<Integer, WorkspaceId> named) {
    int known = 0;
    for (Map.Entry<Integer, WorkspaceId> other : named.entrySet()) {
      if (other.getValue().equals(found.workspace())) {
        known = other.getKey();
      }
    }
    Entries held = entries.get(known);
    return known == 0
        || no > known
            && found.ends().entrySet().stream()
                .anyMatch(end ->
                    held == null || end.getValue() > held.ends().getOrDefault(end.getKey(), 0L));
  }
}
