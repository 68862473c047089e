package atoll.identity.membership;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Of logs that copies of one device wrote, the entries that count: for each place where copies part, the hash of the entry
 * that the team goes on with. Immutable.
 *
 * @param chosen by log and number of the entry
 */
public record Branches(Map<ReplicaId, SortedMap<Long, Hash>> chosen) {
  /** Nothing was written twice, as far as is known. */
  public static final Branches NONE = new Branches(Map.of());

  public Branches {
    TreeMap<ReplicaId, SortedMap<Long, Hash>> copy = new TreeMap<>();
    chosen.forEach(
        (log, places) -> copy.put(log, Collections.unmodifiableSortedMap(new TreeMap<>(places))));
    chosen = Collections.unmodifiableSortedMap(copy);
  }

  /** The entry that counts at a place; nothing where no copies part that anybody found. */
  public Optional<Hash> at(ReplicaId log, long number) {
    return Optional.ofNullable(places(log).get(number));
  }

  /** All places of a log where copies part. */
  public SortedMap<Long, Hash> places(ReplicaId log) {
    return chosen.getOrDefault(log, Collections.emptySortedMap());
  }
}
