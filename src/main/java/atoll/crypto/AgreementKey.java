package atoll.crypto;

import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The secret half of an X25519 pair (RFC 7748). What others seal to its {@link ReceiveKey}, this opens: HPKE in base mode
 * (RFC 9180) with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305. It says nothing of itself.
 */
public final class AgreementKey {
  /** Bytes of the secret. */
  public static final int SIZE_BYTES = X25519.SCALAR_SIZE;

  private final byte[] secret;
  private final ReceiveKey receiveKey;

  private AgreementKey(byte[] secret) {
    this.secret = secret;
    byte[] point = new byte[ReceiveKey.SIZE_BYTES];
    X25519.generatePublicKey(secret, 0, point, 0);
    this.receiveKey = ReceiveKey.wrap(point);
  }

  /** @param random cannot be guessed */
  public static AgreementKey generate(RandomGenerator random) {
    byte[] secret = new byte[SIZE_BYTES];
    random.nextBytes(secret);
    return new AgreementKey(secret);
  }

  /**
   * The key that a secret makes, always the same.
   *
   * @throws IllegalArgumentException if it has not 32 bytes
   */
  public static AgreementKey of(byte[] secret) {
    if (secret.length != SIZE_BYTES) {
      throw new IllegalArgumentException(
          "a secret has " + SIZE_BYTES + " bytes, not " + secret.length);
    }
    return new AgreementKey(secret.clone());
  }

  public ReceiveKey receiveKey() {
    return receiveKey;
  }

  /**
   * Opens what {@link ReceiveKey#seal} sealed to this key.
   *
   * @param context the same bytes as when it was sealed
   * @throws UnsealException if it was sealed to another key or in another context, or is no such thing
   */
  public byte[] open(byte[] context, byte[] sealed) throws UnsealException {
    return Hpke.open(secret, receiveKey.toBytes(), context, sealed);
  }

  /** The secret itself, to be kept sealed or with owner-only permissions. */
  public byte[] secret() {
    return secret.clone();
  }

  /** What both halves of two pairs have in common. */
  byte[] agree(byte[] point) {
    byte[] shared = new byte[X25519.POINT_SIZE];
    X25519.calculateAgreement(secret, 0, point, 0, shared, 0);
    return shared;
  }
}
