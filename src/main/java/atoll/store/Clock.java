package atoll.store;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many entries of each log of a workspace are held. Immutable; a log of which nothing is held does not appear.
 *
 * @param counts entries held, each at least one, sorted by replica
 */
public record Clock(SortedMap<ReplicaId, Long> counts) {
  /** Holds nothing. */
  public static final Clock EMPTY = new Clock(new TreeMap<>());

  /** Logs that an encoded clock may name. */
  public static final int MOST_LOGS = 100_000;

  private static final int LEAST_ENTRY_BYTES = ReplicaId.SIZE_BYTES + 1;

  public Clock {
    counts.forEach((log, count) -> {
      if (count < 1) {
        throw new IllegalArgumentException("a clock counts " + count + " entries of " + log);
      }
    });
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RejectedException if the logs are not sorted, too many, or a count is not positive
   */
  public static Clock read(ByteReader in) throws RejectedException {
    int size = in.count(Math.min(MOST_LOGS, in.left() / LEAST_ENTRY_BYTES));
    TreeMap<ReplicaId, Long> counts = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      ReplicaId log = new ReplicaId(in.i64());
      long count = in.varint();
      if (count < 1 || !counts.isEmpty() && counts.lastKey().compareTo(log) >= 0) {
        throw new RejectedException(Reason.MALFORMED, "a clock is not sorted or counts nothing");
      }
      counts.put(log, count);
    }
    return new Clock(counts);
  }

  /** Entries held of a log; 0 if none. */
  public long count(ReplicaId log) {
    return counts.getOrDefault(log, 0L);
  }

  /** This clock with one log's count raised to {@code count}, or itself if it holds as many. */
  public Clock with(ReplicaId log, long count) {
    if (count <= count(log)) {
      return this;
    }
    TreeMap<ReplicaId, Long> more = new TreeMap<>(counts);
    more.put(log, count);
    return new Clock(more);
  }

  /** What either holds. */
  public Clock union(Clock other) {
    TreeMap<ReplicaId, Long> both = new TreeMap<>(counts);
    other.counts.forEach((log, count) -> both.merge(log, count, Math::max));
    return new Clock(both);
  }

  /** Whether everything that {@code other} holds is held here. */
  public boolean covers(Clock other) {
    return other.counts.entrySet().stream().allMatch(e -> count(e.getKey()) >= e.getValue());
  }

  /** What {@code other} holds and this does not; sorted by log, never overlapping. */
  public List<LogRange> missingFrom(Clock other) {
    List<LogRange> missing = new ArrayList<>();
    for (Map.Entry<ReplicaId, Long> e : other.counts.entrySet()) {
      long here = count(e.getKey());
      if (here < e.getValue()) {
        missing.add(new LogRange(e.getKey(), here, e.getValue()));
      }
    }
    return missing;
  }

  /** Writes the count of logs, then each log's eight bytes and count, sorted. */
  public void write(ByteWriter out) {
    out.varint(counts.size());
    counts.forEach((log, count) -> out.i64(log.value()).varint(count));
  }
}
