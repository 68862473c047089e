package atoll.crdt.codec;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import org.jspecify.annotations.Nullable;

/** Characters that are taken a few at a time from the bytes in which they are. ASCII is not made into a text on the way. */
public final class CharSource {
  private static final byte[] NO_BYTES = {};

  private final byte[] bytes;
  private final @Nullable String text;
  private int at;
  private int left;

  /** Bytes of one character each. */
  CharSource(byte[] bytes, int from, int count) {
    this.bytes = bytes;
    text = null;
    at = from;
    left = count;
  }

  CharSource(String text) {
    bytes = NO_BYTES;
    this.text = text;
    left = text.length();
  }

  /** Characters not taken yet. */
  public int left() {
    return left;
  }

  /**
   * Puts the next characters into {@code to}, from {@code index} on.
   *
   * @throws RejectedException if there are less
   */
  public void take(int count, char[] to, int index) throws RejectedException {
    if (count > left) {
      throw new RejectedException(
          Reason.TRUNCATED, count + " characters wanted, " + left + " left");
    }
    if (text != null) {
      text.getChars(at, at + count, to, index);
    } else {
      CharCodec.widen(bytes, at, to, index, count);
    }
    at += count;
    left -= count;
  }
}
