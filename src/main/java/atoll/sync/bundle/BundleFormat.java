package atoll.sync.link.bundle;

/** What the writer and the reader of a bundle share. */
final class BundleFormat {
  /** "ATOLLB" and the format's number, two bytes. */
  static final byte[] MAGIC = {'A', 'T', 'O', 'L', 'L', 'B', 0, 1};

  /** Bytes that one envelope may have. */
  static final int MOST_ENVELOPE_BYTES = 18 << 20;

  /** In place of the length of an envelope: the count of envelopes and the hash of all bytes before follow. */
  static final int END = -1;

  private BundleFormat() {}
}
