package atoll.crdt.graph;

import java.util.Arrays;

/** The newest version while many runs are read one after the other, at a cost that grows with the runs and not their square. */
final class Heads {
  private int[] lvs = new int[4];
  private boolean[] isFollowed = new boolean[4];
  private int size;
  private int left;

  /** Begins at a version. */
  void reset(int[] version) {
    size = 0;
    left = 0;
    for (int lv : version) {
      add(lv);
    }
  }

  /** Whether these are exactly the heads. */
  boolean are(int[] on) {
    if (left != on.length) {
      return false;
    }
    for (int lv : on) {
      if (find(lv) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The heads, sorted. */
  int[] all() {
    int[] all = new int[left];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (!isFollowed[i]) {
        all[count++] = lvs[i];
      }
    }
    return all;
  }

  /** The only head; -1 if there is none or are more. */
  int only() {
    return left == 1 ? lvs[size - 1] : -1;
  }

  /** Takes in a run on a version, the last operation of which is newer than all before. */
  void advance(int[] on, int last) {
    if (are(on)) {
      size = 0;
      left = 0;
    } else {
      for (int lv : on) {
        int at = find(lv);
        if (at >= 0) {
          isFollowed[at] = true;
          left--;
        }
      }
    }
    add(last);
  }

  private int find(int lv) {
    int at = Arrays.binarySearch(lvs, 0, size, lv);
    return at >= 0 && !isFollowed[at] ? at : -1;
  }

  private void add(int lv) {
    if (size == lvs.length) {
      lvs = Arrays.copyOf(lvs, size * 2);
      isFollowed = Arrays.copyOf(isFollowed, size * 2);
    }
    lvs[size] = lv;
    isFollowed[size++] = false;
    left++;
  }
}
