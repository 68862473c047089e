package atoll.crdt.codec;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Parts of a snapshot, deflated where that pays: the length, the deflated length (0: stored as it is), the bytes. A part
 * that would be more than {@value #MOST_GROWTH} times its stored size is stored as it is, so that reading is bounded.
 */
public final class Sections {
  /** How much larger than what is stored a part may be. */
  public static final int MOST_GROWTH = 6;

  private static final int LEAST = 32;

  /** The best would save one byte in a hundred more and take three times as long. */
  private static final int LEVEL = 6;

  private Sections() {}

  public static void write(ByteWriter out, ByteWriter content) {
    byte[] raw = content.toBytes();
    byte[] packed = raw.length < LEAST ? raw : deflate(raw);
    boolean pays = packed.length < raw.length && raw.length <= (long) packed.length * MOST_GROWTH;
    out.varint(raw.length).varint(pays ? packed.length : 0).raw(pays ? packed : raw);
  }

  private static byte[] deflate(byte[] raw) {
    try (Deflater deflater = new Deflater(LEVEL, true)) {
      deflater.setInput(raw);
      deflater.finish();
      ByteWriter out = new ByteWriter(raw.length / 2 + LEAST);
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        out.raw(buffer, 0, deflater.deflate(buffer));
      }
      return out.toBytes();
    }
  }

  /** Passes over a part and returns what {@link Packed#open} needs to read it later. */
  public static Packed skip(ByteReader in, byte[] bytes) throws RejectedException {
    long lengths = readLengths(in);
    int packed = (int) lengths;
    int length = (int) (lengths >>> Integer.SIZE);
    Packed part = new Packed(bytes, in.position(), length, packed);
    in.skip(packed == 0 ? length : packed);
    return part;
  }

  /** Passes over a part and returns its raw length; makes nothing. */
  public static int pass(ByteReader in) throws RejectedException {
    long lengths = readLengths(in);
    int packed = (int) lengths;
    int length = (int) (lengths >>> Integer.SIZE);
    in.skip(packed == 0 ? length : packed);
    return length;
  }

  /** The raw length of a part in the upper half, the deflated one in the lower; all its bytes are there. */
  private static long readLengths(ByteReader in) throws RejectedException {
    int length = in.count(Integer.MAX_VALUE - LEAST);
    int packed = in.count(in.left());
    int stored = packed == 0 ? length : packed;
    if (packed > 0 && length > (long) packed * MOST_GROWTH) {
      throw new RejectedException(Reason.TOO_LARGE, packed + " bytes that claim to be " + length);
    }
    if (stored > in.left()) {
      throw new RejectedException(
          Reason.TRUNCATED, stored + " bytes wanted, " + in.left() + " left");
    }
    return (long) length << Integer.SIZE | packed;
  }

  public static ByteReader read(ByteReader in, byte[] bytes) throws RejectedException {
    return skip(in, bytes).open();
  }

  /** A part that was not read yet. It keeps the bytes that it lies in. */
  public record Packed(byte[] bytes, int at, int length, int packed) {
    /** Opens what was read before, of which only the first bytes are wanted now: so many, or all if there are less. */
    public ByteReader openFirst(long most) throws RejectedException {
      if (packed == 0 || length <= most) {
        return open();
      }
      byte[] first = new byte[(int) most];
      try (Inflater inflater = new Inflater(true)) {
        inflater.setInput(bytes, at, packed);
        if (inflater.inflate(first) != first.length) {
          throw new RejectedException(Reason.MALFORMED, "a part has another length than it says");
        }
      } catch (DataFormatException e) {
        throw new RejectedException(Reason.MALFORMED, "a part is not deflated");
      }
      return new ByteReader(first);
    }

    public ByteReader open() throws RejectedException {
      if (packed == 0) {
        return new ByteReader(bytes, at, length);
      }
      byte[] raw = new byte[length];
      try (Inflater inflater = new Inflater(true)) {
        inflater.setInput(bytes, at, packed);
        int done = inflater.inflate(raw);
        if (done != length
            || inflater.getRemaining() != 0
            || !inflater.finished() && inflater.inflate(new byte[1]) != 0) {
          throw new RejectedException(Reason.MALFORMED, "a part has another length than it says");
        }
      } catch (DataFormatException e) {
        throw new RejectedException(Reason.MALFORMED, "a part is not deflated");
      }
      return new ByteReader(raw);
    }
  }
}
