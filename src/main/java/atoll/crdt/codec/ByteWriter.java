package atoll.crdt.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds bytes in memory, growing as needed. For one thread. {@link ByteReader} reads what this writes. */
public final class ByteWriter {
  private static final int FIRST_CAPACITY = 64;
  private static final int LOW_BITS = 0x7f;
  private static final int CONTINUES = 0x80;

  private byte[] bytes;
  private int size;

  public ByteWriter() {
    this(FIRST_CAPACITY);
  }

  /** @param capacity bytes to have room for at once; at least one */
  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(1, capacity)];
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  /** Writes the low eight bits. */
  public ByteWriter u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Writes four bytes, big endian. */
  public ByteWriter i32(int value) {
    return u8(value >>> 24).u8(value >>> 16).u8(value >>> 8).u8(value);
  }

  /** Writes eight bytes, big endian. */
  public ByteWriter i64(long value) {
    return i32((int) (value >>> 32)).i32((int) value);
  }

  /** Writes an unsigned number in groups of seven bits, the lowest first: one byte up to 127, ten at most. */
  public ByteWriter varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~(long) LOW_BITS) != 0) {
      bytes[size++] = (byte) ((rest & LOW_BITS) | CONTINUES);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Writes a signed number so that small ones of either sign are short. */
  public ByteWriter zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  /** Writes the bytes as they are; the reader must know how many. */
  public ByteWriter raw(byte[] value) {
    return raw(value, 0, value.length);
  }

  /** Writes {@code length} bytes from {@code from} as they are. */
  public ByteWriter raw(byte[] value, int from, int length) {
    room(length);
    System.arraycopy(value, from, bytes, size, length);
    size += length;
    return this;
  }

  /** Writes the count as a varint, then the bytes. */
  public ByteWriter blob(byte[] value) {
    return varint(value.length).raw(value);
  }

  /** Writes the text as a blob of UTF-8; a lone surrogate becomes '?'. */
  public ByteWriter string(String value) {
    return blob(value.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(
          bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
    }
  }
}
