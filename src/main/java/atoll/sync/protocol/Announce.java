package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.List;

/**
 * A log has grown at the sender.
 *
 * @param log the log
 * @param count entries that the sender holds of it now; at least one
 * @param envelopes the newest entries in order, the last one being number {@code count - 1}; none if they are large
 */
public record Announce(ReplicaId log, long count, List<byte[]> envelopes) implements Message {
  static Announce read(ByteReader in) throws RejectedException {
    ReplicaId log = new ReplicaId(in.i64());
    long count = in.varint();
    if (count < 1) {
      throw new RejectedException(Reason.MALFORMED, "a log that has grown has an entry");
    }
    return new Announce(log, count, Messages.readEnvelopes(in));
  }

  @Override
  public void write(ByteWriter out) {
    out.i64(log.value()).varint(count);
    Messages.writeEnvelopes(out, envelopes);
  }
}
