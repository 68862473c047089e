package atoll.sync.knock;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Asks for the records that come after those of earlier answers. Whoever answers keeps nothing of who asked before: the
 * records stand in an order that hangs on nothing but themselves.
 *
 * @param place how many records were answered before, at least 1
 * @param last the hash of the last one of them
 */
public record More(int place, Hash last) {
  /** Records that a membership handed on may have: as many as 64 MiB hold of the smallest that are signed. */
  static final int MOST_IN_ALL = 1 << 20;

  private static final byte[] MARK = "atoll-more-1".getBytes(StandardCharsets.US_ASCII);

  public More {
    if (place < 1 || place > MOST_IN_ALL) {
      throw new IllegalArgumentException("after " + place + " records");
    }
  }

  /** Whether these bytes are meant to be such a question. */
  public static boolean isOne(byte[] bytes) {
    return bytes.length >= MARK.length
        && Arrays.equals(MARK, 0, MARK.length, bytes, 0, MARK.length);
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws RejectedException if it means nothing
   */
  public static More read(byte[] bytes) throws RejectedException {
    if (!isOne(bytes)) {
      throw new RejectedException(Reason.MALFORMED, "not a question for more");
    }
    ByteReader in = new ByteReader(bytes, MARK.length, bytes.length - MARK.length);
    int place = in.count(MOST_IN_ALL);
    if (place < 1) {
      throw new RejectedException(Reason.MALFORMED, "more than nothing");
    }
    Hash last = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    in.end();
    return new More(place, last);
  }

  /** The bytes that travel. */
  public byte[] toBytes() {
    return new ByteWriter().raw(MARK).varint(place).raw(last.toBytes()).toBytes();
  }
}
