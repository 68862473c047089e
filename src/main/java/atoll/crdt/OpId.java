package atoll.crdt;

import org.jspecify.annotations.Nullable;

/**
 * Names one operation of one document, and with it what the operation made: a character, an item, a node, a container.
 *
 * @param replica the writer
 * @param counter the writer's count of operations in this document before this one; never negative
 */
public record OpId(ReplicaId replica, long counter) implements Comparable<OpId> {
  /** Spreads replicas over all hashes, so that the counters of two do not meet: 2^64 over the golden ratio. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  public OpId {
    if (counter < 0) {
      throw new IllegalArgumentException("counter " + counter + " is negative");
    }
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static OpId parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException(
          "an operation id is REPLICA-COUNTER, not \"" + text + "\"");
    }
    String counter = text.substring(dash + 1);
    OpId id = new OpId(ReplicaId.parse(text.substring(0, dash)), Long.parseLong(counter, 36));
    if (!Long.toString(id.counter, 36).equals(counter)) {
      throw new IllegalArgumentException("\"" + text + "\" is not how an operation id is written");
    }
    return id;
  }

  @Override
  public int compareTo(OpId other) {
    int byReplica = replica.compareTo(other.replica);
    return byReplica != 0 ? byReplica : Long.compare(counter, other.counter);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OpId that
        && counter == that.counter
        && replica.value() == that.replica.value();
  }

  /** Operations of one replica one after the other have hashes one after the other. */
  @Override
  public int hashCode() {
    return (int) ((replica.value() * SPREAD) >>> Integer.SIZE) + Long.hashCode(counter);
  }

  /** The replica's digits, a dash, the counter to the base 36: fit for an address. */
  @Override
  public String toString() {
    return replica + "-" + Long.toString(counter, 36);
  }
}
