package atoll.store.journal;

/**
 * One thing that the journal keeps. What the kinds mean is the store's affair. The payload is not copied.
 *
 * @param kind 0 to 255
 */
public record JournalRecord(int kind, byte[] payload) {
  public JournalRecord {
    if (kind < 0 || kind > 0xff) {
      throw new IllegalArgumentException("kind " + kind + " of a record");
    }
  }
}
