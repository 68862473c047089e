package atoll.crdt.map;

import atoll.crdt.ContainerId;
import atoll.crdt.MapView;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.Value;
import atoll.crdt.structure.Ancestry;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Simple;
import atoll.crdt.structure.Stamp;
import atoll.crdt.structure.Structure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** For each key the writes that no other write has seen, the winner first. A removal is a write of nothing. */
public final class MapState extends Simple<MapState> implements MapView {
  private record Write(Stamp stamp, @Nullable Value value) {
  }

  private final ContainerId id;
  private TreeMap<String, List<Write>> entries = new TreeMap<>();

  public MapState(ContainerId id) {
    this.id = id;
  }

  @Override
  public @Nullable Value get(String key) {
    List<Write> writes = entries.get(key);
    return writes == null ? null : writes.getFirst().value();
  }

  @Override
  public @Nullable OpId writer(String key) {
    List<Write> writes = entries.get(key);
    return writes == null || writes.getFirst().value() == null ? null : writes.getFirst().stamp().id();
  }

  @Override
  public SortedSet<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    entries.forEach((key, writes) -> {
      if (writes.getFirst().value() != null) {
        keys.add(key);
      }
    });
    return Collections.unmodifiableSortedSet(keys);
  }

  @Override
  public List<Written> conflicts(String key) {
    return entries.getOrDefault(key, List.of()).stream()
        .skip(1)
        .map(write -> new Written(write.stamp().id(), write.value()))
        .toList();
  }

  @Override
  public MapState copy() {
    MapState copy = new MapState(id);
    copy.entries = new TreeMap<>(entries);
    return copy;
  }

  @Override
  protected void apply(Entry entry, Ancestry ancestry) {
    switch (entry.op()) {
      case Op.Put(var target, String key, var value) -> write(key, new Write(entry.stamp(), value), ancestry);
      case Op.Remove(var target, String key) -> write(key, new Write(entry.stamp(), null), ancestry);
      default -> throw new IllegalStateException(entry + " on a map");
    }
  }

  private void write(String key, Write write, Ancestry ancestry) {
    List<Write> left = new ArrayList<>();
    for (Write before : entries.getOrDefault(key, List.of())) {
      if (!ancestry.precedes(before.stamp().id(), write.stamp().id())) {
        left.add(before);
      }
    }
    left.add(write);
    left.sort((a, b) -> b.stamp().compareTo(a.stamp()));
    entries.put(key, List.copyOf(left));
  }

  @Override
  protected void become(MapState copy) {
    entries = copy.entries;
  }

  @Override
  public Optional<Patch> diff(Structure later) {
    MapState after = (MapState) later;
    TreeSet<String> all = new TreeSet<>(keys());
    all.addAll(after.keys());
    TreeMap<String, @Nullable Value> changed = new TreeMap<>();
    for (String key : all) {
      Value value = after.get(key);
      boolean otherContainer = value instanceof Value.Container && !Objects.equals(writer(key), after.writer(key));
      if (otherContainer || !Objects.equals(get(key), value)) {
        changed.put(key, value);
      }
    }
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Patch.MapPatch(id, Collections.unmodifiableSortedMap(changed)));
  }
}
