package atoll.crdt;

import java.util.HexFormat;

/**
 * Names one writer. Ties between concurrent operations are broken by the unsigned order of the eight bytes.
 *
 * @param value the eight bytes, big endian; any value, chosen at random when a data folder is made, copied or restored
 */
public record ReplicaId(long value) implements Comparable<ReplicaId> {
  /** Bytes of an encoded id. */
  public static final int SIZE_BYTES = 8;

  private static final int TEXT_LENGTH = 16;

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if the text is not sixteen lower-case hexadecimal digits
   */
  public static ReplicaId parse(String text) {
    if (text.length() != TEXT_LENGTH || !text.chars().allMatch(ReplicaId::isLowerHex)) {
      throw new IllegalArgumentException(
          "a replica id is 16 lower-case hexadecimal digits, not \"" + text + "\"");
    }
    return new ReplicaId(HexFormat.fromHexDigitsToLong(text));
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  @Override
  public int compareTo(ReplicaId other) {
    return Long.compareUnsigned(value, other.value);
  }

  /** Sixteen lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
