package atoll.crdt.codec;

import atoll.crdt.Kind;
import atoll.crdt.Limits;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

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
  /** The length of a name and the kind of a value. */
  private static final int LEAST_FIELD_BYTES = 2;

  private static final int FEW = 3;
  private static final Value NOTHING = Value.of(List.of());
  private static final Value NO_FIELDS = Value.of(Collections.emptySortedMap());
  private static final List<Value> CONTAINERS =
      Arrays.stream(Kind.values()).map(Value::container).toList();
  private static final Value.Bytes NO_BYTES = new Value.Bytes(new byte[0]);
  private static final List<Value.Bytes> SINGLES = IntStream.range(0, 256)
      .mapToObj(i -> new Value.Bytes(new byte[] {(byte) i}))
      .toList();

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
      case BYTES -> readBytes(in);
      case ARRAY -> readArray(in, depth, owed);
      case FIELDS -> {
        SortedMap<String, Value> fields = readFields(in, depth, owed);
        yield fields.isEmpty() ? NO_FIELDS : new Value.Fields(fields);
      }
      case CONTAINER -> readContainer(in);
      default -> {
        if (code < CARRIED) {
          throw new RejectedException(Reason.TOO_NEW, "value of kind " + code);
        }
        yield new Value.Unknown(code, readBytes(in));
      }
    };
  }

  private static Value readArray(ByteReader in, int depth, int owed) throws RejectedException {
    int count = in.count(in.left() - owed);
    return count == 0 ? NOTHING : Value.of(readValues(in, count, depth - 1, owed));
  }

  /** Reads that many values, at least one, in a list that never changes. */
  static List<Value> readValues(ByteReader in, int count) throws RejectedException {
    return readValues(in, count, Limits.VALUE_DEPTH, 0);
  }

  private static List<Value> readValues(ByteReader in, int count, int depth, int owed)
      throws RejectedException {
    if (count <= FEW) {
      return readFew(in, count, depth, owed);
    }
    Value[] values = new Value[count];
    for (int i = 0; i < count; i++) {
      values[i] = read(in, depth, owed + count - i - 1);
    }
    return List.of(values);
  }

  /** Short lists without an array on the way. */
  private static List<Value> readFew(ByteReader in, int count, int depth, int owed)
      throws RejectedException {
    Value first = read(in, depth, owed + count - 1);
    if (count == 1) {
      return List.of(first);
    }
    Value second = read(in, depth, owed + count - 2);
    if (count == 2) {
      return List.of(first, second);
    }
    return List.of(first, second, read(in, depth, owed));
  }

  private static SortedMap<String, Value> readFields(ByteReader in, int depth, int owed)
      throws RejectedException {
    int count = in.count((in.left() - owed) / LEAST_FIELD_BYTES);
    Object[] turns = new Object[2 * count];
    String before = null;
    for (int i = 0; i < count; i++) {
      String key = in.string(Limits.NAME_BYTES);
      if (before != null && before.compareTo(key) >= 0) {
        throw new RejectedException(Reason.MALFORMED, "names are not in order");
      }
      before = key;
      turns[2 * i] = key;
      turns[2 * i + 1] = read(in, depth - 1, owed + LEAST_FIELD_BYTES * (count - i - 1));
    }
    return NamedMap.ofSorted(turns);
  }

  /** A blob, of which those of at most a byte are shared: there may be many. */
  static Value.Bytes readBytes(ByteReader in) throws RejectedException {
    int length = in.count(in.left());
    if (length == 0) {
      return NO_BYTES;
    }
    int at = in.position();
    in.skip(length);
    return length == 1
        ? SINGLES.get(in.source()[at] & 0xff)
        : new Value.Bytes(in.source(), at, at + length);
  }

  private static Value readContainer(ByteReader in) throws RejectedException {
    int kind = in.u8();
    if (kind >= CONTAINERS.size()) {
      throw new RejectedException(Reason.TOO_NEW, "container of kind " + kind);
    }
    return CONTAINERS.get(kind);
  }
}
