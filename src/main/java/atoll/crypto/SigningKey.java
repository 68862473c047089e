package atoll.crypto;

import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The secret half of an Ed25519 pair (RFC 8032). It says nothing of itself; whoever has it can sign in its owner's name. */
public final class SigningKey {
  /** Bytes of the seed that a key is made of. */
  public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final VerifyKey verifyKey;

  private SigningKey(byte[] seed) {
    this.seed = seed;
    byte[] point = new byte[VerifyKey.SIZE_BYTES];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    this.verifyKey = VerifyKey.wrap(point);
  }

  /** @param random cannot be guessed */
  public static SigningKey generate(RandomGenerator random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return new SigningKey(seed);
  }

  /**
   * The key that a seed makes, always the same.
   *
   * @throws IllegalArgumentException if the seed has not 32 bytes
   */
  public static SigningKey of(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
    }
    return new SigningKey(seed.clone());
  }

  public VerifyKey verifyKey() {
    return verifyKey;
  }

  /** Signs the parts, one after the other: 64 bytes. */
  public byte[] sign(byte[]... parts) {
    byte[] message = joined(parts);
    byte[] signature = new byte[VerifyKey.SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** The secret itself, to be kept sealed or with owner-only permissions. */
  public byte[] seed() {
    return seed.clone();
  }

  static byte[] joined(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
