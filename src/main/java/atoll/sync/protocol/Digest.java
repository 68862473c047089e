package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;

/**
 * What the sender holds, in 32 bytes: said in place of {@link Held} where that would be long.
 *
 * @param answer whether the receiver is asked to say in full what it holds
 * @param heads {@link Heads#digest()}
 */
public record Digest(boolean answer, Hash heads) implements Message {
  static Digest read(ByteReader in) throws RejectedException {
    return new Digest(Messages.flag(in), Hash.wrap(in.raw(Hash.SIZE_BYTES)));
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(answer ? 1 : 0).raw(heads.toBytes());
  }
}
