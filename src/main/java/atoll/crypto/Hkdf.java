package atoll.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Makes keys out of a secret: HKDF with SHA-256 (RFC 5869). Every entry has a key of its own, so it is built on the JDK's
 * SHA-256, which runs in the processor where that can.
 */
final class Hkdf {
  private static final int BLOCK_BYTES = 64;
  private static final int MOST_BYTES = 255 * Hash.SIZE_BYTES;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

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
    if (sizeBytes > MOST_BYTES) {
      throw new IllegalArgumentException(sizeBytes + " bytes are too many for one secret");
    }
    MessageDigest digest = Hash.digest();
    byte[] key = mac(digest, salt, secret);
    byte[] made = new byte[sizeBytes];
    byte[] block = {};
    for (int at = 0, number = 1; at < sizeBytes; at += Hash.SIZE_BYTES, number++) {
      block = mac(digest, key, block, info, new byte[] {(byte) number});
      System.arraycopy(block, 0, made, at, Math.min(Hash.SIZE_BYTES, sizeBytes - at));
    }
    return made;
  }

  /** HMAC (RFC 2104) with SHA-256. */
  private static byte[] mac(MessageDigest digest, byte[] key, byte[]... parts) {
    byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? digest.digest(key) : key, BLOCK_BYTES);
    digest.update(masked(block, INNER));
    for (byte[] part : parts) {
      digest.update(part);
    }
    byte[] inner = digest.digest();
    digest.update(masked(block, OUTER));
    return digest.digest(inner);
  }

  private static byte[] masked(byte[] block, byte mask) {
    byte[] masked = new byte[block.length];
    for (int i = 0; i < block.length; i++) {
      masked[i] = (byte) (block[i] ^ mask);
    }
    return masked;
  }
}
