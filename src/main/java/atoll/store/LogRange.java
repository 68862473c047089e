package atoll.store;

import atoll.crdt.ReplicaId;

/**
 * Entries of one log.
 *
 * @param log the replica whose log it is
 * @param from number of the first entry
 * @param to number after the last entry; greater than {@code from}
 */
public record LogRange(ReplicaId log, long from, long to) {
  public LogRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("[" + from + ", " + to + ") is no range of a log");
    }
  }

  /** Entries in the range. */
  public long size() {
    return to - from;
  }
}
