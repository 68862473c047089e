package atoll.crdt.graph;

import java.util.Arrays;

/** Ranges of critical operations: those that every other either precedes or follows (Gentle and Kleppmann, section 3.5). */
final class Criticals {
  private int[] starts = new int[4];
  private int[] ends = new int[4];
  private int size;

  void add(int start, int end) {
    if (size > 0 && ends[size - 1] == start) {
      ends[size - 1] = end;
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size + (size >> 1) + 1);
      ends = Arrays.copyOf(ends, starts.length);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  /** Forgets those after {@code lv}. */
  void keepUpTo(int lv) {
    while (size > 0 && starts[size - 1] > lv) {
      size--;
    }
    if (size > 0) {
      ends[size - 1] = Math.min(ends[size - 1], lv + 1);
    }
  }

  /** The greatest at or before {@code lv}, or -1. */
  int floor(int lv) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= lv) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? -1 : Math.min(lv, ends[low - 1] - 1);
  }
}
