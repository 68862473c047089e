package atoll.crdt.codec;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Many characters: a flag, then ASCII (one byte each) or UTF-8, with the number of bytes before. */
public final class CharCodec {
  private static final int ASCII = 0;
  private static final int UTF_8 = 1;
  private static final int MANY = 1024;
  /** A flag and a count. */
  private static final int HEAD_BYTES = 6;

  private static final int MOST_UTF_8 = 3;

  private CharCodec() {}

  public static void write(ByteWriter out, CharSequence chars) {
    String text = chars.toString();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.u8(bytes.length == text.length() ? ASCII : UTF_8).blob(bytes);
  }

  public static char[] read(ByteReader in) throws RejectedException {
    return switch (in.u8()) {
      case ASCII -> {
        char[] chars = new char[in.count(in.left())];
        int from = in.position();
        in.skip(chars.length);
        widen(in.source(), from, chars, 0, chars.length);
        yield chars;
      }
      case UTF_8 -> in.string(in.left()).toCharArray();
      default -> throw unknown();
    };
  }

  /** Reads what is to be taken a few at a time, while the bytes stay as they are. */
  public static CharSource source(ByteReader in) throws RejectedException {
    return switch (in.u8()) {
      case ASCII -> {
        int length = in.count(in.left());
        int from = in.position();
        in.skip(length);
        yield new CharSource(in.source(), from, length);
      }
      case UTF_8 -> new CharSource(in.string(in.left()));
      default -> throw unknown();
    };
  }

  /** Within how many bytes that many characters are. */
  public static long mostBytes(int chars) {
    return HEAD_BYTES + (long) MOST_UTF_8 * chars;
  }

  private static RejectedException unknown() {
    return new RejectedException(Reason.TOO_NEW, "characters in another encoding");
  }

  /** Copies bytes of one character each. */
  static void widen(byte[] from, int at, char[] to, int index, int count) {
    if (count >= MANY) {
      // Faster than the loop, but takes objects on the way.
      CharBuffer chars = CharBuffer.wrap(to, index, count);
      StandardCharsets.ISO_8859_1
          .newDecoder()
          .decode(ByteBuffer.wrap(from, at, count), chars, true);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[index + i] = (char) (from[at + i] & 0xff);
    }
  }
}
