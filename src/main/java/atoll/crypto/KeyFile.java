package atoll.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The bytes of the file that holds a device's secret keys: in clear, or sealed under a passphrase (Argon2id, RFC 9106).
 * They are: a mark, the way, then either the two keys and four bytes of their hash, or the cost of Argon2id, a salt, and
 * the keys sealed.
 */
public final class KeyFile {
  private static final byte[] MARK = "atoll-keys-1".getBytes(StandardCharsets.US_ASCII);
  private static final int CLEAR = 0;
  private static final int SEALED = 1;
  private static final int KEYS_BYTES = SigningKey.SEED_BYTES + AgreementKey.SIZE_BYTES;
  private static final int CHECK_BYTES = 4;
  private static final int SALT_BYTES = 16;
  private static final int KIBIBYTES = 64 << 10;
  private static final int PASSES = 3;

  /** A file from elsewhere must not make a start hang or run out of memory. */
  private static final int MOST_KIBIBYTES = 1 << 20;

  private static final int MOST_PASSES = 20;

  private KeyFile() {}

  /** Whether the bytes can be read only with a passphrase. */
  public static boolean wantsPassphrase(byte[] file) {
    return file.length > MARK.length && file[MARK.length] == SEALED;
  }

  /** The bytes of a file that protects the keys by nothing but its permissions. */
  public static byte[] write(SecretKeys keys) {
    byte[] secret = secret(keys);
    return SigningKey.joined(MARK, new byte[] {CLEAR}, secret, check(secret));
  }

  /**
   * The bytes of a file that only the passphrase opens.
   *
   * @param random cannot be guessed
   */
  public static byte[] write(SecretKeys keys, String passphrase, RandomGenerator random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] head = SigningKey.joined(
        MARK,
        new byte[] {SEALED},
        ByteBuffer.allocate(8).putInt(KIBIBYTES).putInt(PASSES).array(),
        salt);
    byte[] sealed = Aead.seal(
        stretch(passphrase, salt, KIBIBYTES, PASSES),
        new byte[Aead.NONCE_BYTES],
        head,
        secret(keys));
    return SigningKey.joined(head, sealed);
  }

  /**
   * Reads the keys.
   *
   * @throws UnsealException if the file is damaged, or the passphrase is missing or wrong; the message is for a person
   */
  public static SecretKeys read(byte[] file, Optional<String> passphrase) throws UnsealException {
    int way = MARK.length;
    if (file.length <= way || !Arrays.equals(file, 0, way, MARK, 0, way)) {
      throw new UnsealException("The file with the device's keys is damaged.");
    }
    if (file[way] == CLEAR) {
      return readClear(Arrays.copyOfRange(file, way + 1, file.length));
    }
    int head = way + 1 + 8 + SALT_BYTES;
    if (file[way] != SEALED || file.length != head + KEYS_BYTES + Aead.TAG_BYTES) {
      throw new UnsealException("The file with the device's keys is damaged.");
    }
    if (passphrase.isEmpty()) {
      throw new UnsealException("The data folder is protected by a passphrase.");
    }
    int kibibytes = ByteBuffer.wrap(file).getInt(way + 1);
    int passes = ByteBuffer.wrap(file).getInt(way + 5);
    if (kibibytes < 8 || kibibytes > MOST_KIBIBYTES || passes < 1 || passes > MOST_PASSES) {
      throw new UnsealException("The file with the device's keys is damaged.");
    }
    byte[] salt = Arrays.copyOfRange(file, way + 9, head);
    try {
      return keys(Aead.open(
          stretch(passphrase.get(), salt, kibibytes, passes),
          new byte[Aead.NONCE_BYTES],
          Arrays.copyOf(file, head),
          Arrays.copyOfRange(file, head, file.length)));
    } catch (UnsealException e) {
      throw new UnsealException("The passphrase is wrong.", e);
    }
  }

  private static SecretKeys readClear(byte[] rest) throws UnsealException {
    byte[] secret = Arrays.copyOf(rest, KEYS_BYTES);
    if (rest.length != KEYS_BYTES + CHECK_BYTES
        || !Arrays.equals(check(secret), Arrays.copyOfRange(rest, KEYS_BYTES, rest.length))) {
      throw new UnsealException("The file with the device's keys is damaged.");
    }
    return keys(secret);
  }

  private static byte[] secret(SecretKeys keys) {
    return SigningKey.joined(keys.signing().seed(), keys.agreement().secret());
  }

  private static SecretKeys keys(byte[] secret) {
    return new SecretKeys(
        SigningKey.of(Arrays.copyOf(secret, SigningKey.SEED_BYTES)),
        AgreementKey.of(Arrays.copyOfRange(secret, SigningKey.SEED_BYTES, KEYS_BYTES)));
  }

  private static byte[] check(byte[] secret) {
    return Arrays.copyOf(Hash.of(secret).toBytes(), CHECK_BYTES);
  }

  private static byte[] stretch(String passphrase, byte[] salt, int kibibytes, int passes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withSalt(salt)
        .withMemoryAsKB(kibibytes)
        .withIterations(passes)
        .withParallelism(1)
        .build());
    byte[] key = new byte[Aead.KEY_BYTES];
    generator.generateBytes(passphrase.getBytes(StandardCharsets.UTF_8), key);
    return key;
  }
}
