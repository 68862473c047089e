package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Head;
import atoll.sync.protocol.Heads;
import atoll.sync.protocol.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ends of the logs that the store holds, kept at hand. For one thread. */
final class HeldLogs {
  private static final int MOST_REMEMBERED = 8;

  private final WorkspaceStore store;
  private final TreeMap<ReplicaId, Head> ends = new TreeMap<>();
  private final Map<Hash, Clock> earlier = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Hash, Clock> eldest) {
      return size() > MOST_REMEMBERED;
    }
  };
  private Optional<Heads> heads = Optional.empty();

  HeldLogs(WorkspaceStore store) {
    this.store = store;
  }

  /** Reads all ends from the store. */
  void load() {
    store.clock().counts().keySet().forEach(this::refresh);
  }

  /** Reads one end from the store again; says whether it grew. */
  boolean refresh(ReplicaId log) {
    Head now = store.head(log);
    if (now.count() == 0) {
      return false;
    }
    Head before = ends.put(log, now);
    boolean grew = before == null || before.count() < now.count();
    if (grew) {
      heads = Optional.empty();
    }
    return grew;
  }

  Head end(ReplicaId log) {
    return ends.getOrDefault(log, new Head(0, Hash.NONE));
  }

  long count(ReplicaId log) {
    return end(log).count();
  }

  /** Those of the entries that follow what is held, one after the other. */
  List<Envelope> following(List<Envelope> entries) {
    Map<ReplicaId, Head> next = new HashMap<>();
    List<Envelope> fresh = new ArrayList<>();
    for (Envelope entry : entries) {
      Envelope.Header header = entry.header();
      Head end = next.computeIfAbsent(header.log(), this::end);
      if (header.number() == end.count() && header.previous().equals(end.last())) {
        next.put(header.log(), new Head(header.number() + 1, entry.hash()));
        fresh.add(entry);
      }
    }
    return fresh;
  }

  /** All ends, as peers are told. Cost: one pass after a change, else nothing. */
  Heads heads() {
    return heads.orElseGet(() -> {
      TreeMap<ReplicaId, Tail> tails = new TreeMap<>();
      ends.forEach((log, end) -> tails.put(log, Tail.of(end.count(), end.last())));
      Heads now = new Heads(tails);
      heads = Optional.of(now);
      return now;
    });
  }

  /** The digest of all ends; what they were is remembered for a while, so that a late echo is understood. */
  Hash digest() {
    Hash digest = heads().digest();
    earlier.putIfAbsent(digest, heads().clock());
    return digest;
  }

  /** What was held here when the digest was this. */
  Optional<Clock> whenDigestWas(Hash digest) {
    return Optional.ofNullable(earlier.get(digest));
  }
}
