package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;

/**
 * What the sender holds, in full: its clock, with the end of each log, so that a fork is noticed.
 *
 * @param answer whether the receiver is asked to say the same of itself
 * @param heads the ends of the sender's logs
 */
public record Held(boolean answer, Heads heads) implements Message {
  static Held read(ByteReader in) throws RejectedException {
    return new Held(Messages.flag(in), Heads.read(in));
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(answer ? 1 : 0);
    heads.write(out);
  }
}
