package atoll.crdt.codec;

import atoll.crdt.Kind;
import atoll.crdt.Limits;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values as bytes: a code, then the content. Codes from 64 on are followed by a blob and are carried along unread. */
public final class ValueCodec {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int INT = 3;
  private static final int REAL = 4;
  private static final int TEXT = 5;
  private static final int BYTES = 6;
  private static final int ARRAY = 7;
  private static final int FIELDS = 8;
  private static final int CONTAINER = 9;
  private static final int CARRIED = 64;
  private static final Value NOTHING = Value.of(List.of());

  private ValueCodec() {}

  public static void write(ByteWriter out, Value value) {
    switch (value) {
      case Value.Null ignored -> out.u8(NULL);
      case Value.Bool bool -> out.u8(bool.value() ? TRUE : FALSE);
      case Value.Int number -> out.u8(INT).zigzag(number.value());
      case Value.Real number -> out.u8(REAL).i64(Double.doubleToLongBits(number.value()));
      case Value.Text text -> out.u8(TEXT).string(text.value());
      case Value.Bytes bytes -> out.u8(BYTES).blob(bytes.value());
      case Value.Array array -> {
        out.u8(ARRAY).varint(array.values().size());
        array.values().forEach(item -> write(out, item));
      }
      case Value.Fields fields -> {
        out.u8(FIELDS);
        writeFields(out, fields.fields());
      }
      case Value.Container container -> out.u8(CONTAINER).u8(container.kind().ordinal());
      case Value.Unknown unknown ->
        out.u8(unknown.code()).blob(unknown.content().value());
    }
  }

  public static Value read(ByteReader in) throws RejectedException {
    return read(in, Limits.VALUE_DEPTH, 0);
  }

  public static void writeFields(ByteWriter out, SortedMap<String, Value> fields) {
    out.varint(fields.size());
    fields.forEach((key, value) -> {
      out.string(key);
      write(out, value);
    });
  }

  public static SortedMap<String, Value> readFields(ByteReader in) throws RejectedException {
    return readFields(in, Limits.VALUE_DEPTH, 0);
  }

  /** @param owed how many values those around this one still announce: at least a byte each, which it cannot have */
  private static Value read(ByteReader in, int depth, int owed) throws RejectedException {
    if (depth == 0) {
      throw new RejectedException(
          Reason.TOO_LARGE, "values more than " + Limits.VALUE_DEPTH + " deep");
    }
    int code = in.u8();
    return switch (code) {
      case NULL -> Value.NULL;
      case FALSE -> Value.of(false);
      case TRUE -> Value.of(true);
      case INT -> Value.of(in.zigzag());
      case REAL -> Value.of(Double.longBitsToDouble(in.i64()));
      case TEXT -> Value.of(in.string(in.left()));
      case BYTES -> Value.of(in.blob(in.left()));
      case ARRAY -> readArray(in, depth, owed);
      case FIELDS -> new Value.Fields(readFields(in, depth, owed));
      case CONTAINER -> Value.container(readKind(in));
      default -> {
        if (code < CARRIED) {
          throw new RejectedException(Reason.TOO_NEW, "value of kind " + code);
        }
        yield new Value.Unknown(code, new Value.Bytes(in.blob(in.left())));
      }
    };
  }

  private static Value readArray(ByteReader in, int depth, int owed) throws RejectedException {
    int count = in.count(in.left() - owed);
    if (count == 0) {
      return NOTHING;
    }
    if (count == 1) {
      return Value.of(List.of(read(in, depth - 1, owed)));
    }
    Value[] values = new Value[count];
    for (int i = 0; i < count; i++) {
      values[i] = read(in, depth - 1, owed + count - i - 1);
    }
    return Value.of(List.of(values));
  }

  private static SortedMap<String, Value> readFields(ByteReader in, int depth, int owed)
      throws RejectedException {
    int count = in.count(in.left() - owed);
    if (count == 0) {
      return Collections.emptySortedMap();
    }
    TreeMap<String, Value> fields = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.string(Limits.NAME_BYTES);
      if (!fields.isEmpty() && fields.lastKey().compareTo(key) >= 0) {
        throw new RejectedException(Reason.MALFORMED, "names are not in order");
      }
      fields.put(key, read(in, depth - 1, owed + count - i - 1));
    }
    return fields;
  }

  private static Kind readKind(ByteReader in) throws RejectedException {
    int kind = in.u8();
    if (kind >= Kind.values().length) {
      throw new RejectedException(Reason.TOO_NEW, "container of kind " + kind);
    }
    return Kind.values()[kind];
  }
}
