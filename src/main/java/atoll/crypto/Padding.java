package atoll.crypto;

import java.util.Arrays;

/**
 * Hides how long bytes are, so that a carrier does not learn how much was typed: up to 512 in steps of 64, above that so
 * that at most an eighth is added.
 */
public final class Padding {
  private static final int STEP = 64;
  private static final int MARK = 0x80;

  private Padding() {}

  /** The bytes, a mark, and zeros. */
  public static byte[] pad(byte[] bytes) {
    byte[] padded = Arrays.copyOf(bytes, paddedSize(bytes.length + 1));
    padded[bytes.length] = (byte) MARK;
    return padded;
  }

  /** @throws UnsealException if there is no mark: they were not padded */
  public static byte[] unpad(byte[] padded) throws UnsealException {
    int mark = padded.length - 1;
    while (mark >= 0 && padded[mark] == 0) {
      mark--;
    }
    if (mark < 0 || padded[mark] != (byte) MARK) {
      throw new UnsealException(padded.length + " bytes without an end");
    }
    return Arrays.copyOf(padded, mark);
  }

  private static int paddedSize(int size) {
    int step = Math.max(STEP, Integer.highestOneBit(size) >> 3);
    return Math.addExact(size, step - 1) / step * step;
  }
}
