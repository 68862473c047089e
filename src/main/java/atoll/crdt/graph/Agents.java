package atoll.crdt.graph;

import atoll.crdt.ReplicaId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The writers of a document, numbered as they came, and for each the runs of the graph that are theirs. */
final class Agents {
  private static final int[] NONE = {};

  private final Map<ReplicaId, Integer> numbers = new HashMap<>();
  private ReplicaId[] ids = new ReplicaId[2];
  private int[][] runs = new int[2][];
  private int[] runCounts = new int[2];
  private int[] next = new int[2];
  private int size;

  int size() {
    return size;
  }

  ReplicaId id(int agent) {
    return ids[agent];
  }

  /** The number of a writer, or -1. */
  int find(ReplicaId id) {
    if (size > 0 && ids[0].value() == id.value()) {
      return 0;
    }
    Integer found = numbers.get(id);
    return found == null ? -1 : found;
  }

  int findOrAdd(ReplicaId id) {
    int found = find(id);
    if (found >= 0) {
      return found;
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
      runs = Arrays.copyOf(runs, size * 2);
      runCounts = Arrays.copyOf(runCounts, size * 2);
      next = Arrays.copyOf(next, size * 2);
    }
    ids[size] = id;
    runs[size] = NONE;
    runCounts[size] = 0;
    next[size] = 0;
    numbers.put(id, size);
    return size++;
  }

  /** Makes room for that many runs of each writer, none of which has any. */
  void reserve(int[] counts) {
    for (int agent = 0; agent < counts.length; agent++) {
      runs[agent] = counts[agent] == 0 ? NONE : new int[counts[agent]];
    }
  }

  /** The counter that the writer has not used yet. */
  int next(int agent) {
    return next[agent];
  }

  void grow(int agent, int by) {
    next[agent] += by;
  }

  void addRun(int agent, int run) {
    int count = runCounts[agent];
    if (count == runs[agent].length) {
      runs[agent] = Arrays.copyOf(runs[agent], count + (count >> 1) + 1);
    }
    runs[agent][count] = run;
    runCounts[agent]++;
  }

  int runCount(int agent) {
    return runCounts[agent];
  }

  int run(int agent, int i) {
    return runs[agent][i];
  }

  void dropRun(int agent) {
    runCounts[agent]--;
  }

  void setNext(int agent, int counter) {
    next[agent] = counter;
  }

  /** Forgets the last writers that have no run. */
  void trim() {
    while (size > 0 && runCounts[size - 1] == 0) {
      numbers.remove(ids[--size]);
    }
  }
}
