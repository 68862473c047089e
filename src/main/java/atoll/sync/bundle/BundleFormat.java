package atoll.sync.bundle;

/** What the writer and the reader of a bundle share. */
final class BundleFormat {
  /** "ATOLLB" and the format's number, two bytes. */
  static final byte[] MAGIC = {'A', 'T', 'O', 'L', 'L', 'B', 0, 2};

  /** How many of the first bytes say that a file is a bundle of any format. */
  static final int NAME_BYTES = 6;

  /** Bytes that all records of the membership may have together. */
  static final int MOST_RECORDS_BYTES = 64 << 20;

  /** Bytes that one envelope may have. */
  static final int MOST_ENVELOPE_BYTES = 18 << 20;

  /** In place of the length of a record or an envelope: there is no further one. */
  static final int END = -1;

  private BundleFormat() {}
}
