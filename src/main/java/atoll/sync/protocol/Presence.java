package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;

/**
 * Where somebody is just now; never stored.
 *
 * @param number grows with every beat of the sender: a smaller one is old
 * @param beat what it means is the workspace's; empty means gone
 */
public record Presence(long number, byte[] beat) implements Message {
  /** Bytes that a beat may have. */
  public static final int MOST_BEAT_BYTES = 16 << 10;

  static Presence read(ByteReader in) throws RejectedException {
    return new Presence(in.varint(), in.blob(MOST_BEAT_BYTES));
  }

  @Override
  public void write(ByteWriter out) {
    out.varint(number).blob(beat);
  }
}
