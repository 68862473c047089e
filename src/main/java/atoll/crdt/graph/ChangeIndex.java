package atoll.crdt.graph;

import java.util.Arrays;

/** Where changes begin: runs of changes of the same size. Append only, but for {@link #truncate}. */
public final class ChangeIndex {
  private int[] firsts = new int[4];
  private int[] sizes = new int[4];
  private int[] counts = new int[4];
  private int runs;

  public int runs() {
    return runs;
  }

  /** The size of each change of a run. */
  public int size(int run) {
    return sizes[run];
  }

  /** The changes of a run. */
  public int count(int run) {
    return counts[run];
  }

  /** Makes room for that many runs where there are none. */
  public void reserve(int all) {
    if (all > firsts.length) {
      firsts = new int[all];
      sizes = new int[all];
      counts = new int[all];
    }
  }

  /** Says that a change of that size begins at {@code lv}, where the one before ends. */
  public void append(int lv, int size) {
    append(lv, size, 1);
  }

  public void append(int lv, int size, int count) {
    if (runs > 0 && sizes[runs - 1] == size) {
      counts[runs - 1] += count;
      return;
    }
    if (runs == firsts.length) {
      firsts = Arrays.copyOf(firsts, runs + (runs >> 1) + 1);
      sizes = Arrays.copyOf(sizes, firsts.length);
      counts = Arrays.copyOf(counts, firsts.length);
    }
    firsts[runs] = lv;
    sizes[runs] = size;
    counts[runs++] = count;
  }

  /** The first lv of the change that holds {@code lv}. */
  public int startOf(int lv) {
    int run = runOf(lv);
    return lv - (lv - firsts[run]) % sizes[run];
  }

  /** The first lv after the change that holds {@code lv}. */
  public int endOf(int lv) {
    return startOf(lv) + sizes[runOf(lv)];
  }

  /** How many changes there are. */
  public int changes() {
    int all = 0;
    for (int run = 0; run < runs; run++) {
      all += counts[run];
    }
    return all;
  }

  private int runOf(int lv) {
    if (firsts[runs - 1] <= lv) {
      return runs - 1;
    }
    int found = Arrays.binarySearch(firsts, 0, runs, lv);
    return found >= 0 ? found : -found - 2;
  }

  /** Forgets the changes from {@code lv} on, where one begins. */
  public void truncate(int lv) {
    while (runs > 0 && firsts[runs - 1] >= lv) {
      runs--;
    }
    if (runs > 0) {
      counts[runs - 1] = Math.min(counts[runs - 1], (lv - firsts[runs - 1]) / sizes[runs - 1]);
    }
  }
}
