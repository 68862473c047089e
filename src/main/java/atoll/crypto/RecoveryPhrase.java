package atoll.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The 24 words that a person keeps on paper: 256 bits and eight bits of a check against a slip of the pen. Whoever has
 * them is the person.
 */
public final class RecoveryPhrase {
  /** Words of a phrase. */
  public static final int WORDS = 24;

  private static final int ENTROPY_BYTES = 32;

  private final byte[] entropy;

  private RecoveryPhrase(byte[] entropy) {
    this.entropy = entropy;
  }

  /** @param random cannot be guessed */
  public static RecoveryPhrase generate(RandomGenerator random) {
    byte[] entropy = new byte[ENTROPY_BYTES];
    random.nextBytes(entropy);
    return new RecoveryPhrase(entropy);
  }

  /**
   * Reads words as a person types them: large or small letters, any white space or commas between.
   *
   * @throws UnsealException if a word is none of ours, one is missing, or the check does not fit; the message tells the
   *     person which word
   */
  public static RecoveryPhrase parse(String text) throws UnsealException {
    List<String> words = typed(text);
    if (words.size() != WORDS) {
      throw new UnsealException(
          "There are " + WORDS + " words on the recovery sheet; these are " + words.size() + ".");
    }
    byte[] bytes = new byte[ENTROPY_BYTES + 1];
    for (int i = 0; i < WORDS; i++) {
      int bits = Words.bits(words.get(i));
      if (bits < 0) {
        throw new UnsealException(
            "Word " + (i + 1) + " cannot be right. Compare it with the sheet.");
      }
      Words.put(bytes, i * Words.BITS, bits);
    }
    byte[] entropy = Arrays.copyOf(bytes, ENTROPY_BYTES);
    if (Hash.of(entropy).toBytes()[0] != bytes[ENTROPY_BYTES]) {
      throw new UnsealException(
          "One of the words is not the one on the sheet, or two changed places. Compare them again.");
    }
    return new RecoveryPhrase(entropy);
  }

  /** The words of a text as a person types them, in small letters, whether they are ours or not. */
  public static List<String> typed(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Whether a word could stand on a recovery sheet, in large or small letters. */
  public static boolean isWord(String word) {
    return Words.bits(word.toLowerCase(Locale.ROOT)) >= 0;
  }

  /** The words, in order. */
  public List<String> words() {
    byte[] checked = Arrays.copyOf(entropy, ENTROPY_BYTES + 1);
    checked[ENTROPY_BYTES] = Hash.of(entropy).toBytes()[0];
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      words.add(Words.word(Words.slice(checked, i * Words.BITS)));
    }
    return words;
  }

  /** The person's keys. */
  public SecretKeys keys() {
    return SecretKeys.ofPerson(entropy);
  }
}
