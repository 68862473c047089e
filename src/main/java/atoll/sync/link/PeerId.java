package atoll.sync.link;

import java.util.Comparator;
import java.util.HexFormat;

/**
 * Names one end of a link for as long as that end is open: chosen at random at each start, so that nothing said by an
 * earlier start is taken for news.
 *
 * @param high the first eight bytes, big endian
 * @param low the last eight bytes, big endian
 */
public record PeerId(long high, long low) implements Comparable<PeerId> {
  private static final Comparator<PeerId> ORDER =
      Comparator.<PeerId>comparingLong(PeerId::high).thenComparingLong(PeerId::low);

  private static final int TEXT_LENGTH = 32;

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if the text is not 32 hexadecimal digits
   */
  public static PeerId parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "a peer id has 32 hexadecimal digits, not " + text.length() + " characters");
    }
    return new PeerId(
        HexFormat.fromHexDigitsToLong(text, 0, TEXT_LENGTH / 2),
        HexFormat.fromHexDigitsToLong(text, TEXT_LENGTH / 2, TEXT_LENGTH));
  }

  @Override
  public int compareTo(PeerId other) {
    return ORDER.compare(this, other);
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
