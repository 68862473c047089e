package atoll.crdt.history;

import atoll.crdt.ContainerId;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.View;
import atoll.crdt.counter.CounterState;
import atoll.crdt.list.ListState;
import atoll.crdt.map.MapState;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.PlainText;
import atoll.crdt.tree.TreeState;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What a document holds at one version. */
public final class DocumentState implements View {
  private final Map<ContainerId, PlainText> texts = new HashMap<>();
  private final Map<ContainerId, Structure> structures = new HashMap<>();
  private Frontier frontier = Frontier.EMPTY;

  /** An empty structure of the container's kind. */
  public static Structure empty(ContainerId id) {
    return switch (id.kind()) {
      case MAP -> new MapState(id);
      case LIST -> new ListState(id);
      case TREE -> new TreeState(id);
      case COUNTER -> new CounterState(id);
      case TEXT -> throw new IllegalArgumentException("a text is not a structure");
    };
  }

  @Override
  public Frontier frontier() {
    return frontier;
  }

  public void moveTo(Frontier next) {
    frontier = next;
  }

  public void put(ContainerId id, PlainText text) {
    texts.put(id, text);
  }

  public void put(ContainerId id, Structure structure) {
    structures.put(id, structure);
  }

  @Override
  public Set<ContainerId> containers() {
    Set<ContainerId> all = new HashSet<>(texts.keySet());
    all.addAll(structures.keySet());
    return Collections.unmodifiableSet(all);
  }

  @Override
  public PlainText text(ContainerId id) {
    return find(texts, id, Kind.TEXT, PlainText::empty);
  }

  @Override
  public MapState map(ContainerId id) {
    return (MapState) find(structures, id, Kind.MAP, () -> empty(id));
  }

  @Override
  public ListState list(ContainerId id) {
    return (ListState) find(structures, id, Kind.LIST, () -> empty(id));
  }

  @Override
  public TreeState tree(ContainerId id) {
    return (TreeState) find(structures, id, Kind.TREE, () -> empty(id));
  }

  @Override
  public long counter(ContainerId id) {
    return ((CounterState) find(structures, id, Kind.COUNTER, () -> empty(id))).sum();
  }

  public Structure structure(ContainerId id) {
    return structures.getOrDefault(id, empty(id));
  }

  /** A state of its own with the same content. */
  public DocumentState copy() {
    DocumentState copy = new DocumentState();
    copy.texts.putAll(texts);
    structures.forEach((id, structure) -> copy.structures.put(id, structure.copy()));
    copy.frontier = frontier;
    return copy;
  }

  private static <T> T find(Map<ContainerId, T> all, ContainerId id, Kind kind, Supplier<T> empty) {
    if (id.kind() != kind) {
      throw new IllegalArgumentException(id + " is not a " + kind);
    }
    T found = all.get(id);
    return found == null ? empty.get() : found;
  }
}
