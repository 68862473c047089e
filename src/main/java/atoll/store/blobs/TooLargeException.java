package atoll.store.blobs;

/** More bytes came than may be kept in one piece. */
public final class TooLargeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long mostBytes;

  public TooLargeException(long mostBytes) {
    super("A file may have %,d bytes at the most.".formatted(mostBytes));
    this.mostBytes = mostBytes;
  }

  /** How many bytes are allowed. */
  public long mostBytes() {
    return mostBytes;
  }
}
