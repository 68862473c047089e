package atoll.sync.link.tunnel;

import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * The key that a device proves itself with in the tunnel, in a certificate that it signed itself. The certificate says
 * nothing: who may pass is decided by the key's {@link #pin()} alone.
 */
public final class TunnelIdentity {
  static final String ALGORITHM = "Ed25519";

  /** What comes before the bytes of a key in the encodings of RFC 8410. */
  private static final byte[] PUBLIC_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] PRIVATE_KEY =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final int[] ED25519 = {0x2b, 0x65, 0x70};
  private static final int[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;

  private final PrivateKey key;
  private final X509Certificate certificate;

  private TunnelIdentity(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** A new identity. */
  public static TunnelIdentity generate() {
    try {
      return of(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has Ed25519", e);
    }
  }

  /**
   * The identity of a device that has a key already.
   *
   * @param pair Ed25519
   */
  public static TunnelIdentity of(KeyPair pair) {
    try {
      byte[] content = content(pair.getPublic());
      byte[] signature = sign(pair.getPrivate(), content);
      byte[] encoded = Der.sequence(content, algorithm(), Der.bits(signature));
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate made =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
      return new TunnelIdentity(pair.getPrivate(), made);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 key", e);
    }
  }

  /** The identity of a device that signs with this key. */
  public static TunnelIdentity of(SigningKey device) {
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      return of(new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(encoded(device.verifyKey()))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_KEY, device.seed())))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has Ed25519", e);
    }
  }

  /** What others know this device by: the hash of the public key, in the encoding that certificates use. */
  public Hash pin() {
    return pin(certificate.getPublicKey());
  }

  /** What a device is known by that signs with this key. */
  public static Hash pin(VerifyKey device) {
    return Hash.of(encoded(device));
  }

  static Hash pin(PublicKey key) {
    return Hash.of(key.getEncoded());
  }

  /**
   * Who showed a chain of certificates.
   *
   * @throws CertificateException if it is not one certificate of a key as devices have it
   */
  static Hash pin(X509Certificate[] chain) throws CertificateException {
    if (chain.length != 1
        || chain[0].getPublicKey().getEncoded().length
            != PUBLIC_KEY.length + VerifyKey.SIZE_BYTES) {
      throw new CertificateException("no certificate of a device");
    }
    return pin(chain[0].getPublicKey());
  }

  private static byte[] encoded(VerifyKey key) {
    return joined(PUBLIC_KEY, key.toBytes());
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return new ByteWriter(first.length + second.length).raw(first).raw(second).toBytes();
  }

  PrivateKey key() {
    return key;
  }

  X509Certificate certificate() {
    return certificate;
  }

  byte[] sign(byte[] content) {
    try {
      return sign(key, content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of the device cannot sign", e);
    }
  }

  private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  private static byte[] content(PublicKey key) {
    byte[] serial = new byte[9];
    new SecureRandom().nextBytes(serial);
    serial[0] = 1;
    byte[] name =
        Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(UTF8_STRING, "atoll"))));
    byte[] always = Der.sequence(
        Der.text(UTC_TIME, "200101000000Z"), Der.text(GENERALIZED_TIME, "99991231235959Z"));
    byte[] version3 = Der.explicit(0, Der.integer((byte) 2));
    return Der.sequence(
        version3, Der.integer(serial), algorithm(), name, always, name, key.getEncoded());
  }

  private static byte[] algorithm() {
    return Der.sequence(Der.oid(ED25519));
  }
}
