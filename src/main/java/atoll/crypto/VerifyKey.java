package atoll.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The public half of a {@link SigningKey}: 32 bytes of Ed25519 (RFC 8032). Immutable, compared by content. */
public final class VerifyKey implements Comparable<VerifyKey> {
  /** Bytes of a key. */
  public static final int SIZE_BYTES = Ed25519.PUBLIC_KEY_SIZE;

  /** Bytes of a signature. */
  public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

  private final byte[] bytes;

  private VerifyKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes bytes that may come from anybody; whether they are a point of the curve shows when a signature is checked.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static VerifyKey wrap(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a key has " + SIZE_BYTES + " bytes, not " + bytes.length);
    }
    return new VerifyKey(bytes.clone());
  }

  /**
   * Reads what {@link #toString()} wrote.
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
    return Ed25519.validatePublicKeyFull(bytes, 0)
        && Ed25519.verify(signature, 0, bytes, 0, message, 0, message.length);
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(VerifyKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
