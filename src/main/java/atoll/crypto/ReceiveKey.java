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
