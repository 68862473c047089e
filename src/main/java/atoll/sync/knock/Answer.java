package atoll.sync.knock;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.List;

/**
 * What is answered first to somebody who knocks.
 *
 * @param reply to the request; empty if there is none
 * @param records the first of the membership, all of them if they are few; signed by themselves, each after those that it
 *     follows
 */
public record Answer(byte[] reply, List<byte[]> records) {
  public Answer {
    records = List.copyOf(records);
  }

  /**
   * As much as one answer holds.
   *
   * @param roll all records
   */
  public static Answer of(byte[] reply, List<byte[]> roll) {
    return new Answer(reply, Run.first(roll));
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws RejectedException if it means nothing
   */
  public static Answer read(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    byte[] reply = in.blob(in.left());
    List<byte[]> records = Run.read(in);
    in.end();
    return new Answer(reply, records);
  }

  /** The bytes that travel. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter().blob(reply);
    Run.write(out, records);
    return out.toBytes();
  }
}
