package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.List;

/**
 * Entries that were asked for.
 *
 * @param request the number of the {@link Want}
 * @param part counts the answers to one question, from 0
 * @param last whether this is the last part: the credit is used up or there is no more
 * @param envelopes the entries, in order per log
 */
public record Supply(long request, int part, boolean last, List<byte[]> envelopes)
    implements Message {
  /** Parts that an answer may have. */
  public static final int MOST_PARTS = 1 << 16;

  static Supply read(ByteReader in) throws RejectedException {
    return new Supply(
        in.varint(), in.count(MOST_PARTS), Messages.flag(in), Messages.readEnvelopes(in));
  }

  @Override
  public void write(ByteWriter out) {
    out.varint(request).varint(part).u8(last ? 1 : 0);
    Messages.writeEnvelopes(out, envelopes);
  }
}
