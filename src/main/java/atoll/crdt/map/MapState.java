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
import atoll.crdt.structure.Trie;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** For each key the writes that no other write has seen, the winner first. A removal is a write of nothing. */
public final class MapState extends Simple<MapState> implements MapView {
  private record Write(Stamp stamp, @Nullable Value value) {}

  @SuppressWarnings(
      "ArrayRecordComponent") // Never compared and never changed; most have no losers.
  private record Writes(String key, Write winner, Write[] losers) implements Trie.Keyed<String> {}

  private static final Write[] NONE = {};

  private final ContainerId id;
  private Object owner = new Object();
  private Trie<String, Writes> entries = Trie.empty();
  private @Nullable SortedSet<String> keys;

  public MapState(ContainerId id) {
    this.id = id;
  }

  @Override
  public @Nullable Value get(String key) {
    return value(entries.get(key));
  }

  private static @Nullable Value value(@Nullable Writes writes) {
    return writes == null ? null : writes.winner().value();
  }

  @Override
  public @Nullable OpId writer(String key) {
    return writer(entries.get(key));
  }

  private static @Nullable OpId writer(@Nullable Writes writes) {
    return writes == null || writes.winner().value() == null
        ? null
        : writes.winner().stamp().id();
  }

  @Override
  public SortedSet<String> keys() {
    SortedSet<String> known = keys;
    if (known == null) {
      TreeSet<String> found = new TreeSet<>();
      entries.forEach(writes -> {
        if (value(writes) != null) {
          found.add(writes.key());
        }
      });
      known = Collections.unmodifiableSortedSet(found);
      keys = known;
    }
    return known;
  }

  @Override
  public List<Written> conflicts(String key) {
    Writes writes = entries.get(key);
    return writes == null
        ? List.of()
        : Arrays.stream(writes.losers())
            .map(write -> new Written(write.stamp().id(), write.value()))
            .toList();
  }

  @Override
  public MapState copy() {
    MapState copy = new MapState(id);
    copy.entries = entries;
    copy.keys = keys;
    owner = new Object();
    return copy;
  }

  @Override
  protected void apply(Entry entry, Ancestry ancestry) {
    switch (entry.op()) {
      case Op.Put(var target, String key, var value) ->
        write(key, new Write(entry.stamp(), value), ancestry);
      case Op.Remove(var target, String key) ->
        write(key, new Write(entry.stamp(), null), ancestry);
      default -> throw new IllegalStateException(entry + " on a map");
    }
  }

  private void write(String key, Write write, Ancestry ancestry) {
    Writes before = entries.get(key);
    if (before == null
        || (before.losers().length == 0 && isSeen(before.winner(), write, ancestry))) {
      put(new Writes(key, write, NONE));
      return;
    }
    Write[] left = new Write[before.losers().length + 2];
    int count = 0;
    left[count++] = write;
    if (!isSeen(before.winner(), write, ancestry)) {
      left[count++] = before.winner();
    }
    for (Write loser : before.losers()) {
      if (!isSeen(loser, write, ancestry)) {
        left[count++] = loser;
      }
    }
    Arrays.sort(left, 0, count, (a, b) -> b.stamp().compareTo(a.stamp()));
    put(new Writes(key, left[0], count == 1 ? NONE : Arrays.copyOfRange(left, 1, count)));
  }

  private void put(Writes writes) {
    entries = entries.put(owner, writes);
    keys = null;
  }

  private static boolean isSeen(Write before, Write by, Ancestry ancestry) {
    return before.stamp().lamport() < by.stamp().lamport()
        && ancestry.precedes(before.stamp().id(), by.stamp().id());
  }

  /** The writes that no other has seen; a key that only has a removal left needs none. */
  @Override
  public List<Entry> reduced(List<Entry> all) {
    Set<OpId> standing = new HashSet<>();
    entries.forEach(writes -> {
      if (writes.winner().value() != null || writes.losers().length > 0) {
        standing.add(writes.winner().stamp().id());
        for (Write loser : writes.losers()) {
          standing.add(loser.stamp().id());
        }
      }
    });
    return all.stream().filter(entry -> standing.contains(entry.id())).toList();
  }

  @Override
  protected void become(MapState copy) {
    entries = copy.entries;
    keys = copy.keys;
    owner = new Object();
  }

  @Override
  public Optional<Patch> diff(Structure later) {
    TreeMap<String, @Nullable Value> changed = new TreeMap<>();
    entries.diff(((MapState) later).entries, (before, after) -> {
      Value value = value(after);
      boolean otherContainer =
          value instanceof Value.Container && !Objects.equals(writer(before), writer(after));
      Writes known = after == null ? before : after;
      if (known != null && (otherContainer || !Objects.equals(value(before), value))) {
        changed.put(known.key(), value);
      }
    });
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Patch.MapPatch(id, Collections.unmodifiableSortedMap(changed)));
  }
}
