package atoll.crdt.codec;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.Kind;
import atoll.crdt.Limits;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link OpWriter} wrote. */
final class OpReader {
  /** A tag, a counter and a count. */
  private static final int LEAST_RUN_BYTES = 3;

  private final ByteReader in;
  private final ReplicaId author;
  private final ContainerReader containers;
  private @Nullable ContainerId before;

  OpReader(ByteReader in, ReplicaId author) {
    this(in, author, IdCodec::readContainer);
  }

  OpReader(ByteReader in, ReplicaId author, ContainerReader containers) {
    this.in = in;
    this.author = author;
    this.containers = containers;
  }

  Op read() throws RejectedException {
    int head = in.u8();
    int code = head & ~OpWriter.SAME_TARGET;
    if (code >= OpWriter.CARRIED) {
      int size = in.count(Limits.OPERATION_SIZE);
      if (head != code || size == 0) {
        throw new RejectedException(
            Reason.MALFORMED, "operation of kind " + head + " with size " + size);
      }
      return new Op.Unknown(code, size, ValueCodec.readBytes(in));
    }
    if (head == OpWriter.UNDO) {
      return undo();
    }
    if (code > OpWriter.INSERT_STYLED) {
      throw new RejectedException(Reason.TOO_NEW, "operation of kind " + code);
    }
    ContainerId target = head != code ? before : containers.read(in);
    if (target == null) {
      throw new RejectedException(Reason.MALFORMED, "no container");
    }
    before = target;
    if (target.kind() != kind(code)) {
      throw new RejectedException(
          Reason.MALFORMED, "operation of kind " + code + " on a " + target.kind());
    }
    return read(code, target);
  }

  private Op read(int code, ContainerId target) throws RejectedException {
    return switch (code) {
      case OpWriter.INSERT_TEXT ->
        new Op.InsertText(target, position(), chars(), Collections.emptySortedMap());
      case OpWriter.INSERT_STYLED -> new Op.InsertText(target, position(), chars(), attributes());
      case OpWriter.DELETE_TEXT -> delete(target);
      case OpWriter.MARK_TEXT -> mark(target);
      case OpWriter.PUT -> new Op.Put(target, name(), ValueCodec.read(in));
      case OpWriter.REMOVE -> new Op.Remove(target, name());
      case OpWriter.LIST_INSERT -> listInsert(target);
      case OpWriter.LIST_MOVE -> listMove(target);
      case OpWriter.LIST_DELETE -> new Op.ListDelete(target, id());
      case OpWriter.LIST_SET -> new Op.ListSet(target, id(), ValueCodec.read(in));
      case OpWriter.TREE_CREATE -> new Op.TreeCreate(target, optional(), name());
      case OpWriter.TREE_MOVE -> new Op.TreeMove(target, id(), optional(), name());
      case OpWriter.TREE_REMOVE -> new Op.TreeRemove(target, id());
      default -> new Op.Add(target, in.zigzag());
    };
  }

  private static Kind kind(int code) {
    return switch (code) {
      case OpWriter.INSERT_TEXT, OpWriter.INSERT_STYLED, OpWriter.DELETE_TEXT, OpWriter.MARK_TEXT ->
        Kind.TEXT;
      case OpWriter.PUT, OpWriter.REMOVE -> Kind.MAP;
      case OpWriter.LIST_INSERT, OpWriter.LIST_MOVE, OpWriter.LIST_DELETE, OpWriter.LIST_SET ->
        Kind.LIST;
      case OpWriter.TREE_CREATE, OpWriter.TREE_MOVE, OpWriter.TREE_REMOVE -> Kind.TREE;
      default -> Kind.COUNTER;
    };
  }

  private Op delete(ContainerId target) throws RejectedException {
    int at = position();
    int count = in.count(Limits.OPERATION_SIZE);
    if (count == 0) {
      throw new RejectedException(Reason.MALFORMED, "deletes nothing");
    }
    return new Op.DeleteText(target, at, count);
  }

  private Op mark(ContainerId target) throws RejectedException {
    int from = position();
    int to = from + position();
    int expand = in.u8();
    if (to > Limits.OPERATION_SIZE || expand > 1) {
      throw new RejectedException(Reason.MALFORMED, "a mark up to " + to + ", expanding " + expand);
    }
    return new Op.MarkText(
        target, from, to, name(), ValueCodec.read(in), expand == 0 ? Expand.END : Expand.NONE);
  }

  private Op listInsert(ContainerId target) throws RejectedException {
    Side side = side();
    OpId near = optional();
    int count = in.count(in.left());
    if (count == 0) {
      throw new RejectedException(Reason.MALFORMED, "inserts nothing");
    }
    return new Op.ListInsert(target, near, side, ValueCodec.readValues(in, count));
  }

  private Op listMove(ContainerId target) throws RejectedException {
    Side side = side();
    OpId item = id();
    return new Op.ListMove(target, item, optional(), side);
  }

  private Op undo() throws RejectedException {
    long first = IdCodec.counter(in);
    long last = first + IdCodec.counter(in);
    int count = in.count(in.left() / LEAST_RUN_BYTES);
    return new Op.Undo(first, last, runs(count));
  }

  /** Short lists without an array on the way. */
  private List<Op.Run> runs(int count) throws RejectedException {
    return switch (count) {
      case 0 -> List.of();
      case 1 -> List.of(run());
      case 2 -> List.of(run(), run());
      case 3 -> List.of(run(), run(), run());
      case 4 -> List.of(run(), run(), run(), run());
      case 5 -> List.of(run(), run(), run(), run(), run());
      default -> {
        Op.Run[] runs = new Op.Run[count];
        for (int i = 0; i < count; i++) {
          runs[i] = run();
        }
        yield List.of(runs);
      }
    };
  }

  private Op.Run run() throws RejectedException {
    return new Op.Run(id(), in.count(Limits.OPERATION_SIZE));
  }

  private SortedMap<String, Value> attributes() throws RejectedException {
    SortedMap<String, Value> attributes = ValueCodec.readFields(in);
    if (attributes.isEmpty()) {
      throw new RejectedException(Reason.MALFORMED, "no attributes where some are announced");
    }
    return attributes;
  }

  private int position() throws RejectedException {
    return in.count(Limits.OPERATION_SIZE);
  }

  private String chars() throws RejectedException {
    String chars = in.string(in.left());
    if (chars.isEmpty()) {
      throw new RejectedException(Reason.MALFORMED, "inserts nothing");
    }
    return chars;
  }

  private String name() throws RejectedException {
    return in.string(Limits.NAME_BYTES);
  }

  private Side side() throws RejectedException {
    int side = in.u8();
    if (side > 1) {
      throw new RejectedException(Reason.MALFORMED, "side " + side);
    }
    return side == 0 ? Side.LEFT : Side.RIGHT;
  }

  private @Nullable OpId optional() throws RejectedException {
    int tag = in.u8();
    return tag == 0 ? null : id(tag);
  }

  private OpId id() throws RejectedException {
    return id(in.u8());
  }

  private OpId id(int tag) throws RejectedException {
    return switch (tag) {
      case 1 -> new OpId(author, IdCodec.counter(in));
      case 2 -> IdCodec.read(in);
      default -> throw new RejectedException(Reason.MALFORMED, "an id with tag " + tag);
    };
  }
}
