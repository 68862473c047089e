package atoll.crdt.text;

import java.util.Arrays;

/**
 * What each deletion takes out: runs of deletions that follow each other and take out ids that count up or down. Deletions are
 * told in the order of their lvs.
 */
final class Targets {
  private static final int UP = 1;
  private static final int DOWN = -1;

  private int[] lvs = {};
  /** The id that the first deletion of a run takes out, and its complement if ids count down from there. */
  private int[] ids = {};

  private int runs;
  private int end;
  private int lastId;

  /** Says that deletions in a row take out ids that count up (step 1) or down (step -1) from {@code id}. */
  void put(int lv, int id, int count, int step) {
    if (!joins(lv, id, count, step)) {
      if (runs == lvs.length) {
        int capacity = runs + Room.more(runs) + 4;
        lvs = Arrays.copyOf(lvs, capacity);
        ids = Arrays.copyOf(ids, capacity);
      }
      lvs[runs] = lv;
      ids[runs++] = count > 1 && step == DOWN ? ~id : id;
    }
    end = lv + count;
    lastId = id + step * (count - 1);
  }

  /** Gives back the room for what was not told. */
  void trim() {
    lvs = Arrays.copyOf(lvs, runs);
    ids = Arrays.copyOf(ids, runs);
  }

  private boolean joins(int lv, int id, int count, int step) {
    if (runs == 0 || lv != end || id != lastId + UP && id != lastId + DOWN) {
      return false;
    }
    int last = runs - 1;
    int direction = id - lastId;
    boolean alone = end - lvs[last] == 1;
    if (count > 1 && step != direction || !alone && direction != stepOf(last)) {
      return false;
    }
    if (alone && direction == DOWN) {
      ids[last] = ~ids[last];
    }
    return true;
  }

  private int stepOf(int run) {
    return ids[run] < 0 ? DOWN : UP;
  }

  /** The run of a deletion. */
  int runOf(int lv) {
    int found = Arrays.binarySearch(lvs, 0, runs, lv);
    return found >= 0 ? found : -found - 2;
  }

  /** The first deletion after the run, if that is not the end of what was told. */
  int endOf(int run) {
    return run + 1 < runs ? lvs[run + 1] : end;
  }

  /** What a deletion of the run takes out. */
  int target(int run, int lv) {
    int offset = lv - lvs[run];
    return ids[run] < 0 ? ~ids[run] - offset : ids[run] + offset;
  }

  /** Whether the ids of the run count up. */
  boolean isUp(int run) {
    return ids[run] >= 0;
  }
}
