package atoll.crdt.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.RejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
  private static final int[] BYTES = {
    0, 'a', 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe2, 0xed, 0xef, 0xbd, 0xf0, 0x9f,
    0xf4, 0xf8, 0xff
  };

  @Test
  void strings_areTakenIfTheyAreUtf8AndOnlyThen() {
    for (int a : BYTES) {
      for (int b : BYTES) {
        assertStrict(a);
        assertStrict(a, b);
        for (int c : BYTES) {
          assertStrict(a, b, c);
          assertStrict(a, b, c, 0x80);
        }
      }
    }
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      assertStrict(
          random.ints(random.nextInt(8), 0, BYTES.length).map(at -> BYTES[at]).toArray());
    }
    assertStrict(0xef, 0xbf, 0xbd);
    assertStrict('x', 0xef, 0xbf, 0xbd, 'y');
    assertStrict('x', 0xef, 0xbf, 0xbd, 0xff);
  }

  private static void assertStrict(int... content) {
    byte[] bytes = new byte[content.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) content[i];
    }
    byte[] blob = new ByteWriter().blob(bytes).raw(new byte[] {1, 2, 3}).toBytes();
    Optional<String> read;
    try {
      read = Optional.of(new ByteReader(blob).string(100));
    } catch (RejectedException e) {
      read = Optional.empty();
    }
    assertEquals(strict(bytes), read);
  }

  private static Optional<String> strict(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
