package atoll.crdt.oracle;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Frontier;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes with what was before each, and their operations one by one with the order in which the last writer is found. */
public final class OracleHistory {
  /**
   * One operation.
   *
   * @param lamport one more than that of everything before it
   * @param past the changes before its own, and its own
   */
  public record Step(OpId id, long lamport, Op op, BitSet past) {
    /** Whether this is the later writer. */
    boolean outdoes(Step other) {
      return lamport != other.lamport ? lamport > other.lamport : id.compareTo(other.id) > 0;
    }
  }

  private final List<Change> changes = new ArrayList<>();
  private final List<BitSet> pasts = new ArrayList<>();
  private final List<Long> lamports = new ArrayList<>();
  private final Map<OpId, Integer> byOp = new HashMap<>();

  /** The changes in any order; none waits for one that is not there. */
  public OracleHistory(Collection<Change> all) {
    Set<Change> left = new LinkedHashSet<>(all);
    while (!left.isEmpty()) {
      List<Change> ready = left.stream()
          .filter(change -> byOp.keySet().containsAll(change.parents().ids()))
          .toList();
      if (ready.isEmpty()) {
        throw new IllegalArgumentException("parents are missing of " + left);
      }
      ready.forEach(this::add);
      ready.forEach(left::remove);
    }
  }

  private void add(Change change) {
    BitSet past = version(change.parents());
    long lamport = past.stream()
        .mapToLong(i -> lamports.get(i) + changes.get(i).size())
        .max()
        .orElse(0);
    int index = changes.size();
    past.set(index);
    changes.add(change);
    pasts.add(past);
    lamports.add(lamport);
    for (int i = 0; i < change.size(); i++) {
      byOp.put(new OpId(change.author(), change.firstCounter() + i), index);
    }
  }

  /** The changes that a frontier implies. */
  public BitSet version(Frontier frontier) {
    BitSet all = new BitSet();
    frontier.ids().forEach(id -> all.or(pasts.get(indexOf(id))));
    return all;
  }

  public BitSet everything() {
    BitSet all = new BitSet();
    all.set(0, changes.size());
    return all;
  }

  public List<Change> changes() {
    return changes;
  }

  int indexOf(OpId op) {
    Integer index = byOp.get(op);
    if (index == null) {
      throw new IllegalArgumentException("no operation " + op);
    }
    return index;
  }

  /** Whether the operation's change is in a version. */
  boolean isIn(BitSet version, OpId op) {
    return version.get(indexOf(op));
  }

  /** Whether one operation was known to the writer of the other. */
  boolean precedes(OpId earlier, Step later) {
    return isIn(later.past(), earlier);
  }

  Set<ContainerId> containers(BitSet version) {
    Set<ContainerId> all = new LinkedHashSet<>();
    for (int i : version.stream().toArray()) {
      for (Op op : changes.get(i).ops()) {
        if (op instanceof Op.Targeted targeted) {
          all.add(targeted.target());
        }
      }
    }
    return all;
  }

  /** The operations of a version on a container, each after what was before it. */
  List<Step> steps(ContainerId target, BitSet version) {
    List<Step> steps = new ArrayList<>();
    for (int i : version.stream().toArray()) {
      Change change = changes.get(i);
      int offset = 0;
      for (Op op : change.ops()) {
        if (op instanceof Op.Targeted targeted && targeted.target().equals(target)) {
          OpId id = new OpId(change.author(), change.firstCounter() + offset);
          steps.add(new Step(id, lamports.get(i) + offset, op, pasts.get(i)));
        }
        offset += op.size();
      }
    }
    return steps;
  }

  static OpId plus(OpId id, int offset) {
    return new OpId(id.replica(), id.counter() + offset);
  }
}
