package atoll.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/** The public half of an X25519 pair (RFC 7748), to which secrets are sealed. Immutable, compared by content. */
public final class ReceiveKey implements Comparable<ReceiveKey> {
  /** Bytes of a key. */
  public static final int SIZE_BYTES = 32;

  private final byte[] bytes;

  private ReceiveKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** @throws IllegalArgumentException if they are not 32 */
  public static ReceiveKey wrap(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a key has " + SIZE_BYTES + " bytes, not " + bytes.length);
    }
    return new ReceiveKey(bytes.clone());
  }

  /**
   * Seals a secret so that only the holder of the {@link AgreementKey} reads it: HPKE in base mode (RFC 9180). Who sealed
   * it does not show.
   *
   * @param context what it is for; opens only in the same context
   */
  public byte[] seal(byte[] context, byte[] secret) {
    return Hpke.seal(bytes, context, secret);
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(ReceiveKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReceiveKey that && Arrays.equals(bytes, that.bytes);
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
