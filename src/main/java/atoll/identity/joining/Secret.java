package atoll.identity.joining;

import atoll.crypto.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The 128 bits of an invitation that only who was invited knows. It says nothing of itself. */
public final class Secret {
  /** Bytes of a secret. */
  public static final int SIZE_BYTES = 16;

  private static final byte[] NAME = "atoll invitation 2 name".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PROOF =
      "atoll invitation 2 proof".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** @param random cannot be guessed */
  public static Secret generate(RandomGenerator random) {
    byte[] bytes = new byte[SIZE_BYTES];
    random.nextBytes(bytes);
    return new Secret(bytes);
  }

  /** @throws IllegalArgumentException if they are not 16 */
  public static Secret wrap(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a secret has 16 bytes, not " + bytes.length);
    }
    return new Secret(bytes.clone());
  }

  /** Names the invitation without giving the secret away. */
  public Hash name() {
    return Hash.of(NAME, bytes);
  }

  /** Proves that whoever wrote the content had the secret. */
  public Hash proof(byte[] content) {
    return Hash.of(PROOF, bytes, Hash.of(content).toBytes());
  }

  byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
