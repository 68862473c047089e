package atoll.sync;

/**
 * How a session behaves. Times in milliseconds.
 *
 * @param inlineBytes own entries up to this size travel with their announcement
 * @param chunkBytes bytes of envelopes in one supply, one larger envelope excepted
 * @param creditBytes bytes that are asked for at a time
 * @param heldBytes what is held is told in full up to this size, and as a digest beyond
 * @param tellMillis what is held is told anew after this time without any change
 * @param settleMillis what is held is told this long after a change
 * @param patienceMillis a peer that was asked may be silent for this long
 * @param beatMillis the least time between two beats of presence
 * @param repeatMillis presence is told anew after this time
 */
public record SyncOptions(
    int inlineBytes,
    int chunkBytes,
    int creditBytes,
    int heldBytes,
    long tellMillis,
    long settleMillis,
    long patienceMillis,
    long beatMillis,
    long repeatMillis) {
  /** What an instance uses. */
  public static final SyncOptions DEFAULT =
      new SyncOptions(32 << 10, 256 << 10, 1 << 20, 1200, 30_000, 1_000, 10_000, 30, 5_000);
}
