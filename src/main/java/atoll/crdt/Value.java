package atoll.crdt;

import atoll.crdt.codec.NamedMap;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/** What an entry, an item or an attribute holds. Immutable, compared by content. */
public sealed interface Value {
  /** Nothing; as an attribute it clears. */
  Value NULL = new Null();

  static Value of(boolean value) {
    return new Bool(value);
  }

  static Value of(long value) {
    return new Int(value);
  }

  static Value of(double value) {
    return new Real(value);
  }

  static Value of(String value) {
    return new Text(value);
  }

  static Value of(byte[] value) {
    return new Bytes(value);
  }

  static Value of(List<Value> values) {
    return new Array(values);
  }

  static Value of(SortedMap<String, Value> fields) {
    return new Fields(fields);
  }

  /** Says that the operation that writes it has a container: {@link ContainerId#nested} of that operation. */
  static Value container(Kind kind) {
    return new Container(kind);
  }

  /** Nothing. */
  record Null() implements Value {}

  /** Yes or no. */
  record Bool(boolean value) implements Value {}

  /** A whole number. */
  record Int(long value) implements Value {}

  /** A floating point number; all NaN are one. */
  record Real(double value) implements Value {}

  /** A text that is replaced as a whole. */
  record Text(String value) implements Value {}

  /** A container that several edit, made by the operation that writes this. */
  record Container(Kind kind) implements Value {}

  /** Values in order, replaced as a whole. */
  record Array(List<Value> values) implements Value {
    public Array {
      values = List.copyOf(values);
    }
  }

  /** Values by name, replaced as a whole. */
  record Fields(SortedMap<String, Value> fields) implements Value {
    public Fields {
      fields = NamedMap.copyOf(fields);
    }
  }

  /** Bytes, replaced as a whole. */
  final class Bytes implements Value {
    private final byte[] value;

    public Bytes(byte[] value) {
      this(value, 0, value.length);
    }

    /** A copy of the half-open range {@code [from, to)}. */
    public Bytes(byte[] source, int from, int to) {
      value = Arrays.copyOfRange(source, from, to);
    }

    public byte[] value() {
      return value.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "Bytes[" + HexFormat.of().formatHex(value) + "]";
    }
  }

  /** A kind of value of a newer version: carried along as it came. */
  record Unknown(int code, Bytes content) implements Value {}
}
