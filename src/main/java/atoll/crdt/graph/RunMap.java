package atoll.crdt.graph;

import java.util.Arrays;

/** A value for every local version, stored where it changes. Append only, but for {@link #truncate}. */
public final class RunMap {
  private int[] starts = new int[4];
  private long[] values = new long[4];
  private int size;

  /** Runs. */
  public int size() {
    return size;
  }

  public int start(int run) {
    return starts[run];
  }

  public long value(int run) {
    return values[run];
  }

  /** The first lv after the run, given how many there are in all. */
  public int end(int run, int all) {
    return run + 1 < size ? starts[run + 1] : all;
  }

  /** Makes room for that many runs where there are none. */
  public void reserve(int runs) {
    if (runs > starts.length) {
      starts = new int[runs];
      values = new long[runs];
    }
  }

  /** Says the value from {@code lv} on, which is beyond all others. */
  public void append(int lv, long value) {
    if (size > 0 && values[size - 1] == value) {
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size + (size >> 1) + 1);
      values = Arrays.copyOf(values, starts.length);
    }
    starts[size] = lv;
    values[size++] = value;
  }

  /** The run that holds the lv. */
  public int runOf(int lv) {
    if (size > 0 && starts[size - 1] <= lv) {
      return size - 1;
    }
    int found = Arrays.binarySearch(starts, 0, size, lv);
    return found >= 0 ? found : -found - 2;
  }

  public long get(int lv) {
    return values[runOf(lv)];
  }

  /** Forgets everything from {@code lv} on. */
  public void truncate(int lv) {
    while (size > 0 && starts[size - 1] >= lv) {
      size--;
    }
  }
}
