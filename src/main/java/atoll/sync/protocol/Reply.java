package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;

/**
 * What a device answers to who asked to be let in, besides the records. Whoever asked knows whether it is genuine.
 *
 * @param answer at most {@link #MOST_BYTES}
 */
public record Reply(byte[] answer) implements Message {
  /** Bytes that an answer may have. */
  public static final int MOST_BYTES = 64 << 10;

  /** Reads what {@link #write} wrote. */
  public static Reply read(ByteReader in) throws RejectedException {
    return new Reply(in.blob(MOST_BYTES));
  }

  @Override
  public void write(ByteWriter out) {
    out.blob(answer);
  }
}
