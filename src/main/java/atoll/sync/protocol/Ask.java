package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;

/**
 * The sender has not the records of the membership that it needs, or wants to be let in.
 *
 * @param request what it asks to be let in with, at most {@link #MOST_BYTES}; {@link #RECORDS} if it only wants the records
 */
public record Ask(byte[] request) implements Message {
  /** The request of who only wants the records. */
  public static final byte[] RECORDS = {};

  /** Bytes that a request may have. */
  public static final int MOST_BYTES = 8 << 10;

  /** Reads what {@link #write} wrote. */
  public static Ask read(ByteReader in) throws RejectedException {
    return new Ask(in.blob(MOST_BYTES));
  }

  @Override
  public void write(ByteWriter out) {
    out.blob(request);
  }
}
