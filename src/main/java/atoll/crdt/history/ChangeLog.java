package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.Frontier;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.structure.Ancestry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The changes of a document in an order in which each follows its parents, with the versions before and after each. */
public final class ChangeLog implements Ancestry {
  private final List<Change> changes = new ArrayList<>();
  private final List<Long> lamports = new ArrayList<>();
  private final List<BitSet> versions = new ArrayList<>();
  private final Map<ReplicaId, TreeMap<Long, Integer>> byAuthor = new HashMap<>();
  private Frontier frontier = Frontier.EMPTY;

  public int size() {
    return changes.size();
  }

  public Change change(int index) {
    return changes.get(index);
  }

  /** The Lamport time of the change's first operation. */
  public long lamport(int index) {
    return lamports.get(index);
  }

  /** The change with everything before it. */
  public BitSet version(int index) {
    return versions.get(index);
  }

  public Frontier frontier() {
    return frontier;
  }

  /** The counter that the replica has not used yet. */
  public long next(ReplicaId author) {
    TreeMap<Long, Integer> own = byAuthor.get(author);
    return own == null ? 0 : changes.get(own.lastEntry().getValue()).lastId().counter() + 1;
  }

  /** The index of the change that holds the operation, or -1. */
  public int indexOf(OpId op) {
    TreeMap<Long, Integer> own = byAuthor.get(op.replica());
    Map.Entry<Long, Integer> entry = own == null || op.counter() >= next(op.replica()) ? null : own.floorEntry(op.counter());
    return entry == null ? -1 : entry.getValue();
  }

  /** Whether every id is that of the last operation of a change. */
  public boolean knows(Frontier version) {
    return version.ids().stream().allMatch(id -> indexOf(id) >= 0 && changes.get(indexOf(id)).lastId().equals(id));
  }

  /** The changes that a frontier implies; it must be known. */
  public BitSet versionOf(Frontier version) {
    BitSet all = new BitSet();
    for (OpId id : version.ids()) {
      all.or(versions.get(indexOf(id)));
    }
    return all;
  }

  /** Takes a change whose parents are known and whose counter is the author's next. */
  public int add(Change change) {
    int index = changes.size();
    BitSet version = versionOf(change.parents());
    long lamport = version.stream().mapToLong(i -> lamports.get(i) + changes.get(i).size()).max().orElse(0);
    version.set(index);
    changes.add(change);
    lamports.add(lamport);
    versions.add(version);
    byAuthor.computeIfAbsent(change.author(), key -> new TreeMap<>()).put(change.firstCounter(), index);
    List<OpId> heads = new ArrayList<>(frontier.ids());
    heads.removeAll(change.parents().ids());
    heads.add(change.lastId());
    frontier = Frontier.of(heads);
    return index;
  }

  @Override
  public boolean precedes(OpId earlier, OpId later) {
    int from = indexOf(earlier);
    int to = indexOf(later);
    return from >= 0 && to >= 0 && (from == to ? earlier.counter() <= later.counter() : versions.get(to).get(from));
  }

  /** Whether an operation is in a version. */
  public boolean contains(BitSet version, @Nullable OpId op) {
    int index = op == null ? -1 : indexOf(op);
    return index >= 0 && version.get(index);
  }

  public ChangeLog copy() {
    ChangeLog copy = new ChangeLog();
    copy.changes.addAll(changes);
    copy.lamports.addAll(lamports);
    copy.versions.addAll(versions);
    byAuthor.forEach((author, own) -> copy.byAuthor.put(author, new TreeMap<>(own)));
    copy.frontier = frontier;
    return copy;
  }
}
