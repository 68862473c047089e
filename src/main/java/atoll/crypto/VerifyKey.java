package atoll.crypto;

import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The public half of a {@link SigningKey}: 32 bytes of Ed25519 (RFC 8032). Immutable, compared by content. */
public final class VerifyKey extends PublicBytes<VerifyKey> {
  /** Bytes of a key. */
  public static final int SIZE_BYTES = Ed25519.PUBLIC_KEY_SIZE;

  /** Bytes of a signature. */
  public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

  private VerifyKey(byte[] bytes) {
    super(bytes);
  }

  /**
   * Takes bytes that may come from anybody; whether they are a point of the curve shows when a signature is checked.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static VerifyKey wrap(byte[] bytes) {
    return new VerifyKey(copyOf(bytes, SIZE_BYTES, "a key"));
  }

  /**
   * Reads what {@code toString} wrote.
   *
   * @throws IllegalArgumentException if the text is not 64 hexadecimal digits
   */
  public static VerifyKey parse(String text) {
    return wrap(HexFormat.of().parseHex(text));
  }

  /** Whether the owner of this key signed the parts, one after the other. Any bytes may be asked about. */
  public boolean verifies(byte[] signature, byte[]... parts) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    byte[] message = SigningKey.joined(parts);
    return Ed25519.validatePublicKeyFull(bytes(), 0)
        && Ed25519.verify(signature, 0, bytes(), 0, message, 0, message.length);
  }
}
