package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.store.Clock;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ends of all logs that somebody holds. Immutable.
 *
 * @param tails the end of each log of which anything is held, sorted by log
 */
public record Heads(SortedMap<ReplicaId, Tail> tails) {
  /** Holds nothing. */
  public static final Heads EMPTY = new Heads(new TreeMap<>());

  /** Logs that a message may name. */
  public static final int MOST_LOGS = 20_000;

  private static final int LEAST_TAIL_BYTES = ReplicaId.SIZE_BYTES + 1 + Long.BYTES;

  public Heads {
    tails = Collections.unmodifiableSortedMap(new TreeMap<>(tails));
  }

  static Heads read(ByteReader in) throws RejectedException {
    int size = in.count(Math.min(MOST_LOGS, in.left() / LEAST_TAIL_BYTES));
    TreeMap<ReplicaId, Tail> tails = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      ReplicaId log = new ReplicaId(in.i64());
      long count = in.varint();
      if (count < 1 || !tails.isEmpty() && tails.lastKey().compareTo(log) >= 0) {
        throw new RejectedException(
            Reason.MALFORMED, "the ends of logs are not sorted or end nothing");
      }
      tails.put(log, new Tail(count, in.i64()));
    }
    return new Heads(tails);
  }

  void write(ByteWriter out) {
    out.varint(tails.size());
    tails.forEach((log, tail) -> out.i64(log.value()).varint(tail.count()).i64(tail.last()));
  }

  /** How many entries of each log are held. */
  public Clock clock() {
    TreeMap<ReplicaId, Long> counts = new TreeMap<>();
    tails.forEach((log, tail) -> counts.put(log, tail.count()));
    return new Clock(counts);
  }

  /** The same for two sessions exactly if they hold the same entries. Cost: one pass. */
  public Hash digest() {
    ByteWriter out = new ByteWriter(tails.size() * (LEAST_TAIL_BYTES + 2) + 4);
    write(out);
    return Hash.of(out.toBytes());
  }
}
