package atoll.app.bench;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The transactions of a concurrent trace as the changes that their authors would send, each after those that it was made on. */
final class Messages {
  private final ContainerId text;
  private final Trace trace;
  /** Only kept if positions have to be worked out. */
  private final Document document = Document.create(new ReplicaId(-1));

  private final Map<Integer, Long> counters = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  /** For each transaction those of which the last operations are the version after it; none of them is empty. */
  private final int[][] after;
  /** The same for the version before it. */
  private final int[][] before;

  private final OpId[] ends;

  private Messages(ContainerId text, Trace trace) {
    this.text = text;
    this.trace = trace;
    after = new int[trace.txns().size()][];
    before = new int[after.length][];
    ends = new OpId[after.length];
  }

  /** @param byCodePoint whether positions count characters of Unicode and not of UTF-16 */
  static List<Change> of(ContainerId text, Trace trace, boolean byCodePoint)
      throws RejectedException {
    Messages messages = new Messages(text, trace);
    for (int i = 0; i < trace.txns().size(); i++) {
      messages.add(i, byCodePoint);
    }
    return messages.changes;
  }

  private void add(int i, boolean byCodePoint) throws RejectedException {
    Trace.Txn txn = trace.txns().get(i);
    int[] on = newest(Arrays.stream(txn.parents())
        .peek(parent -> checkEarlier(i, parent))
        .flatMap(parent -> Arrays.stream(after[parent])));
    before[i] = on;
    Frontier parents =
        Frontier.of(Arrays.stream(on).mapToObj(parent -> ends[parent]).toList());
    List<Op> ops = ops(byCodePoint ? utf16(txn.edits(), parents) : txn.edits());
    if (ops.isEmpty()) {
      after[i] = on;
      return;
    }
    long counter = counters.getOrDefault(txn.agent(), 0L);
    Change change = new Change(new ReplicaId(txn.agent() + 1L), counter, parents, 0, ops);
    if (byCodePoint) {
      document.commit(document.plan(List.of(change)));
    }
    counters.put(txn.agent(), counter + change.size());
    ends[i] = change.lastId();
    after[i] = new int[] {i};
    changes.add(change);
  }

  private static void checkEarlier(int i, int parent) {
    if (parent < 0 || parent >= i) {
      throw new IllegalArgumentException(
          "transaction " + i + " names " + parent + " as a parent, which does not come before it");
    }
  }

  /** Those transactions that no other of them follows, sorted. */
  private int[] newest(IntStream some) {
    TreeSet<Integer> all = new TreeSet<>();
    some.forEach(all::add);
    if (all.size() < 2) {
      return all.stream().mapToInt(i -> i).toArray();
    }
    int oldest = all.first();
    TreeSet<Integer> passed = new TreeSet<>();
    TreeSet<Integer> open = new TreeSet<>(all);
    while (!open.isEmpty()) {
      for (int parent : before[open.pollLast()]) {
        if (parent >= oldest && passed.add(parent)) {
          open.add(parent);
        }
      }
    }
    return all.stream().filter(i -> !passed.contains(i)).mapToInt(i -> i).toArray();
  }

  private List<Op> ops(List<Trace.Edit> edits) {
    List<Op> ops = new ArrayList<>(edits.size());
    for (Trace.Edit edit : edits) {
      if (edit.deleted() > 0) {
        ops.add(new Op.DeleteText(text, edit.at(), edit.deleted()));
      }
      if (!edit.inserted().isEmpty()) {
        ops.add(new Op.InsertText(text, edit.at(), edit.inserted(), Collections.emptySortedMap()));
      }
    }
    return ops;
  }

  private List<Trace.Edit> utf16(List<Trace.Edit> edits, Frontier on) {
    return Trace.utf16(edits, new StringBuilder(document.at(on).text(text).toString()));
  }
}
