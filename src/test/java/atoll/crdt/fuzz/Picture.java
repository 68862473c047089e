package atoll.crdt.fuzz;

import atoll.crdt.ContainerId;
import atoll.crdt.ListView;
import atoll.crdt.MapView;
import atoll.crdt.OpId;
import atoll.crdt.TextView.Span;
import atoll.crdt.TreeView;
import atoll.crdt.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a document shows, as text that can be compared and read; empty containers are left out. */
public final class Picture {
  private final TreeMap<String, String> shown = new TreeMap<>();
  private final TreeMap<String, String> behind = new TreeMap<>();

  public static Picture of(View view) {
    Picture picture = new Picture();
    for (ContainerId id : view.containers()) {
      switch (id.kind()) {
        case TEXT -> picture.text(id, view.text(id).spans());
        case MAP -> picture.addMap(id, view.map(id));
        case LIST -> picture.addList(id, view.list(id));
        case TREE -> picture.tree(id, tree(view.tree(id), null));
        case COUNTER -> picture.counter(id, view.counter(id));
      }
    }
    return picture;
  }

  public void text(ContainerId id, List<Span> spans) {
    if (!spans.isEmpty()) {
      shown.put(id.toString(), spans.toString());
    }
  }

  public void map(ContainerId id, SortedMap<String, ?> values, SortedMap<String, ?> conflicts) {
    if (!values.isEmpty()) {
      shown.put(id.toString(), values.toString());
    }
    TreeMap<String, Object> some = new TreeMap<>(conflicts);
    some.values().removeIf(losers -> losers instanceof List<?> list && list.isEmpty());
    if (!some.isEmpty()) {
      behind.put(id.toString(), some.toString());
    }
  }

  public void list(ContainerId id, List<?> values, List<OpId> writers) {
    if (!values.isEmpty()) {
      shown.put(id.toString(), values.toString());
      behind.put(id.toString(), writers.toString());
    }
  }

  public void tree(ContainerId id, String nodes) {
    if (!nodes.isEmpty()) {
      shown.put(id.toString(), nodes);
    }
  }

  public void counter(ContainerId id, long sum) {
    if (sum != 0) {
      shown.put(id.toString(), Long.toString(sum));
    }
  }

  private void addMap(ContainerId id, MapView map) {
    TreeMap<String, Object> values = new TreeMap<>();
    TreeMap<String, Object> conflicts = new TreeMap<>();
    TreeSet<String> keys = new TreeSet<>(Editor.KEYS);
    keys.addAll(map.keys());
    for (String key : keys) {
      if (map.get(key) != null) {
        values.put(key, map.get(key));
      }
      conflicts.put(key, map.conflicts(key));
    }
    if (!map.keys().equals(values.navigableKeySet())) {
      throw new AssertionError(id + " has the keys " + map.keys() + " with values " + values);
    }
    map(id, values, conflicts);
  }

  private void addList(ContainerId id, ListView list) {
    List<Object> values = new ArrayList<>();
    List<OpId> writers = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      values.add(list.item(i) + "=" + list.get(i));
      writers.add(list.writer(i));
      if (list.indexOf(list.item(i)) != i) {
        throw new AssertionError(
            list.item(i) + " is at " + i + " and found at " + list.indexOf(list.item(i)));
      }
    }
    list(id, values, writers);
  }

  private static String tree(TreeView tree, @Nullable OpId parent) {
    StringBuilder out = new StringBuilder();
    for (OpId child : tree.children(parent)) {
      if (!tree.contains(child)
          || tree.isRemoved(child)
          || !Objects.equals(tree.parent(child), parent)) {
        throw new AssertionError(child + " below " + parent + " is not where it is said to be");
      }
      out.append(child).append('(').append(tree(tree, child)).append(')');
    }
    return out.toString();
  }

  /** What a view shows by id of the container, without writers and conflicts. */
  public SortedMap<String, String> shown() {
    return shown;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Picture that && shown.equals(that.shown) && behind.equals(that.behind);
  }

  @Override
  public int hashCode() {
    return shown.hashCode();
  }

  @Override
  public String toString() {
    return String.join("\n", lines(shown)) + "\n" + String.join("\n", lines(behind));
  }

  private static List<String> lines(SortedMap<String, String> all) {
    return all.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }
}
