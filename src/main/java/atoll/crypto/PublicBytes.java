package atoll.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Some bytes that everybody may know, as a value: immutable, compared by content and kind, ordered as unsigned bytes.
 *
 * @param <T> the kind itself
 */
abstract sealed class PublicBytes<T extends PublicBytes<T>> implements Comparable<T>
    permits Hash, ReceiveKey, VerifyKey {
  private final byte[] bytes;

  /** @param bytes are not copied */
  PublicBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of what may come from anybody; {@code what} names it in the message if it is not {@code size} bytes long. */
  static byte[] copyOf(byte[] bytes, int size, String what) {
    if (bytes.length != size) {
      throw new IllegalArgumentException(what + " has " + size + " bytes, not " + bytes.length);
    }
    return bytes.clone();
  }

  /** The bytes themselves; not to be changed. */
  final byte[] bytes() {
    return bytes;
  }

  /** A copy of the bytes. */
  public final byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public final int compareTo(T other) {
    return Arrays.compareUnsigned(bytes, other.bytes());
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof PublicBytes<?> that
        && getClass() == that.getClass()
        && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Lower-case hexadecimal digits. */
  @Override
  public final String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
