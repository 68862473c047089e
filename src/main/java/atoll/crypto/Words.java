package atoll.crypto;

/**
 * Eleven bits as a word of four letters that can be spoken in most languages: consonant, vowel, consonant, vowel. The
 * words are made by rule and need no list.
 */
final class Words {
  static final int BITS = 11;

  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";
  private static final String LAST_VOWELS = "ao";

  private Words() {}

  /** @param bits 0 to 2047 */
  static String word(int bits) {
    return new String(new char[] {
      CONSONANTS.charAt(bits >> 7),
      VOWELS.charAt(bits >> 5 & 3),
      CONSONANTS.charAt(bits >> 1 & 15),
      LAST_VOWELS.charAt(bits & 1)
    });
  }

  /** The bits of a word in small letters, or -1 if it is none. */
  static int bits(String word) {
    if (word.length() != 4) {
      return -1;
    }
    int first = CONSONANTS.indexOf(word.charAt(0));
    int vowel = VOWELS.indexOf(word.charAt(1));
    int second = CONSONANTS.indexOf(word.charAt(2));
    int last = LAST_VOWELS.indexOf(word.charAt(3));
    return Math.min(Math.min(first, vowel), Math.min(second, last)) < 0
        ? -1
        : first << 7 | vowel << 5 | second << 1 | last;
  }

  /** The bits {@code [from, from + 11)} of the bytes, the highest bit of a byte first; zeros after the end. */
  static int slice(byte[] bytes, int from) {
    int value = 0;
    for (int bit = from; bit < from + BITS; bit++) {
      int set = bit >> 3 < bytes.length ? bytes[bit >> 3] >> (7 - (bit & 7)) & 1 : 0;
      value = value << 1 | set;
    }
    return value;
  }

  /** Puts the bits of a word where {@link #slice} finds them; they are zero before. */
  static void put(byte[] bytes, int from, int value) {
    for (int i = 0; i < BITS; i++) {
      if ((value >> (BITS - 1 - i) & 1) == 1) {
        bytes[(from + i) >> 3] |= (byte) (0x80 >> ((from + i) & 7));
      }
    }
  }
}
