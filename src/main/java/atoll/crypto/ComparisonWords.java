package atoll.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Six words that two people read to each other to be sure that nobody stands between their devices. */
public final class ComparisonWords {
  /** Words to compare: 66 bits. */
  public static final int WORDS = 6;

  private static final byte[] PURPOSE = "atoll compare 1".getBytes(StandardCharsets.US_ASCII);

  private ComparisonWords() {}

  /**
   * The same six words on both sides, whichever key is named first.
   *
   * @param context what both know besides the keys, such as the workspace
   */
  public static List<String> of(VerifyKey one, VerifyKey other, byte[] context) {
    boolean inOrder = one.compareTo(other) <= 0;
    byte[] bits = Hash.of(
            PURPOSE, (inOrder ? one : other).toBytes(), (inOrder ? other : one).toBytes(), context)
        .toBytes();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      words.add(Words.word(Words.slice(bits, i * Words.BITS)));
    }
    return words;
  }
}
