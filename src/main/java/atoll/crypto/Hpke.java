package atoll.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/** Hybrid public key encryption (RFC 9180) in base mode: to the holder of one key, from nobody in particular. */
final class Hpke {
  private static final int ENCAPSULATED_BYTES = 32;
  private static final byte[] NOTHING = {};

  private Hpke() {}

  /** The encapsulated key, then the sealed bytes: 48 bytes longer than the plain ones. */
  static byte[] seal(byte[] receiver, byte[] info, byte[] plain) {
    try {
      byte[][] parts = suite()
          .seal(new X25519PublicKeyParameters(receiver), info, NOTHING, plain, null, null, null);
      return SigningKey.joined(parts[1], parts[0]);
    } catch (InvalidCipherTextException e) {
      throw new AssertionError("sealing does not look at a cipher text", e);
    }
  }

  static byte[] open(byte[] secret, byte[] receiver, byte[] info, byte[] sealed)
      throws UnsealException {
    return open(secret, receiver, info, NOTHING, sealed);
  }

  static byte[] open(byte[] secret, byte[] receiver, byte[] info, byte[] associated, byte[] sealed)
      throws UnsealException {
    if (sealed.length < ENCAPSULATED_BYTES + Aead.TAG_BYTES) {
      throw new UnsealException(sealed.length + " bytes are too few to be a sealed secret");
    }
    byte[] encapsulated = Arrays.copyOf(sealed, ENCAPSULATED_BYTES);
    byte[] rest = Arrays.copyOfRange(sealed, ENCAPSULATED_BYTES, sealed.length);
    AsymmetricCipherKeyPair pair = new AsymmetricCipherKeyPair(
        new X25519PublicKeyParameters(receiver), new X25519PrivateKeyParameters(secret));
    try {
      return suite().open(encapsulated, pair, info, associated, rest, null, null, null);
    } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException e) {
      // Bytes of others: a point of low order or a wrong tag, and nothing is known of the rest.
      throw new UnsealException("It was sealed to another key, or changed on its way", e);
    }
  }

  private static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }
}
