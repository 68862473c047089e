package atoll.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Makes keys out of a secret: HKDF with SHA-256 (RFC 5869). */
final class Hkdf {
  private Hkdf() {}

  /**
   * A key for one purpose.
   *
   * @param purpose in ASCII; another purpose gives a key that says nothing about this one
   */
  static byte[] derive(byte[] secret, byte[] salt, String purpose, int sizeBytes) {
    return derive(secret, salt, purpose.getBytes(StandardCharsets.US_ASCII), sizeBytes);
  }

  static byte[] derive(byte[] secret, byte[] salt, byte[] info, int sizeBytes) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(secret, salt, info));
    byte[] made = new byte[sizeBytes];
    generator.generateBytes(made, 0, sizeBytes);
    return made;
  }
}
