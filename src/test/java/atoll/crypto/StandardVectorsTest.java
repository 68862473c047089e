package atoll.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.HKDFParameterSpec;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** The published vectors, and the two libraries against each other. */
class StandardVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] hex(String digits) {
    return HEX.parseHex(digits);
  }

  /** RFC 8032, section 7.1, tests 2 and 3. */
  @Test
  void signaturesOfTheStandard_areMade() {
    SigningKey two =
        SigningKey.of(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    assertEquals(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        HEX.formatHex(two.sign(hex("72"))));
    SigningKey three =
        SigningKey.of(hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
    assertEquals(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        HEX.formatHex(three.sign(hex("af82"))));
  }

  /** RFC 7748, section 6.1, from Bob's side. */
  @Test
  void agreementOfTheStandard_isReached() {
    AgreementKey bob =
        AgreementKey.of(hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    byte[] alice = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");

    assertEquals(
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
        bob.receiveKey().toString());
    assertEquals(
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
        HEX.formatHex(bob.agree(alice)));
  }

  /** RFC 5869, appendix A.1. */
  @Test
  void derivationOfTheStandard_isMade() {
    assertEquals(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        HEX.formatHex(Hkdf.derive(
            hex("0b".repeat(22)),
            hex("000102030405060708090a0b0c"),
            hex("f0f1f2f3f4f5f6f7f8f9"),
            42)));
  }

  /** RFC 8439, section 2.8.2. */
  @Test
  void sealOfTheStandard_isMadeAndOpened() throws Exception {
    byte[] key = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    byte[] nonce = hex("070000004041424344454647");
    byte[] associated = hex("50515253c0c1c2c3c4c5c6c7");
    byte[] plain =
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
            .getBytes(StandardCharsets.US_ASCII);

    byte[] sealed = Aead.seal(key, nonce, associated, plain);

    assertEquals(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116"
            + "1ae10b594f09e26a7e902ecbd0600691",
        HEX.formatHex(sealed));
    assertArrayEquals(plain, Aead.open(key, nonce, associated, sealed));
  }

  /** RFC 9180, appendix A.2.1.1, the first message. */
  @Test
  void hybridSealOfTheStandard_isOpened() throws Exception {
    byte[] receiver = hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
    byte[] info = hex("4f6465206f6e2061204772656369616e2055726e");
    byte[] encapsulated = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
    byte[] sealed = hex(
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");

    byte[] plain = Hpke.open(
        receiver,
        AgreementKey.of(receiver).receiveKey().toBytes(),
        info,
        hex("436f756e742d30"),
        SigningKey.joined(encapsulated, sealed));

    assertEquals("Beauty is truth, truth beauty", new String(plain, StandardCharsets.US_ASCII));
  }

  @Test
  void signatures_ofBothLibrariesAreTheSame() throws Exception {
    Random random = new Random(11);
    KeyFactory keys = KeyFactory.getInstance("Ed25519");
    for (int round = 0; round < 20; round++) {
      SigningKey key = SigningKey.generate(random);
      byte[] message = bytes(random, 300);
      Signature jdk = Signature.getInstance("Ed25519");
      jdk.initSign(
          keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.seed())));
      jdk.update(message);

      byte[] signature = key.sign(message);

      assertArrayEquals(jdk.sign(), signature);
      jdk.initVerify(keys.generatePublic(new EdECPublicKeySpec(
          NamedParameterSpec.ED25519, point(key.verifyKey().toBytes()))));
      jdk.update(message);
      assertTrue(jdk.verify(signature));
    }
  }

  @Test
  void agreements_ofBothLibrariesAreTheSame() throws Exception {
    Random random = new Random(12);
    KeyFactory keys = KeyFactory.getInstance("X25519");
    for (int round = 0; round < 20; round++) {
      AgreementKey one = AgreementKey.generate(random);
      byte[] other = AgreementKey.generate(random).receiveKey().toBytes();
      KeyAgreement jdk = KeyAgreement.getInstance("X25519");
      jdk.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, one.secret())));
      jdk.doPhase(
          keys.generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed(other)))),
          true);

      assertArrayEquals(jdk.generateSecret(), one.agree(other));
    }
  }

  @Test
  void derivationsAndSeals_ofBothLibrariesAreTheSame() throws Exception {
    Random random = new Random(13);
    for (int round = 0; round < 20; round++) {
      byte[] secret = bytes(random, 32);
      byte[] salt = bytes(random, 24);
      byte[] info = bytes(random, 10);
      byte[] key = Hkdf.derive(secret, salt, info, 32);
      assertArrayEquals(
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, 32)),
          key);

      byte[] plain = bytes(random, random.nextInt(2_000));
      ChaCha20Poly1305 other = new ChaCha20Poly1305();
      other.init(true, new AEADParameters(new KeyParameter(key), 128, new byte[12], info));
      byte[] sealed = new byte[other.getOutputSize(plain.length)];
      int size = other.processBytes(plain, 0, plain.length, sealed, 0);
      other.doFinal(sealed, size);
      assertArrayEquals(sealed, Aead.seal(key, new byte[12], info, plain));
    }
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return turned;
  }

  private static EdECPoint point(byte[] key) {
    byte[] turned = reversed(key);
    boolean odd = (turned[0] & 0x80) != 0;
    turned[0] &= 0x7f;
    return new EdECPoint(odd, new BigInteger(1, turned));
  }
}
