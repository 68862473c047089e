package atoll.crdt;

import java.io.Serial;

/**
 * Bytes or a change from outside that cannot be taken. Nothing was changed by the attempt. A fault of our own is never
 * reported by this class.
 */
public final class RejectedException extends Exception {
  /** Why something was rejected; the names are stable and may be stored. */
  public enum Reason {
    /** The bytes end before what they announce. */
    TRUNCATED,
    /** The bytes do not follow their format. */
    MALFORMED,
    /** The checksum does not fit. */
    CHECKSUM,
    /** Made with a newer version whose structure cannot be read here. */
    TOO_NEW,
    /** Larger or more than the format allows. */
    TOO_LARGE,
    /** A position or a reference that does not exist in the version that the change was made on. */
    OUT_OF_RANGE,
    /** The same id with another content. */
    CONTRADICTION,
    /** Parents that cannot be, such as a change among its own ancestors. */
    BAD_PARENTS,
    /** The history that this builds on was dropped here. */
    TRIMMED
  }

  @Serial
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public RejectedException(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
