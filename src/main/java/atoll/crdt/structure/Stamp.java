package atoll.crdt.structure;

import atoll.crdt.OpId;
import java.util.Comparator;

/** The order in which the last writer is found: by Lamport time, then by replica (unsigned), then by counter. */
public record Stamp(long lamport, OpId id) implements Comparable<Stamp> {
  private static final Comparator<Stamp> ORDER = Comparator.comparingLong(Stamp::lamport).thenComparing(Stamp::id);

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
