package atoll.identity.membership;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of each log was there when somebody was removed. Of the removed one's entries those before it stay good, and
 * all others are ignored whatever date they claim; a log that it does not name has none before it.
 *
 * @param counts entries of each log, each at least one, sorted by replica
 */
public record CutOff(SortedMap<ReplicaId, Long> counts) {
  /** Nothing of anybody stays. */
  public static final CutOff NOTHING = new CutOff(new TreeMap<>());

  /** Logs that it may name. */
  public static final int MOST_LOGS = 4_096;

  public CutOff {
    if (counts.size() > MOST_LOGS || counts.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("a cut-off of " + counts.size() + " logs: " + counts);
    }
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** Whether an entry was there. */
  public boolean holds(ReplicaId log, long number) {
    return number < counts.getOrDefault(log, 0L);
  }

  static CutOff read(ByteReader in) throws RejectedException {
    int size = in.count(MOST_LOGS);
    TreeMap<ReplicaId, Long> counts = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      ReplicaId log = new ReplicaId(in.i64());
      long count = in.varint();
      if (count < 1 || !counts.isEmpty() && counts.lastKey().compareTo(log) >= 0) {
        throw new RejectedException(Reason.MALFORMED, "a cut-off is not sorted or counts nothing");
      }
      counts.put(log, count);
    }
    return new CutOff(counts);
  }

  void write(ByteWriter out) {
    out.varint(counts.size());
    for (Map.Entry<ReplicaId, Long> each : counts.entrySet()) {
      out.i64(each.getKey().value()).varint(each.getValue());
    }
  }
}
