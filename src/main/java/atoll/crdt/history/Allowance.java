package atoll.crdt.history;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;

/**
 * How much memory somebody may take for bytes that came from elsewhere, all that is made on the way counted. It is asked
 * before anything is made, by what the bytes announce; what each thing takes at most was measured and has some room.
 */
final class Allowance {
  private final long most;
  private long left;

  Allowance(long most) {
    this.most = most;
    left = most;
  }

  /** For bytes that were kept here. */
  static Allowance unlimited() {
    return new Allowance(Long.MAX_VALUE);
  }

  /**
   * Takes so many things of so many bytes each.
   *
   * @throws RejectedException if that is more than is left
   */
  void take(long count, long bytesEach, String what) throws RejectedException {
    long bytes = Math.multiplyExact(count, bytesEach);
    if (bytes > left) {
      throw new RejectedException(
          Reason.TOO_LARGE,
          count + " " + what + " would take more memory than the " + most + " bytes allowed");
    }
    left -= most == Long.MAX_VALUE ? 0 : bytes;
  }
}
