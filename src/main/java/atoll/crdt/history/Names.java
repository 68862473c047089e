package atoll.crdt.history;

import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ContainerHash;
import atoll.crdt.codec.IdCodec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The containers of a document, numbered as they came. Those that were read stay the bytes that they were until somebody asks
 * for them, because a document may have many small ones; all are found through one table of numbers.
 */
final class Names {
  private static final int LEAST_BYTES = 2;
  private static final int FIRST_ROOM = 4;

  /** What was read, and where in it each of the first containers begins. */
  private byte[] bytes = {};

  private int[] offsets = {};

  private @Nullable ContainerId[] ids = {};
  private int[] hashes = {};

  /** By hash, one after the other where these meet: a number plus one, 0 for none. A fourth is free. */
  private int[] table = new int[FIRST_ROOM];

  private int size;

  int size() {
    return size;
  }

  Kind kind(int number) {
    ContainerId known = number < ids.length ? ids[number] : null;
    return known == null ? IdCodec.kind(bytes[offsets[number]]) : known.kind();
  }

  ContainerId get(int number) {
    ContainerId known = number < ids.length ? ids[number] : null;
    return known == null ? open(number) : known;
  }

  /** Reads a container, which is perhaps the one of that number; then it is that very one. */
  ContainerId readOne(ByteReader in, int number) throws RejectedException {
    if (number >= 0 && number < offsets.length) {
      int from = offsets[number];
      int end = number + 1 < offsets.length ? offsets[number + 1] : bytes.length;
      if (in.isNext(bytes, from, end)) {
        in.skip(end - from);
        return get(number);
      }
    }
    return IdCodec.readContainer(in);
  }

  private ContainerId open(int number) {
    int from = offsets[number];
    try {
      ContainerId id = IdCodec.readContainer(new ByteReader(bytes, from, bytes.length - from));
      if (ids.length < size) {
        ids = Arrays.copyOf(ids, hashes.length);
      }
      ids[number] = id;
      return id;
    } catch (RejectedException e) {
      throw new IllegalStateException("container " + number + " is not what was read", e);
    }
  }

  /** The number of a container, or -1. */
  int find(ContainerId id) {
    int hash = ContainerHash.of(id);
    for (int slot = hash & (table.length - 1);
        table[slot] != 0;
        slot = slot + 1 & (table.length - 1)) {
      int number = table[slot] - 1;
      if (hashes[number] == hash && get(number).equals(id)) {
        return number;
      }
    }
    return -1;
  }

  /** Gives a container that has none the next number. */
  int add(ContainerId id) {
    if (size >= ids.length || size == hashes.length) {
      int room = Math.max(hashes.length, size + (size >> 1) + FIRST_ROOM);
      ids = Arrays.copyOf(ids, room);
      hashes = Arrays.copyOf(hashes, room);
    }
    ids[size] = id;
    return add(ContainerHash.of(id));
  }

  private int add(int hash) {
    if (!hasRoom(table.length, size + 1)) {
      table = new int[2 * table.length];
      for (int number = 0; number < size; number++) {
        put(number);
      }
    }
    hashes[size] = hash;
    put(size);
    return size++;
  }

  private static boolean hasRoom(int slots, int count) {
    return count <= slots - slots / 4;
  }

  private void put(int number) {
    int slot = hashes[number] & (table.length - 1);
    while (table[slot] != 0) {
      slot = slot + 1 & (table.length - 1);
    }
    table[slot] = number + 1;
  }

  /**
   * Reads that many, where there are none.
   *
   * @throws RejectedException if one is there twice, or is none
   */
  void read(ByteReader in, int count) throws RejectedException {
    if (count > in.left() / LEAST_BYTES) {
      throw new RejectedException(Reason.TRUNCATED, count + " containers in " + in.left());
    }
    offsets = new int[count];
    hashes = new int[count];
    int room = FIRST_ROOM;
    while (!hasRoom(room, count)) {
      room *= 2;
    }
    table = new int[room];
    int start = in.position();
    for (int number = 0; number < count; number++) {
      offsets[number] = in.position() - start;
      add(ContainerHash.pass(in));
    }
    bytes = Arrays.copyOfRange(in.source(), start, in.position());
    for (int number = 0; number < count; number++) {
      if (isTwice(number)) {
        throw new RejectedException(Reason.MALFORMED, get(number) + " is named twice");
      }
    }
  }

  /** Whether one before has the same hash and is the same. */
  private boolean isTwice(int number) {
    int hash = hashes[number];
    for (int slot = hash & (table.length - 1);
        table[slot] <= number;
        slot = slot + 1 & (table.length - 1)) {
      int other = table[slot] - 1;
      if (hashes[other] == hash && get(other).equals(get(number))) {
        return true;
      }
    }
    return false;
  }

  /** Forgets those from that number on. */
  void truncate(int count) {
    while (size > count) {
      int slot = hashes[--size] & (table.length - 1);
      while (table[slot] != size + 1) {
        slot = slot + 1 & (table.length - 1);
      }
      // What came before it lies before it, so nothing is cut off.
      table[slot] = 0;
      if (size < ids.length) {
        ids[size] = null;
      }
    }
  }
}
