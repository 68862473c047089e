package atoll.crdt;

import java.util.Comparator;

/**
 * Names one operation of one document, and with it what the operation made: a character, an item, a node, a container.
 *
 * @param replica the writer
 * @param counter the writer's count of operations in this document before this one; never negative
 */
public record OpId(ReplicaId replica, long counter) implements Comparable<OpId> {
  private static final Comparator<OpId> ORDER = Comparator.comparing(OpId::replica).thenComparingLong(OpId::counter);

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
      throw new IllegalArgumentException("an operation id is REPLICA-COUNTER, not \"" + text + "\"");
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
    return ORDER.compare(this, other);
  }

  /** The replica's digits, a dash, the counter to the base 36: fit for an address. */
  @Override
  public String toString() {
    return replica + "-" + Long.toString(counter, 36);
  }
}
