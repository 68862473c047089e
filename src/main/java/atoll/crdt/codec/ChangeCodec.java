package atoll.crdt.codec;

import atoll.crdt.Frontier;
import atoll.crdt.Limits;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.List;

/**
 * A change as it travels alone: format, flags, author, counter, parents, time, operations. A parent that is the author's
 * operation directly before is a flag.
 */
public final class ChangeCodec {
  private static final int FORMAT = 1;
  private static final int AFTER_OWN = 1;
  private static final int MORE_PARENTS = 2;
  private static final int SINGLE_OP = 4;
  private static final int FLAGS = 7;
  private static final int LEAST_OP_BYTES = 2;

  private ChangeCodec() {}

  /** What a change is made of. */
  public record Parts(
      ReplicaId author, long firstCounter, Frontier parents, long time, List<Op> ops) {}

  public static void write(ByteWriter out, Parts change) {
    OpId own =
        change.firstCounter() == 0 ? null : new OpId(change.author(), change.firstCounter() - 1);
    List<OpId> others = new ArrayList<>(change.parents().ids());
    boolean afterOwn = own != null && others.remove(own);
    int ops = change.ops().size();
    out.u8(FORMAT)
        .u8((afterOwn ? AFTER_OWN : 0)
            | (others.isEmpty() ? 0 : MORE_PARENTS)
            | (ops == 1 ? SINGLE_OP : 0))
        .i64(change.author().value())
        .varint(change.firstCounter());
    if (!others.isEmpty()) {
      out.varint(others.size());
      others.forEach(parent -> IdCodec.write(out, parent));
    }
    out.zigzag(change.time());
    if (ops != 1) {
      out.varint(ops);
    }
    OpWriter writer = new OpWriter(out, change.author());
    change.ops().forEach(writer::write);
  }

  public static Parts read(ByteReader in) throws RejectedException {
    int format = in.u8();
    if (format != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "change in format " + format);
    }
    int flags = in.u8();
    if ((flags & ~FLAGS) != 0) {
      throw new RejectedException(Reason.TOO_NEW, "change with flags " + flags);
    }
    ReplicaId author = new ReplicaId(in.i64());
    long counter = IdCodec.counter(in);
    Frontier parents = readParents(in, flags, author, counter);
    long time = in.zigzag();
    int count = (flags & SINGLE_OP) != 0 ? 1 : in.count(in.left() / LEAST_OP_BYTES);
    if (count == 0 || count == 1 && (flags & SINGLE_OP) == 0) {
      throw new RejectedException(Reason.MALFORMED, count + " operations");
    }
    Op[] ops = new Op[count];
    OpReader reader = new OpReader(in, author);
    long size = 0;
    for (int i = 0; i < count; i++) {
      Op op = reader.read();
      size += op.size();
      ops[i] = op;
    }
    if (size > Limits.OPERATION_SIZE) {
      throw new RejectedException(Reason.TOO_LARGE, "a change of " + size + " operations");
    }
    return new Parts(author, counter, parents, time, List.of(ops));
  }

  private static Frontier readParents(ByteReader in, int flags, ReplicaId author, long counter)
      throws RejectedException {
    List<OpId> parents = new ArrayList<>(2);
    if ((flags & MORE_PARENTS) != 0) {
      int count = in.count(in.left() / ReplicaId.SIZE_BYTES);
      for (int i = 0; i < count; i++) {
        OpId parent = IdCodec.read(in);
        if (!parents.isEmpty() && parents.getLast().compareTo(parent) >= 0) {
          throw new RejectedException(Reason.MALFORMED, "parents are not in order");
        }
        if (parent.replica().equals(author) && parent.counter() >= counter - 1) {
          throw new RejectedException(Reason.BAD_PARENTS, parent + " before counter " + counter);
        }
        parents.add(parent);
      }
      if (count == 0) {
        throw new RejectedException(Reason.MALFORMED, "no parents where some are announced");
      }
    }
    if ((flags & AFTER_OWN) != 0) {
      if (counter == 0) {
        throw new RejectedException(Reason.BAD_PARENTS, "nothing is before counter 0");
      }
      parents.add(new OpId(author, counter - 1));
    }
    return Frontier.of(parents);
  }
}
