package atoll.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes, immutable, compared by content. */
public final class Hash extends PublicBytes<Hash> {
  /** Bytes of a hash. */
  public static final int SIZE_BYTES = 32;

  /** What stands where there is nothing before: 32 zero bytes. */
  public static final Hash NONE = new Hash(new byte[SIZE_BYTES]);

  private Hash(byte[] bytes) {
    super(bytes);
  }

  /** The hash of the parts one after the other. */
  public static Hash of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return new Hash(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Takes bytes that are a hash already.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static Hash wrap(byte[] bytes) {
    return new Hash(copyOf(bytes, SIZE_BYTES, "a hash"));
  }

  /**
   * Reads what {@code toString} wrote.
   *
   * @throws IllegalArgumentException if the text is not 64 hexadecimal digits
   */
  public static Hash parse(String text) {
    return wrap(HexFormat.of().parseHex(text));
  }
}
