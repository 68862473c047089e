package atoll.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A secret of 88 bits that a person can type from one screen to another: eight words. It is good for minutes, and used once.
 * It says nothing of itself.
 */
public final class SpokenSecret {
  /** Bytes of a secret. */
  public static final int SIZE_BYTES = 11;

  /** Words of a secret. */
  public static final int WORDS = 8;

  private static final byte[] NAME = "atoll spoken 1 name".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEY = "atoll spoken 1 key".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private SpokenSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** @param random cannot be guessed */
  public static SpokenSecret generate(RandomGenerator random) {
    byte[] bytes = new byte[SIZE_BYTES];
    random.nextBytes(bytes);
    return new SpokenSecret(bytes);
  }

  /** @throws IllegalArgumentException if they are not 11 */
  public static SpokenSecret wrap(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a spoken secret has 11 bytes, not " + bytes.length);
    }
    return new SpokenSecret(bytes.clone());
  }

  /** Reads words in large or small letters; nothing if one is none of ours, or there are not eight. */
  public static Optional<SpokenSecret> ofWords(List<String> words) {
    if (words.size() != WORDS) {
      return Optional.empty();
    }
    byte[] bytes = new byte[SIZE_BYTES];
    for (int i = 0; i < WORDS; i++) {
      int bits = Words.bits(words.get(i).toLowerCase(Locale.ROOT));
      if (bits < 0) {
        return Optional.empty();
      }
      Words.put(bytes, i * Words.BITS, bits);
    }
    return Optional.of(new SpokenSecret(bytes));
  }

  /** The words, in order. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      words.add(Words.word(Words.slice(bytes, i * Words.BITS)));
    }
    return words;
  }

  /** Names the secret without giving it away. */
  public Hash name() {
    return Hash.of(NAME, bytes);
  }

  /** Seals what those who have the secret say to each other. */
  public EpochKey key() {
    return EpochKey.of(Hash.of(KEY, bytes).toBytes());
  }

  /** The bytes, to be handed on. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpokenSecret that && name().equals(that.name());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
