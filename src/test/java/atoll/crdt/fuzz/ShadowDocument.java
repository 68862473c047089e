package atoll.crdt.fuzz;

import atoll.crdt.ContainerId;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.TextView.Span;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Views that follow a document by its patches alone, and complain of a step that cannot be. */
public final class ShadowDocument {
  private record Styled(char character, SortedMap<String, Value> attributes) {}

  private record Item(OpId id, Value value) {}

  private static final class Nodes {
    final Map<@Nullable OpId, List<OpId>> children = new HashMap<>();
    final Map<OpId, @Nullable OpId> parents = new HashMap<>();

    List<OpId> below(@Nullable OpId parent) {
      return children.computeIfAbsent(parent, key -> new ArrayList<>());
    }

    boolean isWithin(@Nullable OpId node, OpId above) {
      return node != null && (node.equals(above) || isWithin(parents.get(node), above));
    }
  }

  private final Map<ContainerId, List<Styled>> texts = new HashMap<>();
  private final Map<ContainerId, TreeMap<String, Value>> maps = new HashMap<>();
  private final Map<ContainerId, List<Item>> lists = new HashMap<>();
  private final Map<ContainerId, Nodes> trees = new HashMap<>();
  private final Map<ContainerId, Long> counters = new HashMap<>();

  public void apply(List<Patch> patches) {
    Set<ContainerId> targets = new HashSet<>();
    for (Patch patch : patches) {
      require(targets.add(patch.target()), "two patches for one container", patch);
      apply(patch);
    }
  }

  private void apply(Patch patch) {
    switch (patch) {
      case Patch.TextPatch text -> applyText(text);
      case Patch.MapPatch(var target, var entries) -> {
        TreeMap<String, Value> map = maps.computeIfAbsent(target, id -> new TreeMap<>());
        require(!entries.isEmpty(), "a patch without entries", patch);
        entries.forEach((key, value) -> {
          require(value != null || map.containsKey(key), key + " was not there", patch);
          if (value == null) {
            map.remove(key);
          } else {
            map.put(key, value);
          }
        });
      }
      case Patch.ListPatch(var target, var steps) -> {
        require(!steps.isEmpty(), "a patch without steps", patch);
        steps.forEach(
            step -> applyStep(lists.computeIfAbsent(target, id -> new ArrayList<>()), step));
      }
      case Patch.TreePatch(var target, var steps) -> {
        require(!steps.isEmpty(), "a patch without steps", patch);
        steps.forEach(step -> applyStep(trees.computeIfAbsent(target, id -> new Nodes()), step));
      }
      case Patch.CounterPatch(var target, long amount) -> counters.merge(target, amount, Long::sum);
    }
  }

  private void applyText(Patch.TextPatch patch) {
    List<Styled> before = texts.getOrDefault(patch.target(), List.of());
    List<Styled> after = new ArrayList<>();
    int at = 0;
    for (Patch.TextStep step : patch.steps()) {
      switch (step) {
        case Patch.Retain(int count, var changes) -> {
          for (int i = 0; i < count; i++) {
            after.add(restyled(before.get(at++), changes));
          }
        }
        case Patch.Delete(int count) -> at += count;
        case Patch.Insert(String chars, var attributes) ->
          chars.chars().forEach(c -> after.add(new Styled((char) c, attributes)));
      }
    }
    boolean endsPlainly =
        patch.steps().getLast() instanceof Patch.Retain last && last.changes().isEmpty();
    require(!endsPlainly, "a retain at the end that changes nothing", patch);
    after.addAll(before.subList(at, before.size()));
    texts.put(patch.target(), after);
  }

  private static Styled restyled(Styled old, SortedMap<String, Value> changes) {
    TreeMap<String, Value> attributes = new TreeMap<>(old.attributes());
    attributes.putAll(changes);
    attributes.values().removeIf(Value.NULL::equals);
    return new Styled(old.character(), attributes);
  }

  private static void applyStep(List<Item> list, Patch.ListStep step) {
    switch (step) {
      case Patch.ItemInserted(int index, var item, var value) -> {
        require(list.stream().noneMatch(has -> has.id().equals(item)), "the item is there", step);
        list.add(index, new Item(item, value));
      }
      case Patch.ItemDeleted(int index, var item) ->
        require(list.remove(index).id().equals(item), "another item", step);
      case Patch.ItemMoved(int from, int to, var item) -> {
        Item moved = list.remove(from);
        require(moved.id().equals(item), "another item", step);
        list.add(to, moved);
      }
      case Patch.ItemSet(int index, var item, var value) ->
        require(list.set(index, new Item(item, value)).id().equals(item), "another item", step);
    }
  }

  private static void applyStep(Nodes nodes, Patch.TreeStep step) {
    switch (step) {
      case Patch.NodeAdded(var node, var parent, int index) -> {
        require(!nodes.parents.containsKey(node), "the node is there", step);
        require(parent == null || nodes.parents.containsKey(parent), "no such parent", step);
        nodes.below(parent).add(index, node);
        nodes.parents.put(node, parent);
      }
      case Patch.NodeRemoved(var node, var parent, int index) -> {
        require(nodes.below(node).isEmpty(), "something is below", step);
        require(Objects.equals(nodes.parents.get(node), parent), "another parent", step);
        require(nodes.below(parent).remove(index).equals(node), "another node", step);
        nodes.parents.remove(node);
      }
      case Patch.NodeMoved(var node, var parent, int index) -> {
        require(nodes.parents.containsKey(node), "no such node", step);
        require(parent == null || nodes.parents.containsKey(parent), "no such parent", step);
        require(!nodes.isWithin(parent, node), "below itself", step);
        nodes.below(nodes.parents.get(node)).remove(node);
        nodes.below(parent).add(index, node);
        nodes.parents.put(node, parent);
      }
    }
  }

  private static void require(boolean condition, String complaint, Object where) {
    if (!condition) {
      throw new AssertionError(complaint + ": " + where);
    }
  }

  /** The same as {@link Picture#shown()} of the document that it follows. */
  public SortedMap<String, String> shown() {
    Picture picture = new Picture();
    texts.forEach((id, characters) -> picture.text(id, spans(characters)));
    maps.forEach((id, map) -> picture.map(id, map, Collections.emptySortedMap()));
    lists.forEach((id, items) -> picture.list(
        id, items.stream().map(item -> item.id() + "=" + item.value()).toList(), List.of()));
    trees.forEach((id, nodes) -> picture.tree(id, tree(nodes, null)));
    counters.forEach(picture::counter);
    return picture.shown();
  }

  private static List<Span> spans(List<Styled> characters) {
    List<Span> spans = new ArrayList<>();
    for (Styled styled : characters) {
      Span last = spans.isEmpty() ? null : spans.getLast();
      if (last != null && last.attributes().equals(styled.attributes())) {
        spans.set(spans.size() - 1, new Span(last.chars() + styled.character(), last.attributes()));
      } else {
        spans.add(new Span(String.valueOf(styled.character()), styled.attributes()));
      }
    }
    return spans;
  }

  private static String tree(Nodes nodes, @Nullable OpId parent) {
    StringBuilder out = new StringBuilder();
    for (OpId child : nodes.below(parent)) {
      out.append(child).append('(').append(tree(nodes, child)).append(')');
    }
    return out.toString();
  }
}
