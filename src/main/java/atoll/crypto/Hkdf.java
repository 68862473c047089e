package atoll.crypto;

import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Makes keys out of a secret: HKDF with SHA-256 (RFC 5869). Every entry has a key of its own, so it is the JDK's, which
 * has the processor do it where that can.
 */
final class Hkdf {
  private static final String ALGORITHM = "HKDF-SHA256";

  /** Looked for once, as that of {@link Aead}. */
  private static final Provider PROVIDER = provider();

  private Hkdf() {}

  /**
   * A key for one purpose.
   *
   * @param purpose in ASCII; another purpose gives a key that says nothing about this one
   */
  static byte[] derive(byte[] secret, byte[] salt, String purpose, int sizeBytes) {
    return derive(secret, salt, purpose.getBytes(StandardCharsets.US_ASCII), sizeBytes);
  }

  private static Provider provider() {
    try {
      return Security.getProvider(KDF.getInstance(ALGORITHM).getProviderName());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK since 25 has HKDF", e);
    }
  }

  static byte[] derive(byte[] secret, byte[] salt, byte[] info, int sizeBytes) {
    try {
      return KDF.getInstance(ALGORITHM, PROVIDER)
          .deriveData(HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .addSalt(salt)
              .thenExpand(info, sizeBytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK since 25 has HKDF", e);
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalArgumentException(sizeBytes + " bytes are too many for one secret", e);
    }
  }
}
