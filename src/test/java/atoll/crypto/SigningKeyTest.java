package atoll.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032, section 7.1, test 1. */
  @Test
  void firstVectorOfTheStandard_isMet() {
    SigningKey key = SigningKey.of(
        HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    assertEquals(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        key.verifyKey().toString());
    assertEquals(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        HEX.formatHex(key.sign(new byte[0])));
  }

  @Test
  void signature_ofOtherBytesOrAnotherKey_isRefused() {
    Random random = new Random(3);
    SigningKey key = SigningKey.generate(random);
    byte[] signature = key.sign(new byte[] {1}, new byte[] {2, 3});

    assertTrue(key.verifyKey().verifies(signature, new byte[] {1, 2, 3}));
    assertFalse(key.verifyKey().verifies(signature, new byte[] {1, 2, 4}));
    assertFalse(SigningKey.generate(random).verifyKey().verifies(signature, new byte[] {1, 2, 3}));
    assertFalse(key.verifyKey().verifies(new byte[63], new byte[] {1, 2, 3}));
    assertFalse(VerifyKey.wrap(new byte[32]).verifies(signature, new byte[] {1, 2, 3}));
  }
}
