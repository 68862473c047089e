package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.store.LogRange;
import atoll.sync.link.PeerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Logs of which two versions were met. The place where they part is found by halving: an entry in the middle is asked for
 * of a witness, a peer that holds the other version, and compared. For one thread.
 */
final class Forks {
  /** Logs that can be set aside; more than this is an attack or a disaster, and further ones are left as they are. */
  private static final int MOST_FORKS = 256;

  private final TreeMap<ReplicaId, Fork> forks = new TreeMap<>();
  private final Map<ReplicaId, PeerId> witnesses = new HashMap<>();
  private final Set<PeerId> met = new HashSet<>();
  private Set<PeerId> there = Set.of();

  boolean isForked(ReplicaId log) {
    return forks.containsKey(log);
  }

  List<Fork> all() {
    return List.copyOf(forks.values());
  }

  /** Where two versions of the log part, once that was found. */
  Optional<Fork> located(ReplicaId log) {
    return Optional.ofNullable(forks.get(log)).filter(Fork::isLocated);
  }

  /** Forgets what was met at peers that are gone: if one of them comes back with another version it is met again. */
  void retain(Set<PeerId> peers) {
    there = Set.copyOf(peers);
    witnesses.values().retainAll(peers);
    forks.keySet().retainAll(witnesses.keySet());
  }

  /** Peers that hold another version, or did when they were last asked. */
  Set<PeerId> disputing() {
    Set<PeerId> peers = new HashSet<>(witnesses.values());
    peers.addAll(met);
    met.clear();
    return peers;
  }

  /** Goes on with the version that is held; tells the peer that holds the other one. */
  PeerId settle(ReplicaId log) {
    forks.remove(log);
    return Objects.requireNonNull(witnesses.remove(log));
  }

  /**
   * The entry of this number has another hash at a peer.
   *
   * @param parts whether the one before it is the same, so that this is where the versions part
   * @return whether the fork is news; never where the witness has gone since it sent the entry, and nobody could be asked
   */
  boolean differs(ReplicaId log, long number, boolean parts, PeerId witness) {
    Fork before = forks.get(log);
    if (!there.contains(witness) || before == null && forks.size() >= MOST_FORKS) {
      return false;
    }
    witnesses.put(log, witness);
    met.add(witness);
    if (parts) {
      forks.put(log, new Fork(log, number, number));
    } else if (before == null || number < before.different()) {
      forks.put(log, new Fork(log, before == null ? 0 : Math.min(before.common(), number), number));
    }
    return before == null;
  }

  /** The entry of this number is the same at the witness; so are those before it. */
  void same(ReplicaId log, long number, PeerId witness) {
    Fork fork = forks.get(log);
    if (fork != null && witness.equals(witnesses.get(log)) && number < fork.different()) {
      forks.put(log, new Fork(log, Math.max(fork.common(), number + 1), fork.different()));
    }
  }

  /** The entries of this peer that are to be compared next. */
  List<LogRange> probes(PeerId witness) {
    List<LogRange> probes = new ArrayList<>();
    for (Fork fork : forks.values()) {
      if (!fork.isLocated() && witness.equals(witnesses.get(fork.log()))) {
        long middle = fork.common() + (fork.different() - fork.common()) / 2;
        probes.add(new LogRange(fork.log(), middle, middle + 1));
      }
    }
    return probes;
  }
}
