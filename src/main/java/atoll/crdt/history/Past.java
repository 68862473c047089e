package atoll.crdt.history;

import atoll.crdt.ContainerId;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.counter.CounterState;
import atoll.crdt.list.ListState;
import atoll.crdt.map.MapState;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.TextState;
import atoll.crdt.tree.TreeState;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A document at a version of the past, each container worked out when it is first asked for. */
final class Past implements Contents {
  private final Versions versions;
  private final Frontier frontier;
  private final int[] version;
  private final Map<ContainerId, TextState> texts = new HashMap<>();
  private final Map<ContainerId, Structure> structures = new HashMap<>();

  Past(Versions versions, Frontier frontier, int[] version) {
    this.versions = versions;
    this.frontier = frontier;
    this.version = version;
  }

  @Override
  public Frontier frontier() {
    return frontier;
  }

  @Override
  public Set<ContainerId> containers() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(versions.containersAt(version)));
  }

  @Override
  public TextState text(ContainerId id) {
    return texts.computeIfAbsent(Contents.of(Kind.TEXT, id), key -> versions.textAt(key, version));
  }

  @Override
  public MapState map(ContainerId id) {
    return (MapState) structure(Contents.of(Kind.MAP, id));
  }

  @Override
  public ListState list(ContainerId id) {
    return (ListState) structure(Contents.of(Kind.LIST, id));
  }

  @Override
  public TreeState tree(ContainerId id) {
    return (TreeState) structure(Contents.of(Kind.TREE, id));
  }

  @Override
  public long counter(ContainerId id) {
    return ((CounterState) structure(Contents.of(Kind.COUNTER, id))).sum();
  }

  @Override
  public Structure structure(ContainerId id) {
    return structures.computeIfAbsent(id, key -> versions.structureAt(key, version));
  }
}
