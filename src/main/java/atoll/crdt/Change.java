package atoll.crdt;

import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.ChangeCodec;
import java.util.List;

/**
 * What one writer did in one gesture: atomic, immutable. Its operations use the writer's counters from
 * {@code firstCounter} on.
 *
 * @param parents the version that it was made on
 * @param time milliseconds since 1970 as the writer claims; decides nothing
 * @param ops never empty
 */
public record Change(
    ReplicaId author, long firstCounter, Frontier parents, long time, List<Op> ops) {
  public Change {
    ops = ops.size() == 1 ? List.copyOf(ops) : Ops.normal(ops);
    if (ops.isEmpty()) {
      throw new IllegalArgumentException("a change without operations");
    }
  }

  /** Counters that it uses. */
  public int size() {
    int size = 0;
    for (Op op : ops) {
      size = Math.addExact(size, op.size());
    }
    return size;
  }

  public OpId firstId() {
    return new OpId(author, firstCounter);
  }

  /** The id by which a frontier names this change. */
  public OpId lastId() {
    return new OpId(author, firstCounter + size() - 1);
  }

  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    ChangeCodec.write(out, new ChangeCodec.Parts(author, firstCounter, parents, time, ops));
    return out.toBytes();
  }

  /** @throws RejectedException if the bytes are not what {@link #toBytes()} writes */
  public static Change parse(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    ChangeCodec.Parts parts = ChangeCodec.read(in);
    in.end();
    return of(parts);
  }

  /** The change that was read. */
  public static Change of(ChangeCodec.Parts parts) {
    return new Change(
        parts.author(), parts.firstCounter(), parts.parents(), parts.time(), parts.ops());
  }
}
