package atoll.crdt.codec;

import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.Limits;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import org.jspecify.annotations.Nullable;

/** Ids as bytes, whole, for what travels alone. */
public final class IdCodec {
  private static final Kind[] ALL_KINDS = Kind.values();
  private static final int KINDS = ALL_KINDS.length;
  private static final int NESTED = 0x08;

  private IdCodec() {}

  public static void write(ByteWriter out, OpId id) {
    out.i64(id.replica().value()).varint(id.counter());
  }

  public static OpId read(ByteReader in) throws RejectedException {
    ReplicaId replica = new ReplicaId(in.i64());
    return new OpId(replica, counter(in));
  }

  public static long counter(ByteReader in) throws RejectedException {
    long counter = in.varint();
    if (counter < 0 || counter > Limits.COUNTERS) {
      throw new RejectedException(Reason.TOO_LARGE, "counter " + Long.toUnsignedString(counter));
    }
    return counter;
  }

  public static void writeOptional(ByteWriter out, @Nullable OpId id) {
    out.u8(id == null ? 0 : 1);
    if (id != null) {
      write(out, id);
    }
  }

  public static @Nullable OpId readOptional(ByteReader in) throws RejectedException {
    return switch (in.u8()) {
      case 0 -> null;
      case 1 -> read(in);
      default -> throw new RejectedException(Reason.MALFORMED, "neither an id nor none");
    };
  }

  public static void writeContainer(ByteWriter out, ContainerId id) {
    switch (id) {
      case ContainerId.Root root -> out.u8(head(root)).string(root.name());
      case ContainerId.Nested nested -> {
        out.u8(head(nested));
        write(out, nested.maker());
      }
    }
  }

  /** The first byte of a container. */
  static int head(ContainerId id) {
    return id.kind().ordinal() | (id instanceof ContainerId.Nested ? NESTED : 0);
  }

  static boolean isNested(int head) {
    return (head & NESTED) != 0;
  }

  /** The kind that the first byte of a container says. */
  public static Kind kind(int head) {
    return ALL_KINDS[head & ~NESTED];
  }

  static int readHead(ByteReader in) throws RejectedException {
    int head = in.u8();
    int kind = head & ~NESTED;
    if (kind >= KINDS) {
      throw new RejectedException(Reason.TOO_NEW, "container of kind " + kind);
    }
    return head;
  }

  public static ContainerId readContainer(ByteReader in) throws RejectedException {
    int head = readHead(in);
    Kind known = kind(head);
    return !isNested(head)
        ? ContainerId.root(known, in.string(Limits.NAME_BYTES))
        : ContainerId.nested(read(in), known);
  }
}
