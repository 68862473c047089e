package atoll.crdt.oracle;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.MapView.Written;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.fuzz.Picture;
import atoll.crdt.oracle.OracleHistory.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a document shows at any version, worked out from nothing but its changes. */
public final class OracleDocument {
  private final OracleHistory history;

  public OracleDocument(Collection<Change> changes) {
    history = new OracleHistory(changes);
  }

  public Picture at(Frontier frontier) {
    return at(history.version(frontier));
  }

  public Picture newest() {
    return at(history.everything());
  }

  /** What the newest version would show if the replica had only watched. */
  public Picture without(ReplicaId replica) {
    BitSet others = new BitSet();
    for (int i = 0; i < history.changes().size(); i++) {
      others.set(i, !history.changes().get(i).author().equals(replica));
    }
    return picture(history.everything(), others);
  }

  private Picture at(BitSet version) {
    return picture(version, version);
  }

  private Picture picture(BitSet all, BitSet version) {
    Picture picture = new Picture();
    for (ContainerId id : history.containers(version)) {
      switch (id.kind()) {
        case TEXT -> picture.text(id, new OracleText(history, id, all).spans(version));
        case MAP -> map(picture, id, version);
        case LIST -> list(picture, id, all, version);
        case TREE -> picture.tree(id, tree(new OracleTree(history, id, version), null));
        case COUNTER -> picture.counter(id, sum(id, version));
      }
    }
    return picture;
  }

  private void map(Picture picture, ContainerId id, BitSet version) {
    SortedMap<String, List<Written>> writes = OracleMap.writes(history, id, version);
    TreeMap<String, Object> values = new TreeMap<>();
    TreeMap<String, Object> conflicts = new TreeMap<>();
    writes.forEach((key, written) -> {
      if (written.getFirst().value() != null) {
        values.put(key, written.getFirst().value());
      }
      conflicts.put(key, written.subList(1, written.size()));
    });
    picture.map(id, values, conflicts);
  }

  private void list(Picture picture, ContainerId id, BitSet all, BitSet version) {
    List<Object> values = new ArrayList<>();
    List<OpId> writers = new ArrayList<>();
    for (OracleList.Item item : new OracleList(history, id, all, version).items()) {
      values.add(item.item() + "=" + item.value());
      writers.add(item.writer());
    }
    picture.list(id, values, writers);
  }

  private static String tree(OracleTree tree, @Nullable OpId parent) {
    StringBuilder out = new StringBuilder();
    for (OpId child : tree.children(parent)) {
      out.append(child).append('(').append(tree(tree, child)).append(')');
    }
    return out.toString();
  }

  private long sum(ContainerId id, BitSet version) {
    return history.steps(id, version).stream()
        .mapToLong(step -> ((Op.Add) step.op()).amount())
        .sum();
  }

  /** Moves of the newest version that did nothing because they would have made a circle. */
  public int refusedMoves() {
    BitSet all = history.everything();
    return history.containers(all).stream()
        .filter(id -> id.kind() == Kind.TREE)
        .mapToInt(id -> new OracleTree(history, id, all).refused())
        .sum();
  }

  /** Pairs of operations on one container that did not know each other. */
  public List<Step[]> concurrent(ContainerId id) {
    List<Step> steps = history.steps(id, history.everything());
    List<Step[]> pairs = new ArrayList<>();
    for (Step a : steps) {
      for (Step b : steps) {
        if (a.id().compareTo(b.id()) < 0
            && !history.precedes(a.id(), b)
            && !history.precedes(b.id(), a)) {
          pairs.add(new Step[] {a, b});
        }
      }
    }
    return pairs;
  }
}
