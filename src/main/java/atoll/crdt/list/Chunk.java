package atoll.crdt.list;

import java.util.Arrays;

/** Some places one after the other, and which of them are taken. */
@SuppressWarnings(
    "ReferenceEquality") // A place lies here as the very object that the index by id has.
final class Chunk {
  static final int MOST = 128;
  private static final int FIRST = 4;

  final Object owner;
  final int number;
  Place[] places;
  boolean[] taken;
  int size;

  Chunk(Object owner, int number) {
    this(owner, number, new Place[FIRST], new boolean[FIRST], 0);
  }

  private Chunk(Object owner, int number, Place[] places, boolean[] taken, int size) {
    this.owner = owner;
    this.number = number;
    this.places = places;
    this.taken = taken;
    this.size = size;
  }

  Chunk ownedBy(Object by) {
    return owner == by ? this : new Chunk(by, number, places.clone(), taken.clone(), size);
  }

  /** Where the place is; it must be here. */
  int indexOf(Place place) {
    for (int i = size - 1; i >= 0; i--) {
      if (places[i] == place) {
        return i;
      }
    }
    throw new IllegalStateException(place.id() + " is not in chunk " + number);
  }

  void insert(int at, Place place, boolean isTaken) {
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
      taken = Arrays.copyOf(taken, size * 2);
    }
    System.arraycopy(places, at, places, at + 1, size - at);
    System.arraycopy(taken, at, taken, at + 1, size - at);
    places[at] = place;
    taken[at] = isTaken;
    size++;
  }

  /** Moves what is from {@code from} on to an empty chunk. */
  void moveTail(int from, Chunk to) {
    int count = size - from;
    to.places = Arrays.copyOfRange(places, from, Math.max(from + FIRST, places.length));
    to.taken = Arrays.copyOfRange(taken, from, Math.max(from + FIRST, taken.length));
    to.size = count;
    Arrays.fill(places, from, size, null);
    size = from;
  }

  /** How many are taken before {@code end}. */
  int taken(int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      count += taken[i] ? 1 : 0;
    }
    return count;
  }

  /** Where the one is that has {@code rank} taken ones before it and is taken itself. */
  int find(int rank) {
    int left = rank;
    for (int i = 0; i < size; i++) {
      if (taken[i] && left-- == 0) {
        return i;
      }
    }
    throw new IndexOutOfBoundsException(rank);
  }
}
