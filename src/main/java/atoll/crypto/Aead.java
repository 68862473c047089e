package atoll.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * ChaCha20-Poly1305 (RFC 8439): whoever lacks the key can neither read nor change what is sealed. One key and one nonce
 * together seal once and never again.
 */
final class Aead {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private static final String CIPHER = "ChaCha20-Poly1305";

  /** Looked for once: there is a cipher for each entry, and looking costs as much as opening it. */
  private static final Provider PROVIDER = provider();

  private Aead() {}

  /** The sealed bytes: {@link #TAG_BYTES} longer than the plain ones. */
  static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plain) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, nonce, associated, plain);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + CIPHER, e);
    }
  }

  /** @throws UnsealException if they were sealed under another key or with other associated bytes, or were changed */
  static byte[] open(byte[] key, byte[] nonce, byte[] associated, byte[] sealed)
      throws UnsealException {
    try {
      return run(Cipher.DECRYPT_MODE, key, nonce, associated, sealed);
    } catch (GeneralSecurityException e) {
      throw new UnsealException("It was sealed under another key, or changed on its way", e);
    }
  }

  private static Provider provider() {
    try {
      return Cipher.getInstance(CIPHER).getProvider();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + CIPHER, e);
    }
  }

  private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] bytes)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER, PROVIDER);
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    cipher.updateAAD(associated);
    return cipher.doFinal(bytes);
  }
}
