package atoll.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The key that a workspace's content is sealed under, from one removal of a member to the next. It is named by its hash,
 * so that whoever opens under a name cannot be handed another key: the name commits to the key. It says nothing of
 * itself.
 *
 * <p>Each seal uses a key of its own, made by HKDF of this one and 24 random bytes: a device that is set back in time and
 * writes the same number again repeats neither key nor nonce.
 */
public final class EpochKey {
  /** Bytes of a key. */
  public static final int SIZE_BYTES = 32;

  /** Bytes that sealing adds. */
  public static final int OVERHEAD_BYTES = 24 + Aead.TAG_BYTES;

  /** Bytes of a {@link #tag}. */
  public static final int TAG_BYTES = 16;

  private static final int SALT_BYTES = 24;
  private static final String PURPOSE = "atoll epoch 1 seal";
  private static final String TAG_PURPOSE = "atoll epoch 1 tag";
  private static final String PASS_PURPOSE = "atoll epoch 1 pass";
  private static final byte[] NAME = "atoll epoch 1 name".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;
  private final Hash id;

  private EpochKey(byte[] secret) {
    this.secret = secret;
    this.id = Hash.of(NAME, secret);
  }

  /** @param random cannot be guessed */
  public static EpochKey generate(RandomGenerator random) {
    byte[] secret = new byte[SIZE_BYTES];
    random.nextBytes(secret);
    return new EpochKey(secret);
  }

  /** @throws IllegalArgumentException if it has not 32 bytes */
  public static EpochKey of(byte[] secret) {
    if (secret.length != SIZE_BYTES) {
      throw new IllegalArgumentException(
          "a key has " + SIZE_BYTES + " bytes, not " + secret.length);
    }
    return new EpochKey(secret.clone());
  }

  /** Its name, which everybody may know. */
  public Hash id() {
    return id;
  }

  /**
   * Seals bytes: {@link #OVERHEAD_BYTES} longer than the plain ones.
   *
   * @param random cannot be guessed
   * @param associated what it belongs to; opens only together with the same bytes
   */
  public byte[] seal(RandomGenerator random, byte[] associated, byte[] plain) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] keys = keys(salt);
    byte[] sealed = Aead.seal(
        Arrays.copyOf(keys, Aead.KEY_BYTES),
        Arrays.copyOfRange(keys, Aead.KEY_BYTES, keys.length),
        associated,
        plain);
    return SigningKey.joined(salt, sealed);
  }

  /** @throws UnsealException if it was sealed under another key or for something else, or was changed */
  public byte[] open(byte[] associated, byte[] sealed) throws UnsealException {
    if (sealed.length < OVERHEAD_BYTES) {
      throw new UnsealException(sealed.length + " bytes are too few to be sealed");
    }
    byte[] keys = keys(Arrays.copyOf(sealed, SALT_BYTES));
    return Aead.open(
        Arrays.copyOf(keys, Aead.KEY_BYTES),
        Arrays.copyOfRange(keys, Aead.KEY_BYTES, keys.length),
        associated,
        Arrays.copyOfRange(sealed, SALT_BYTES, sealed.length));
  }

  /** What only those who have the key can make for a bearer, and check. It says nothing of the key and may be shown. */
  public Hash pass(Hash bearer) {
    return Hash.wrap(Hkdf.derive(secret, bearer.toBytes(), PASS_PURPOSE, Hash.SIZE_BYTES));
  }

  /**
   * What only those who have the key can make, and know again, for a context of its own. Two of them say neither of the key
   * nor of each other that they are of one.
   */
  public byte[] tag(byte[] context) {
    return Hkdf.derive(secret, context, TAG_PURPOSE, TAG_BYTES);
  }

  /** The secret itself, to be handed on sealed. */
  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EpochKey that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  private byte[] keys(byte[] salt) {
    return Hkdf.derive(secret, salt, PURPOSE, Aead.KEY_BYTES + Aead.NONCE_BYTES);
  }
}
