package atoll.crdt.codec;

import atoll.crdt.Op;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;

/** Single operations as bytes, in the form that they have in a change. */
public final class OpCodec {
  private OpCodec() {}

  public static void write(ByteWriter out, Op op, ReplicaId author) {
    new OpWriter(out, author).write(op);
  }

  public static Op read(ByteReader in, ReplicaId author, ContainerReader containers)
      throws RejectedException {
    return new OpReader(in, author, containers).read();
  }
}
