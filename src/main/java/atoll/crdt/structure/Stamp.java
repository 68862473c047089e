package atoll.crdt.structure;

import atoll.crdt.OpId;

/** The order in which the last writer is found: by Lamport time, then by replica (unsigned), then by counter. */
public record Stamp(long lamport, OpId id) implements Comparable<Stamp> {
  @Override
  public int compareTo(Stamp other) {
    int byTime = Long.compare(lamport, other.lamport);
    return byTime != 0 ? byTime : id.compareTo(other.id);
  }
}
