package atoll.crdt.codec;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteWriter} wrote, trusting nothing: every read is checked against what is left, and no length that
 * the bytes announce is allocated before it is known to be there. For one thread.
 */
public final class ByteReader {
  private static final int LAST_SHIFT = 63;
  private static final char REPLACEMENT = '\ufffd';

  /** Texts of one character, of which there may be many: what is a byte outside shall not be fifty inside. */
  private static final String[] SINGLES = new String[128];

  static {
    for (int i = 0; i < SINGLES.length; i++) {
      SINGLES[i] = String.valueOf((char) i);
    }
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads the half-open range {@code [from, from + length)}. */
  public ByteReader(byte[] bytes, int from, int length) {
    if (from < 0 || length < 0 || length > bytes.length - from) {
      throw new IllegalArgumentException(
          "[" + from + ", +" + length + ") of " + bytes.length + " bytes");
    }
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
  }

  /** Bytes not read yet. */
  public int left() {
    return end - at;
  }

  /** Another reader of what is left. */
  public ByteReader ahead() {
    return new ByteReader(bytes, at, end - at);
  }

  /** The array that is read from; not to be changed. */
  public byte[] source() {
    return bytes;
  }

  /** The index in the array of the next byte. */
  public int position() {
    return at;
  }

  /** @throws RejectedException if nothing is left */
  public int u8() throws RejectedException {
    need(1);
    return bytes[at++] & 0xff;
  }

  /** @throws RejectedException if less than four bytes are left */
  public int i32() throws RejectedException {
    need(4);
    return u8() << 24 | u8() << 16 | u8() << 8 | u8();
  }

  /** @throws RejectedException if less than eight bytes are left */
  public long i64() throws RejectedException {
    need(8);
    return (long) i32() << 32 | (i32() & 0xffffffffL);
  }

  /** @throws RejectedException if it is cut, over 64 bits, or longer than it had to be */
  public long varint() throws RejectedException {
    long value = 0;
    for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
      int b = u8();
      if (shift == LAST_SHIFT && b > 1 || b == 0 && shift > 0) {
        throw new RejectedException(Reason.MALFORMED, "a number is not in its shortest form");
      }
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new RejectedException(Reason.MALFORMED, "a number has more than 64 bits");
  }

  /**
   * Reads a varint that must be in {@code [0, most]}.
   *
   * @throws RejectedException if it is not
   */
  public int count(int most) throws RejectedException {
    long value = varint();
    if (value < 0 || value > most) {
      throw new RejectedException(
          Reason.TOO_LARGE, Long.toUnsignedString(value) + " where at most " + most + " may be");
    }
    return (int) value;
  }

  /** @throws RejectedException as {@link #varint()} */
  public long zigzag() throws RejectedException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** @throws RejectedException if less than {@code length} bytes are left */
  public byte[] raw(int length) throws RejectedException {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** @throws RejectedException if less than {@code length} bytes are left */
  public ByteReader skip(int length) throws RejectedException {
    need(length);
    at += length;
    return this;
  }

  /**
   * Reads ISO 8859-1, one byte for each character.
   *
   * @throws RejectedException if less than {@code length} bytes are left
   */
  public String latin(int length) throws RejectedException {
    need(length);
    at += length;
    if (length == 1 && bytes[at - 1] >= 0) {
      return SINGLES[bytes[at - 1]];
    }
    return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
  }

  /** @throws RejectedException if the count is over {@code most} or over what is left */
  public byte[] blob(int most) throws RejectedException {
    return raw(count(most));
  }

  /**
   * @param mostBytes bytes of UTF-8 that are allowed
   * @throws RejectedException if it is too long, cut, or not UTF-8
   */
  public String string(int mostBytes) throws RejectedException {
    return utf8(count(mostBytes));
  }

  /** @throws RejectedException if less than {@code length} bytes are left, or if they are not UTF-8 */
  public String utf8(int length) throws RejectedException {
    need(length);
    if (length == 0) {
      return "";
    }
    if (isAscii(length)) {
      return latin(length);
    }
    String text = single(length);
    if (text == null) {
      text = new String(bytes, at, length, StandardCharsets.UTF_8);
      // What is wrong was replaced; what was there already comes out as it went in.
      if (text.indexOf(REPLACEMENT) >= 0
          && !isNext(text.getBytes(StandardCharsets.UTF_8), length)) {
        throw new RejectedException(Reason.MALFORMED, "a text is not UTF-8");
      }
    }
    at += length;
    return text;
  }

  private boolean isNext(byte[] written, int length) {
    return Arrays.equals(written, 0, written.length, bytes, at, at + length);
  }

  /** A text of one character of two or three bytes, without anything made on the way; null if it is another one. */
  private @Nullable String single(int length) {
    int lead = bytes[at] & 0xff;
    int c = -1;
    if (length == 2 && lead >> 5 == 6 && isTrail(at + 1)) {
      c = (lead & 0x1f) << 6 | bytes[at + 1] & 0x3f;
    } else if (length == 3 && lead >> 4 == 14 && isTrail(at + 1) && isTrail(at + 2)) {
      c = (lead & 0xf) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f;
    }
    boolean isShortest = c >= (length == 2 ? 0x80 : 0x800);
    return isShortest && !Character.isSurrogate((char) c) ? String.valueOf((char) c) : null;
  }

  private boolean isTrail(int index) {
    return (bytes[index] & 0xc0) == 0x80;
  }

  /** Whether the next bytes are those of {@code other} in {@code [from, to)}. */
  public boolean isNext(byte[] other, int from, int to) {
    int length = to - from;
    return length <= end - at && Arrays.equals(other, from, to, bytes, at, at + length);
  }

  /**
   * Whether the next bytes are ASCII.
   *
   * @throws RejectedException if less than {@code length} bytes are left
   */
  public boolean isAscii(int length) throws RejectedException {
    need(length);
    int all = 0;
    for (int i = at; i < at + length; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }

  /** @throws RejectedException if anything is left */
  public void end() throws RejectedException {
    if (at != end) {
      throw new RejectedException(Reason.MALFORMED, left() + " bytes too many");
    }
  }

  private void need(int length) throws RejectedException {
    if (length < 0 || length > end - at) {
      throw new RejectedException(Reason.TRUNCATED, length + " bytes wanted, " + left() + " left");
    }
  }
}
