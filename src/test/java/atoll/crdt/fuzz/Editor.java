package atoll.crdt.fuzz;

import atoll.crdt.ContainerId;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Kind;
import atoll.crdt.ListView;
import atoll.crdt.MapView;
import atoll.crdt.OpId;
import atoll.crdt.TreeView;
import atoll.crdt.Value;
import atoll.crdt.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Drafts one random operation at a time; the positions are those of the version that the draft began at. */
final class Editor {
  static final List<String> KEYS = List.of("a", "b", "c");

  private static final List<String> STYLES = List.of("bold", "link", "color");
  private static final List<ContainerId> ROOTS = List.of(
      ContainerId.root(Kind.TEXT, "text"),
      ContainerId.root(Kind.TEXT, "text"),
      ContainerId.root(Kind.MAP, "map"),
      ContainerId.root(Kind.LIST, "list"),
      ContainerId.root(Kind.TREE, "tree"),
      ContainerId.root(Kind.COUNTER, "counter"));

  private final Random random;
  private final List<ContainerId> roots;
  private final boolean isNesting;

  /** Every other editor writes to all containers and to nested ones, the others to one, so that more happens at one place. */
  Editor(Random random) {
    this.random = random;
    isNesting = random.nextBoolean();
    roots = isNesting ? ROOTS : List.of(ROOTS.get(random.nextInt(ROOTS.size())));
  }

  /** Drafts one operation on each of at most {@code most} containers, so that what the view shows is what the draft means. */
  void edit(Draft draft, View view, int most) {
    List<ContainerId> left = new ArrayList<>(roots);
    if (isNesting) {
      left.addAll(view.containers());
      nested(view, left);
    }
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count && !left.isEmpty(); i++) {
      ContainerId id = left.get(random.nextInt(left.size()));
      left.removeIf(id::equals);
      switch (id.kind()) {
        case TEXT -> text(draft, id, view.text(id).length());
        case MAP -> map(draft, id);
        case LIST -> list(draft, id, view.list(id));
        case TREE -> tree(draft, id, view.tree(id));
        case COUNTER -> draft.add(id, random.nextInt(21) - 10);
      }
    }
  }

  private static void nested(View view, List<ContainerId> found) {
    for (ContainerId id : view.containers()) {
      if (id.kind() == Kind.MAP) {
        MapView map = view.map(id);
        for (String key : map.keys()) {
          nested(map.get(key), map.writer(key), found);
        }
      } else if (id.kind() == Kind.LIST) {
        ListView list = view.list(id);
        for (int i = 0; i < list.size(); i++) {
          nested(list.get(i), list.writer(i), found);
        }
      } else if (id.kind() == Kind.TREE) {
        view.tree(id).children(null).forEach(node -> found.add(ContainerId.nested(node, Kind.MAP)));
      }
    }
  }

  private static void nested(
      @Nullable Value value, @Nullable OpId writer, List<ContainerId> found) {
    if (value instanceof Value.Container(Kind kind) && writer != null) {
      found.add(ContainerId.nested(writer, kind));
    }
  }

  private void text(Draft draft, ContainerId id, int start) {
    int length = start;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at =
          random.nextInt(3) == 0 ? Math.min(length, random.nextInt(3)) : random.nextInt(length + 1);
      int count = Math.min(1 + random.nextInt(5), length - at);
      String style = STYLES.get(random.nextInt(STYLES.size()));
      switch (random.nextInt(length > 60 ? 6 : 9)) {
        case 0, 1, 2 -> {
          draft.delete(id, at, count);
          length -= count;
        }
        case 3, 4 -> {
          if (count > 0) {
            draft.mark(
                id,
                at,
                at + count,
                style,
                style(),
                random.nextBoolean() ? Expand.END : Expand.NONE);
          }
        }
        case 5 -> {
          String chars = chars();
          draft.insert(id, at, chars, Map.of(style, style()));
          length += chars.length();
        }
        default -> {
          String chars = chars();
          draft.insert(id, at, chars);
          length += chars.length();
        }
      }
    }
  }

  private Value style() {
    return random.nextInt(4) == 0 ? Value.NULL : Value.of(random.nextInt(3));
  }

  private String chars() {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      out.append((char) ('a' + random.nextInt(26)));
    }
    return out.toString();
  }

  private void map(Draft draft, ContainerId id) {
    String key = KEYS.get(random.nextInt(KEYS.size()));
    if (random.nextInt(4) == 0) {
      draft.remove(id, key);
    } else {
      draft.put(id, key, value());
    }
  }

  private Value value() {
    return switch (random.nextInt(12)) {
      case 0 -> Value.container(Kind.values()[random.nextInt(Kind.values().length)]);
      case 1 -> Value.NULL;
      case 2 -> Value.of(List.of(Value.of(true), Value.of(0.5), Value.of(new byte[] {1, 2})));
      case 3 -> Value.of(new TreeMap<>(Map.of("x", Value.of("y"))));
      default -> Value.of(random.nextInt(5));
    };
  }

  private void list(Draft draft, ContainerId id, ListView now) {
    int size = now.size();
    int index = size == 0 ? 0 : random.nextInt(3) == 0 ? 0 : random.nextInt(size);
    switch (size == 0 ? 0 : random.nextInt(size > 20 ? 8 : 10)) {
      case 1, 2 -> draft.listDelete(id, index, Math.min(size - index, 1 + random.nextInt(2)));
      case 3, 4, 5, 6 -> draft.listMove(id, index, random.nextInt(size));
      case 7 -> draft.listSet(id, index, value());
      default -> {
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          values.add(value());
        }
        draft.listInsert(id, random.nextInt(size + 1), values);
      }
    }
  }

  private void tree(Draft draft, ContainerId id, TreeView now) {
    List<OpId> nodes = new ArrayList<>();
    collect(now, null, nodes);
    int some = random.nextBoolean() ? nodes.size() : Math.min(nodes.size(), 3);
    @Nullable
    OpId parent = some == 0 || random.nextInt(4) == 0 ? null : nodes.get(random.nextInt(some));
    int choice = nodes.isEmpty() ? 9 : random.nextInt(nodes.size() > 15 ? 8 : 10);
    if (choice > 7) {
      draft.createNode(id, parent, random.nextInt(now.children(parent).size() + 1));
      return;
    }
    OpId node = nodes.get(random.nextInt(some));
    if (choice == 0) {
      draft.removeNode(id, node);
    } else if (!isWithin(now, parent, node)) {
      List<OpId> siblings = now.children(parent);
      draft.moveNode(
          id, node, parent, random.nextInt(siblings.size() + (siblings.contains(node) ? 0 : 1)));
    }
  }

  private static void collect(TreeView tree, @Nullable OpId parent, List<OpId> nodes) {
    for (OpId child : tree.children(parent)) {
      nodes.add(child);
      collect(tree, child, nodes);
    }
  }

  private static boolean isWithin(TreeView tree, @Nullable OpId node, OpId above) {
    for (OpId up = node; up != null; up = tree.parent(up)) {
      if (up.equals(above)) {
        return true;
      }
    }
    return false;
  }
}
