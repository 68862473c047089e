package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.store.LogRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for entries. A later one to the same peer takes the place of the earlier.
 *
 * @param request named again by the answers
 * @param creditBytes bytes of envelopes that the sender is ready to take
 * @param ranges what is wanted, most urgent first
 */
public record Want(long request, long creditBytes, List<LogRange> ranges) implements Message {
  /** Ranges that one message may name. */
  public static final int MOST_RANGES = 1024;

  /** Bytes that may be asked for at a time. */
  public static final int MOST_CREDIT_BYTES = 64 << 20;

  private static final int LEAST_RANGE_BYTES = ReplicaId.SIZE_BYTES + 2;

  public Want {
    ranges = List.copyOf(ranges);
  }

  static Want read(ByteReader in) throws RejectedException {
    long request = in.varint();
    long credit = in.count(MOST_CREDIT_BYTES);
    int size = in.count(Math.min(MOST_RANGES, in.left() / LEAST_RANGE_BYTES));
    List<LogRange> ranges = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ReplicaId log = new ReplicaId(in.i64());
      long from = in.varint();
      long entries = in.varint();
      if (from < 0 || entries < 1 || from + entries < 0) {
        throw new RejectedException(
            Reason.MALFORMED, entries + " entries from " + from + " are no range");
      }
      ranges.add(new LogRange(log, from, from + entries));
    }
    return new Want(request, credit, ranges);
  }

  @Override
  public void write(ByteWriter out) {
    out.varint(request).varint(creditBytes).varint(ranges.size());
    ranges.forEach(r -> out.i64(r.log().value()).varint(r.from()).varint(r.size()));
  }
}
