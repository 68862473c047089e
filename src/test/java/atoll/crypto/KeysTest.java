package atoll.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final Random random = new Random(21);

  @Test
  void seal_opensUnderItsKeyAndForItsPurposeOnly() throws Exception {
    EpochKey key = EpochKey.generate(random);
    byte[] sealed = key.seal(random, new byte[] {1}, new byte[] {7, 8});

    assertArrayEquals(new byte[] {7, 8}, key.open(new byte[] {1}, sealed));
    assertThrows(UnsealException.class, () -> key.open(new byte[] {2}, sealed));
    assertThrows(
        UnsealException.class, () -> EpochKey.generate(random).open(new byte[] {1}, sealed));
    assertThrows(UnsealException.class, () -> key.open(new byte[] {1}, new byte[3]));
  }

  @Test
  void seal_withAnyByteChangedOrCut_doesNotOpen() {
    EpochKey key = EpochKey.generate(random);
    byte[] sealed =
        key.seal(random, new byte[0], "what was written".getBytes(StandardCharsets.UTF_8));
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertThrows(UnsealException.class, () -> key.open(new byte[0], changed));
      byte[] cut = Arrays.copyOf(sealed, at);
      assertThrows(UnsealException.class, () -> key.open(new byte[0], cut));
    }
  }

  @Test
  void seal_ofTheSameBytesTwice_differs() {
    EpochKey key = EpochKey.generate(random);

    assertFalse(Arrays.equals(
        key.seal(random, new byte[0], new byte[9]), key.seal(random, new byte[0], new byte[9])));
  }

  @Test
  void secretForADevice_isReadByThatDeviceInItsContextOnly() throws Exception {
    AgreementKey device = AgreementKey.generate(random);
    byte[] sealed = device.receiveKey().seal(new byte[] {5}, new byte[] {1, 2, 3});

    assertArrayEquals(new byte[] {1, 2, 3}, device.open(new byte[] {5}, sealed));
    assertThrows(UnsealException.class, () -> device.open(new byte[] {6}, sealed));
    assertThrows(
        UnsealException.class, () -> AgreementKey.generate(random).open(new byte[] {5}, sealed));
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 2;
      assertThrows(UnsealException.class, () -> device.open(new byte[] {5}, changed));
      byte[] cut = Arrays.copyOf(sealed, at);
      assertThrows(UnsealException.class, () -> device.open(new byte[] {5}, cut));
    }
    assertThrows(UnsealException.class, () -> device.open(new byte[] {5}, new byte[80]));
  }

  @Test
  void recoveryWords_bringTheSameKeysBack() throws Exception {
    RecoveryPhrase phrase = RecoveryPhrase.generate(random);
    String typed = String.join("\n ", phrase.words()).toUpperCase(Locale.ROOT);

    assertEquals(24, phrase.words().size());
    assertEquals(
        phrase.keys().signing().verifyKey(),
        RecoveryPhrase.parse(typed).keys().signing().verifyKey());
    assertEquals(
        phrase.keys().agreement().receiveKey(),
        RecoveryPhrase.parse(typed).keys().agreement().receiveKey());
  }

  @Test
  void recoveryWords_withASlip_areRefusedAlmostAlways() {
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      List<String> words = new ArrayList<>(RecoveryPhrase.generate(random).words());
      if (round % 2 == 0) {
        words.set(random.nextInt(24), Words.word(random.nextInt(2048)));
      } else {
        Collections.swap(words, random.nextInt(24), random.nextInt(24));
      }
      try {
        var _ = RecoveryPhrase.parse(String.join(" ", words));
      } catch (UnsealException e) {
        refused++;
      }
    }
    assertTrue(refused > 450, "refused " + refused + " of 500");
    UnsealException cut =
        assertThrows(UnsealException.class, () -> RecoveryPhrase.parse("bada bada"));
    assertTrue(String.valueOf(cut.getMessage()).contains("these are 2"));
  }

  @Test
  void words_areAllDifferentAndReadBack() {
    Set<String> all = new HashSet<>();
    for (int bits = 0; bits < 2048; bits++) {
      assertEquals(bits, Words.bits(Words.word(bits)));
      all.add(Words.word(bits));
    }
    assertEquals(2048, all.size());
    assertEquals(-1, Words.bits("qqqq"));
    assertEquals(-1, Words.bits(""));
  }

  @Test
  void comparisonWords_areTheSameOnBothSidesAndForNoOtherKeys() {
    VerifyKey one = SigningKey.generate(random).verifyKey();
    VerifyKey two = SigningKey.generate(random).verifyKey();
    VerifyKey other = SigningKey.generate(random).verifyKey();

    assertEquals(6, ComparisonWords.of(one, two, new byte[0]).size());
    assertEquals(
        ComparisonWords.of(one, two, new byte[0]), ComparisonWords.of(two, one, new byte[0]));
    assertNotEquals(
        ComparisonWords.of(one, two, new byte[0]), ComparisonWords.of(one, other, new byte[0]));
    assertNotEquals(
        ComparisonWords.of(one, two, new byte[0]), ComparisonWords.of(one, two, new byte[1]));
  }

  @Test
  void padding_isTakenOffAgainAndHidesTheSize() throws Exception {
    Set<Integer> sizes = new HashSet<>();
    for (int size = 0; size < 3_000; size++) {
      byte[] bytes = new byte[size];
      byte[] padded = Padding.pad(bytes);
      assertArrayEquals(bytes, Padding.unpad(padded));
      assertTrue(padded.length <= Math.max(size + 64, size + size / 8 + 2), "size " + size);
      sizes.add(padded.length);
    }
    assertTrue(sizes.size() < 40, sizes.size() + " sizes");
    assertThrows(UnsealException.class, () -> Padding.unpad(new byte[64]));
  }

  @Test
  void keyFile_isReadBack_andNeedsItsPassphrase() throws Exception {
    SecretKeys keys = SecretKeys.generate(random);
    byte[] clear = KeyFile.write(keys);
    byte[] sealed = KeyFile.write(keys, "correct horse", random);

    assertFalse(KeyFile.wantsPassphrase(clear));
    assertTrue(KeyFile.wantsPassphrase(sealed));
    assertEquals(
        keys.signing().verifyKey(),
        KeyFile.read(clear, Optional.empty()).signing().verifyKey());
    assertEquals(
        keys.agreement().receiveKey(),
        KeyFile.read(sealed, Optional.of("correct horse")).agreement().receiveKey());
    assertThrows(UnsealException.class, () -> KeyFile.read(sealed, Optional.of("wrong")));
    assertThrows(UnsealException.class, () -> KeyFile.read(sealed, Optional.empty()));
  }

  @Test
  void keyFile_thatIsDamaged_isRefused() {
    byte[] clear = KeyFile.write(SecretKeys.generate(random));
    for (int at = 0; at < clear.length; at++) {
      byte[] changed = clear.clone();
      changed[at] ^= 4;
      assertThrows(UnsealException.class, () -> KeyFile.read(changed, Optional.empty()));
      byte[] cut = Arrays.copyOf(clear, at);
      assertThrows(UnsealException.class, () -> KeyFile.read(cut, Optional.empty()));
    }
  }
}
