package atoll.crdt;

/** The bounds that writers keep and readers refuse to go beyond. */
public final class Limits {
  /** Bytes of UTF-8 of a name: of a root, of a key, of an attribute. */
  public static final int NAME_BYTES = 1024;

  /** Values within values. */
  public static final int VALUE_DEPTH = 32;

  /** Counters that one operation or one change may use. */
  public static final int OPERATION_SIZE = 1 << 28;

  /** Operations that one replica may make in one document. */
  public static final long COUNTERS = 1L << 40;

  private Limits() {}
}
