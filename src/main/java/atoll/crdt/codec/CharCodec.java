package atoll.crdt.codec;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import java.nio.charset.StandardCharsets;

/** Many characters: a flag, then ASCII (one byte each) or UTF-8, with the number of bytes before. */
public final class CharCodec {
  private static final int ASCII = 0;
  private static final int UTF_8 = 1;

  private CharCodec() {}

  public static void write(ByteWriter out, CharSequence chars) {
    String text = chars.toString();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.u8(bytes.length == text.length() ? ASCII : UTF_8).blob(bytes);
  }

  public static String read(ByteReader in) throws RejectedException {
    return switch (in.u8()) {
      case ASCII -> in.latin(in.count(in.left()));
      case UTF_8 -> in.string(in.left());
      default -> throw new RejectedException(Reason.TOO_NEW, "characters in another encoding");
    };
  }
}
