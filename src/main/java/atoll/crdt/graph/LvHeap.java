package atoll.crdt.graph;

import java.util.Arrays;

/** A heap of local versions with small flags, the greatest version first. */
final class LvHeap {
  private static final int FLAG_BITS = 2;

  private long[] entries = new long[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int topLv() {
    return (int) (entries[0] >> FLAG_BITS);
  }

  int topFlags() {
    return (int) (entries[0] & ((1 << FLAG_BITS) - 1));
  }

  void push(int lv, int flags) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    long entry = (long) lv << FLAG_BITS | flags;
    int i = size++;
    while (i > 0 && entries[(i - 1) >> 1] < entry) {
      entries[i] = entries[(i - 1) >> 1];
      i = (i - 1) >> 1;
    }
    entries[i] = entry;
  }

  void pop() {
    long entry = entries[--size];
    int i = 0;
    while (true) {
      int child = 2 * i + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && entries[child + 1] > entries[child]) {
        child++;
      }
      if (entries[child] <= entry) {
        break;
      }
      entries[i] = entries[child];
      i = child;
    }
    entries[i] = entry;
  }
}
