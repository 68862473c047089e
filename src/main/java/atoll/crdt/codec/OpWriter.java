package atoll.crdt.codec;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import org.jspecify.annotations.Nullable;

/** Writes operations one after the other; the container is written where it is another one than before. */
final class OpWriter {
  static final int INSERT_TEXT = 0;
  static final int DELETE_TEXT = 1;
  static final int MARK_TEXT = 2;
  static final int PUT = 3;
  static final int REMOVE = 4;
  static final int LIST_INSERT = 5;
  static final int LIST_MOVE = 6;
  static final int LIST_DELETE = 7;
  static final int LIST_SET = 8;
  static final int TREE_CREATE = 9;
  static final int TREE_MOVE = 10;
  static final int TREE_REMOVE = 11;
  static final int ADD = 12;
  static final int INSERT_STYLED = 13;
  static final int UNDO = 14;

  /** Codes from here on are followed by the number of counters and a blob. */
  static final int CARRIED = 64;

  /** Set on the code if the container is the one of the operation before. */
  static final int SAME_TARGET = 0x80;

  private final ByteWriter out;
  private final ReplicaId author;
  private @Nullable ContainerId before;

  OpWriter(ByteWriter out, ReplicaId author) {
    this.out = out;
    this.author = author;
  }

  void write(Op op) {
    switch (op) {
      case Op.InsertText(var target, int at, String chars, var attributes) -> {
        head(attributes.isEmpty() ? INSERT_TEXT : INSERT_STYLED, target).varint(at);
        out.string(chars);
        if (!attributes.isEmpty()) {
          ValueCodec.writeFields(out, attributes);
        }
      }
      case Op.DeleteText(var target, int at, int count) ->
        head(DELETE_TEXT, target).varint(at).varint(count);
      case Op.MarkText(var target, int from, int to, String key, var value, var expand) -> {
        head(MARK_TEXT, target)
            .varint(from)
            .varint(to - from)
            .u8(expand.ordinal())
            .string(key);
        ValueCodec.write(out, value);
      }
      case Op.Put(var target, String key, var value) -> {
        head(PUT, target).string(key);
        ValueCodec.write(out, value);
      }
      case Op.Remove(var target, String key) -> head(REMOVE, target).string(key);
      case Op.ListInsert(var target, var near, var side, var values) -> {
        head(LIST_INSERT, target).u8(side.ordinal());
        optional(near);
        out.varint(values.size());
        values.forEach(value -> ValueCodec.write(out, value));
      }
      case Op.ListMove(var target, var item, var near, var side) -> {
        head(LIST_MOVE, target).u8(side.ordinal());
        id(item);
        optional(near);
      }
      case Op.ListDelete(var target, var item) -> {
        head(LIST_DELETE, target);
        id(item);
      }
      case Op.ListSet(var target, var item, var value) -> {
        head(LIST_SET, target);
        id(item);
        ValueCodec.write(out, value);
      }
      case Op.TreeCreate(var target, var parent, String position) -> {
        head(TREE_CREATE, target);
        optional(parent);
        out.string(position);
      }
      case Op.TreeMove(var target, var node, var parent, String position) -> {
        head(TREE_MOVE, target);
        id(node);
        optional(parent);
        out.string(position);
      }
      case Op.TreeRemove(var target, var node) -> {
        head(TREE_REMOVE, target);
        id(node);
      }
      case Op.Add(var target, long amount) -> head(ADD, target).zigzag(amount);
      case Op.Undo(long first, long last, var restored) -> {
        out.u8(UNDO).varint(first).varint(last - first).varint(restored.size());
        for (Op.Run run : restored) {
          id(run.first());
          out.varint(run.count());
        }
      }
      case Op.Unknown(int code, int size, var content) ->
        out.u8(code).varint(size).blob(content.value());
    }
  }

  private ByteWriter head(int code, ContainerId target) {
    if (target.equals(before)) {
      return out.u8(code | SAME_TARGET);
    }
    out.u8(code);
    IdCodec.writeContainer(out, target);
    before = target;
    return out;
  }

  /** 0 for none, 1 for an id of the author followed by the counter, 2 for any id. */
  private void optional(@Nullable OpId id) {
    if (id == null) {
      out.u8(0);
    } else {
      id(id);
    }
  }

  private void id(OpId id) {
    if (id.replica().equals(author)) {
      out.u8(1).varint(id.counter());
    } else {
      out.u8(2);
      IdCodec.write(out, id);
    }
  }
}
