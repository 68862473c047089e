package atoll.sync;

import atoll.crdt.ReplicaId;
import java.util.List;

/**
 * What an inbox did with entries.
 *
 * @param refused the first entry of each log that was not stored; those after it in the same log were not stored either
 */
public record Receipt(List<Refusal> refused) {
  /** Everything was stored. */
  public static final Receipt ALL = new Receipt(List.of());

  /**
   * An entry that was not stored. It is asked for again after some minutes.
   *
   * @param reason for the log file
   */
  public record Refusal(ReplicaId log, long number, String reason) {}

  public Receipt {
    refused = List.copyOf(refused);
  }
}
