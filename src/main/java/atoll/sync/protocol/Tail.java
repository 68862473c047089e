package atoll.sync.protocol;

import atoll.crypto.Hash;

/**
 * The end of a log as peers tell it.
 *
 * @param count entries held; at least one
 * @param last the first eight bytes of the hash of the last one: enough to raise a doubt, never a proof
 */
public record Tail(long count, long last) {
  public Tail {
    if (count < 1) {
      throw new IllegalArgumentException("a log of " + count + " entries has no end");
    }
  }

  public static Tail of(long count, Hash last) {
    return new Tail(count, mark(last));
  }

  /** The part of a hash that is told. */
  public static long mark(Hash hash) {
    byte[] bytes = hash.toBytes();
    long mark = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      mark = mark << Byte.SIZE | (bytes[i] & 0xff);
    }
    return mark;
  }
}
