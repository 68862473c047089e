package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.store.Clock;
import atoll.sync.link.PeerId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each peer that is there last said it holds. For one thread. */
final class Ledger {
  private static final class Word {
    TreeMap<ReplicaId, Long> counts = new TreeMap<>();
    boolean whole;
    long heardAt;
  }

  private final TreeMap<PeerId, Word> words = new TreeMap<>();

  /** Those who are there, sorted. */
  Set<PeerId> peers() {
    return words.keySet();
  }

  /** Forgets whoever is not there and makes room for who is. */
  void there(Collection<PeerId> peers) {
    words.keySet().retainAll(peers);
    peers.forEach(peer -> words.computeIfAbsent(peer, p -> new Word()));
  }

  boolean isThere(PeerId peer) {
    return words.containsKey(peer);
  }

  /** Whether the peer has said all that it holds. */
  boolean isKnown(PeerId peer) {
    return word(peer).map(w -> w.whole).orElse(false);
  }

  /** Entries of each log that the peer said it holds, as far as it said anything. */
  SortedMap<ReplicaId, Long> counts(PeerId peer) {
    return word(peer).map(w -> w.counts).orElseGet(TreeMap::new);
  }

  /** What the peer said it holds, once it said all. */
  Optional<Clock> clock(PeerId peer) {
    return word(peer).filter(w -> w.whole).map(w -> new Clock(w.counts));
  }

  /** When the peer last spoke of what it holds, in milliseconds since 1970; 0 if never. */
  long heardAt(PeerId peer) {
    return word(peer).map(w -> w.heardAt).orElse(0L);
  }

  /** The peer said all that it holds. */
  void says(PeerId peer, Clock holds, long wallMillis) {
    word(peer).ifPresent(w -> {
      w.counts = new TreeMap<>(holds.counts());
      w.whole = true;
      w.heardAt = wallMillis;
    });
  }

  /** The peer said that it holds this many entries of a log. */
  void says(PeerId peer, ReplicaId log, long count, long wallMillis) {
    word(peer).ifPresent(w -> {
      w.counts.merge(log, count, Math::max);
      w.heardAt = wallMillis;
    });
  }

  /** The peer did not give what it said it holds: it has to say it anew. */
  void doubt(PeerId peer) {
    word(peer).ifPresent(w -> {
      w.counts.clear();
      w.whole = false;
    });
  }

  private Optional<Word> word(PeerId peer) {
    return Optional.ofNullable(words.get(peer));
  }
}
