package atoll.crdt.hostile;

import java.util.zip.CRC32C;

/** Documents as bytes that were meddled with, and whose checksum is right. */
public final class Sealed {
  private static final int CHECKSUM_AT = 5;
  /** What stands before the content: the format, and the checksum. */
  public static final int HEAD_BYTES = 9;

  private Sealed() {}

  /** A copy with the checksum of what is in it; what is too short for one stays as it is. */
  public static byte[] withChecksum(byte[] document) {
    byte[] bytes = document.clone();
    if (bytes.length >= HEAD_BYTES) {
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
      int value = (int) checksum.getValue();
      for (int i = 0; i < Integer.BYTES; i++) {
        bytes[CHECKSUM_AT + i] = (byte) (value >>> (24 - 8 * i));
      }
    }
    return bytes;
  }
}
