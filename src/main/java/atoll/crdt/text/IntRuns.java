package atoll.crdt.text;

import java.util.Arrays;

/** Runs of ids in an order in which they are asked for again, perhaps in smaller pieces. */
final class IntRuns {
  private int[] starts = new int[16];
  private int[] lengths = new int[16];
  private int size;
  private int next;
  private int taken;

  void add(int start, int length) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    starts[size] = start;
    lengths[size++] = length;
  }

  /** Whether the piece is the next one of the runs; then it is taken. */
  boolean take(int start, int length) {
    if (next == size || starts[next] + taken != start) {
      return false;
    }
    taken += length;
    if (taken == lengths[next]) {
      next++;
      taken = 0;
    }
    return true;
  }
}
