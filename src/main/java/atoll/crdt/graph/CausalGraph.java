package atoll.crdt.graph;

import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The causal graph in run-length columns (Gentle and Kleppmann, EuroSys 2025, section 3.7, and the shape of their graph).
 * Append only, but for {@link #truncate}, which takes back what was appended and never settled. For one thread.
 */
public final class CausalGraph {
  private static final int NO_PARENT = -1;
  private static final int FIRST_MANY = -2;
  private static final int IN_A = 1;
  private static final int IN_B = 2;
  private static final int IN_BOTH = 3;
  /** With more heads than these a new run costs what it names and not what is open. */
  private static final int FEW_HEADS = 16;

  private final Agents agents = new Agents();
  private final List<int[]> many = new ArrayList<>();
  private final Criticals criticals = new Criticals();
  private final LvHeap heap = new LvHeap();
  private final Heads settling = new Heads();
  private final int[] only = new int[1];
  private int[] starts = new int[4];
  private int[] agentOf = new int[4];
  private int[] counters = new int[4];
  private int[] lamports = new int[4];
  private int[] parents = new int[4];
  private int runs;
  private int size;
  private int[] heads = {};
  /** What {@link #heads} is to be made from when it is asked for again; null while it is up to date. */
  private @Nullable Heads open;

  private int[] settledHeads = {};
  private int settled;
  private int trimmed;

  /**
   * The operations before this one are known by what they came to and not one by one; 0 if all are. Everything from here on
   * follows all of them.
   */
  public int trimmed() {
    return trimmed;
  }

  /** Says that the operations before {@code lv} are not known one by one any more. */
  public void trimTo(int lv) {
    trimmed = lv;
  }

  /** Operations. */
  public int size() {
    return size;
  }

  /** The newest version; not to be changed. */
  public int[] heads() {
    if (open != null) {
      heads = open.all();
      open = null;
    }
    return heads;
  }

  /** Whether a version (sorted heads) is the newest one. */
  public boolean isNewest(int[] version) {
    return open != null ? open.are(version) : Arrays.equals(version, heads);
  }

  public int runs() {
    return runs;
  }

  public int start(int run) {
    return starts[run];
  }

  public int end(int run) {
    return run + 1 < runs ? starts[run + 1] : size;
  }

  public int agent(int run) {
    return agentOf[run];
  }

  /** The counter of the run's first operation. */
  public int counter(int run) {
    return counters[run];
  }

  /** The version that the run's first operation was made on. */
  public int[] parents(int run) {
    int parent = parents[run];
    return parent >= 0
        ? new int[] {parent}
        : parent == NO_PARENT ? new int[0] : many.get(FIRST_MANY - parent);
  }

  /** The same, good until the next call: what walks over many runs makes nothing for each. */
  private int[] lookAt(int run) {
    if (parents[run] < 0) {
      return parents(run);
    }
    only[0] = parents[run];
    return only;
  }

  public int agents() {
    return agents.size();
  }

  public ReplicaId replica(int agent) {
    return agents.id(agent);
  }

  public int agentOf(ReplicaId replica) {
    return agents.findOrAdd(replica);
  }

  /** The counter that the replica has not used yet. */
  public int next(ReplicaId replica) {
    int agent = agents.find(replica);
    return agent < 0 ? 0 : agents.next(agent);
  }

  /** The run that holds the lv. */
  public int runOf(int lv) {
    if (starts[runs - 1] <= lv) {
      return runs - 1;
    }
    int found = Arrays.binarySearch(starts, 0, runs, lv);
    return found >= 0 ? found : -found - 2;
  }

  public OpId id(int lv) {
    int run = runOf(lv);
    return new OpId(agents.id(agentOf[run]), counters[run] + (long) (lv - starts[run]));
  }

  /** Greater than that of every operation before it. */
  public int lamport(int lv) {
    int run = runOf(lv);
    return lamports[run] + (lv - starts[run]);
  }

  /** The lv of an operation, or -1. */
  public int lv(OpId id) {
    int agent = agents.find(id.replica());
    if (agent < 0 || id.counter() >= agents.next(agent)) {
      return -1;
    }
    int low = 0;
    int high = agents.runCount(agent) - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (counters[agents.run(agent, middle)] <= id.counter()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    int run = agents.run(agent, low);
    return (int) (starts[run] + (id.counter() - counters[run]));
  }

  /** The order of ids: by replica (unsigned), then by counter. */
  public int compareIds(int a, int b) {
    int runA = runOf(a);
    int runB = runOf(b);
    if (agentOf[runA] != agentOf[runB]) {
      return agents.id(agentOf[runA]).compareTo(agents.id(agentOf[runB]));
    }
    return Integer.compare(counters[runA] + a - starts[runA], counters[runB] + b - starts[runB]);
  }

  /** Appends operations by one writer on the newest version. */
  @SuppressWarnings("ReferenceEquality") // an array that was handed out must not be written to
  public void append(int agent, int length) {
    if (open == null && heads.length == 1 && heads[0] == size - 1 && agentOf[runs - 1] == agent) {
      size += length;
      agents.grow(agent, length);
      heads = heads == settledHeads ? new int[1] : heads;
      heads[0] = size - 1;
      return;
    }
    append(agent, heads(), length);
  }

  /** Appends operations by one writer, the first of which was made on a version (sorted heads). */
  public void append(int agent, int[] on, int length) {
    addRun(agent, on.length > 1 ? on.clone() : on, length);
    if (open == null && heads.length < FEW_HEADS) {
      heads = advanced(heads, on, size - 1);
      return;
    }
    if (open == null) {
      open = new Heads();
      open.reset(heads);
    }
    open.advance(on, size - 1);
  }

  /**
   * Appends one of many runs to a graph that had none: their newest version is known at the end only. Keeps {@code on} if
   * it names more than one.
   */
  void restore(int agent, int[] on, int length, Heads newest) {
    int start = size;
    addRun(agent, on, length);
    settleRun(start, size, on, newest);
  }

  /** Ends that. */
  void restored(Heads newest) {
    heads = newest.all();
    settled = size;
    settledHeads = heads;
  }

  private void addRun(int agent, int[] on, int length) {
    int counter = agents.next(agent);
    boolean follows = runs > 0
        && on.length == 1
        && on[0] == size - 1
        && agentOf[runs - 1] == agent
        && counters[runs - 1] + (size - starts[runs - 1]) == counter;
    if (!follows) {
      room();
      starts[runs] = size;
      agentOf[runs] = agent;
      counters[runs] = counter;
      lamports[runs] = lamportAfter(on);
      parents[runs] =
          on.length == 0 ? NO_PARENT : on.length == 1 ? on[0] : FIRST_MANY - many.size();
      if (on.length > 1) {
        many.add(on);
      }
      agents.addRun(agent, runs);
      runs++;
    }
    size += length;
    agents.grow(agent, length);
  }

  /** The Lamport time of an operation made on a version. */
  public int lamportAfter(int[] version) {
    int most = -1;
    for (int lv : version) {
      most = Math.max(most, lamport(lv));
    }
    return most + 1;
  }

  /** Makes room for the runs of a graph that has none, so many of each writer. */
  void reserve(int all, int[] counts) {
    grow(all);
    agents.reserve(counts);
  }

  private void room() {
    if (runs == starts.length) {
      grow(runs + (runs >> 1) + 1);
    }
  }

  private void grow(int capacity) {
    if (capacity > starts.length) {
      starts = Arrays.copyOf(starts, capacity);
      agentOf = Arrays.copyOf(agentOf, capacity);
      counters = Arrays.copyOf(counters, capacity);
      lamports = Arrays.copyOf(lamports, capacity);
      parents = Arrays.copyOf(parents, capacity);
    }
  }

  private static int[] advanced(int[] heads, int[] on, int last) {
    if (heads.length == on.length && Arrays.equals(heads, on)) {
      return new int[] {last};
    }
    int[] next = new int[heads.length + 1];
    int count = 0;
    int from = 0;
    for (int parent : on) {
      int at = Arrays.binarySearch(heads, from, heads.length, parent);
      if (at >= 0) {
        System.arraycopy(heads, from, next, count, at - from);
        count += at - from;
        from = at + 1;
      }
    }
    System.arraycopy(heads, from, next, count, heads.length - from);
    count += heads.length - from;
    next[count++] = last;
    return count == next.length ? next : Arrays.copyOf(next, count);
  }

  /** Takes back everything from {@code lv} on; the newest version is then {@code oldHeads}. */
  public void truncate(int lv, int[] oldHeads) {
    while (runs > 0 && starts[runs - 1] >= lv) {
      int run = --runs;
      agents.dropRun(agentOf[run]);
      agents.setNext(agentOf[run], counters[run]);
      if (parents[run] <= FIRST_MANY) {
        many.removeLast();
      }
    }
    if (runs > 0) {
      int run = runs - 1;
      agents.setNext(agentOf[run], counters[run] + (lv - starts[run]));
    }
    agents.trim();
    size = lv;
    open = null;
    heads = oldHeads.clone();
  }

  /** Says that all that was appended stays. */
  public void settle() {
    if (settled == size) {
      return;
    }
    if (settledHeads.length == 1
        && settledHeads[0] == settled - 1
        && runs > 0
        && starts[runs - 1] < settled) {
      criticals.add(settled, size);
    } else {
      settleRuns();
    }
    settled = size;
    settledHeads = heads();
  }

  /** Says that what was taken back may have been settled in part. */
  public void unsettle() {
    criticals.keepUpTo(size - 1);
    settled = size;
    settledHeads = heads();
  }

  private void settleRuns() {
    Heads before = settling;
    before.reset(settledHeads);
    int at = settled;
    for (int run = runOf(at); run < runs; run++) {
      int[] on = at > starts[run] ? new int[] {at - 1} : parents(run);
      int end = end(run);
      settleRun(at, end, on, before);
      at = end;
    }
  }

  private void settleRun(int start, int end, int[] on, Heads before) {
    criticals.keepUpTo(on.length == 0 ? NO_PARENT : on[0]);
    if (before.are(on)) {
      criticals.add(start, end);
    }
    before.advance(on, end - 1);
  }

  /**
   * The newest operation at or before {@code lv} (sorted after nothing) that everything settled either is in the past of
   * or follows; -1 for the start.
   */
  public int criticalAt(int lv) {
    return criticals.floor(lv);
  }

  /** Whether the version holds the operation. */
  public boolean contains(int[] version, int lv) {
    heap.clear();
    for (int head : version) {
      if (head == lv) {
        return true;
      }
      if (head > lv) {
        heap.push(head, 0);
      }
    }
    while (!heap.isEmpty()) {
      int top = heap.topLv();
      heap.pop();
      while (!heap.isEmpty() && heap.topLv() == top) {
        heap.pop();
      }
      int run = runOf(top);
      if (starts[run] <= lv) {
        return true;
      }
      if (top < settled && criticals.floor(top) >= lv) {
        return true;
      }
      while (!heap.isEmpty() && heap.topLv() >= starts[run]) {
        heap.pop();
      }
      for (int parent : lookAt(run)) {
        if (parent == lv) {
          return true;
        }
        if (parent > lv) {
          heap.push(parent, 0);
        }
      }
    }
    return false;
  }

  /** Whether none of the sorted versions follows another: one walk back from the newest to the oldest of them. */
  public boolean isMinimal(int[] version) {
    heap.clear();
    for (int lv : version) {
      heap.push(lv, IN_A);
    }
    int oldest = version.length == 0 ? 0 : version[0];
    while (!heap.isEmpty() && heap.topLv() > oldest) {
      int lv = heap.topLv();
      int run = runOf(lv);
      heap.pop();
      while (!heap.isEmpty() && heap.topLv() >= starts[run]) {
        if (heap.topFlags() == IN_A) {
          return false;
        }
        heap.pop();
      }
      for (int parent : lookAt(run)) {
        if (parent >= oldest) {
          heap.push(parent, IN_B);
        }
      }
    }
    return heap.isEmpty() || heap.topFlags() == IN_A;
  }

  /** Finds what is in only one of two versions, from the newest to the oldest. */
  public void diff(int[] a, int[] b, Spans onlyA, Spans onlyB) {
    onlyA.clear();
    onlyB.clear();
    if (Arrays.equals(a, b)) {
      return;
    }
    heap.clear();
    int open = 0;
    for (int lv : a) {
      heap.push(lv, IN_A);
      open++;
    }
    for (int lv : b) {
      heap.push(lv, IN_B);
      open++;
    }
    while (open > 0) {
      int lv = heap.topLv();
      int flags = heap.topFlags();
      open -= pop(flags);
      int start = starts[runOf(lv)];
      while (!heap.isEmpty() && heap.topLv() >= start) {
        int next = heap.topLv();
        int nextFlags = heap.topFlags();
        open -= pop(nextFlags);
        if ((flags | nextFlags) != flags) {
          emit(next + 1, lv + 1, flags, onlyA, onlyB);
          lv = next;
          flags |= nextFlags;
        }
      }
      emit(start, lv + 1, flags, onlyA, onlyB);
      for (int parent : lookAt(runOf(lv))) {
        heap.push(parent, flags);
        open += flags == IN_BOTH ? 0 : 1;
      }
    }
  }

  private int pop(int flags) {
    heap.pop();
    return flags == IN_BOTH ? 0 : 1;
  }

  private static void emit(int start, int end, int flags, Spans onlyA, Spans onlyB) {
    if (start < end && flags != IN_BOTH) {
      (flags == IN_A ? onlyA : onlyB).addBelow(start, end);
    }
  }
}
