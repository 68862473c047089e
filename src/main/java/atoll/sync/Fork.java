package atoll.sync;

import atoll.crdt.ReplicaId;

/**
 * A log that two devices wrote under one name: its entries are the same up to a number and differ from there on. Nothing
 * more of it is taken until an owner has chosen which of the versions counts.
 *
 * @param log the log
 * @param common entries that are known to be the same on both sides
 * @param different number of the first entry that is known to differ; equal to {@code common} once the place is found
 */
public record Fork(ReplicaId log, long common, long different) {
  /** Whether it is known where the versions part. */
  public boolean isLocated() {
    return common == different;
  }
}
