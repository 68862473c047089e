package atoll.crdt;

import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.IdCodec;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text that stays where it is while others edit: directly beside a character.
 *
 * @param character the one it holds on to, or null for the start (side RIGHT) or the end (side LEFT) of the text
 * @param side the side of the character on which it lies
 */
public record Anchor(ContainerId text, @Nullable OpId character, Side side) {
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter(24);
    IdCodec.writeContainer(out, text);
    out.u8(side.ordinal());
    IdCodec.writeOptional(out, character);
    return out.toBytes();
  }

  /** @throws RejectedException if the bytes are not what {@link #toBytes()} writes */
  public static Anchor parse(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    ContainerId text = IdCodec.readContainer(in);
    int side = in.u8();
    if (side > 1 || text.kind() != Kind.TEXT) {
      throw new RejectedException(
          Reason.MALFORMED, "an anchor's side is " + side + " in a " + text.kind());
    }
    Anchor anchor = new Anchor(text, IdCodec.readOptional(in), Side.values()[side]);
    in.end();
    return anchor;
  }
}
