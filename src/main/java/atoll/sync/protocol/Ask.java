package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;

/**
 * The sender has not the records of the membership that it needs, or wants to be let in.
 *
 * @param request what it asks to be let in with, at most {@link #MOST_BYTES}; empty if it only wants the records
 */
public record Ask(byte[] request) implements Message {
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
