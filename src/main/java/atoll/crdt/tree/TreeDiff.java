package atoll.crdt.tree;

import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.TreeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps from one tree to another: walks the later tree from the top down and puts every child where it belongs, which
 * never puts a node below itself because all above it is in place; what is left over then has gone.
 */
final class TreeDiff {
  private final TreeView after;
  private final Map<@Nullable OpId, List<OpId>> children = new HashMap<>();
  private final Map<OpId, @Nullable OpId> parents = new HashMap<>();
  private final List<Patch.TreeStep> steps = new ArrayList<>();

  TreeDiff(TreeView before, TreeView after) {
    this.after = after;
    List<@Nullable OpId> todo = new ArrayList<>();
    todo.add(null);
    while (!todo.isEmpty()) {
      OpId parent = todo.removeLast();
      List<OpId> below = new ArrayList<>(before.children(parent));
      children.put(parent, below);
      for (OpId child : below) {
        parents.put(child, parent);
        todo.add(child);
      }
    }
  }

  List<Patch.TreeStep> steps() {
    List<@Nullable OpId> todo = new ArrayList<>();
    todo.add(null);
    while (!todo.isEmpty()) {
      OpId parent = todo.removeLast();
      List<OpId> wanted = after.children(parent);
      for (int i = 0; i < wanted.size(); i++) {
        put(wanted.get(i), parent, i);
      }
      todo.addAll(wanted);
    }
    List<OpId> gone = parents.keySet().stream().filter(node -> !after.contains(node)).sorted().toList();
    gone.forEach(this::remove);
    return steps;
  }

  private void put(OpId node, @Nullable OpId parent, int index) {
    List<OpId> siblings = children.computeIfAbsent(parent, key -> new ArrayList<>());
    if (index < siblings.size() && siblings.get(index).equals(node)) {
      return;
    }
    if (parents.containsKey(node)) {
      children.getOrDefault(parents.get(node), new ArrayList<>()).remove(node);
      steps.add(new Patch.NodeMoved(node, parent, index));
    } else {
      steps.add(new Patch.NodeAdded(node, parent, index));
    }
    siblings.add(index, node);
    parents.put(node, parent);
  }

  private void remove(OpId node) {
    if (!parents.containsKey(node)) {
      return;
    }
    List<OpId> todo = new ArrayList<>(List.of(node));
    while (!todo.isEmpty()) {
      OpId next = todo.getLast();
      List<OpId> below = children.getOrDefault(next, new ArrayList<>());
      if (!below.isEmpty()) {
        todo.addAll(below);
        continue;
      }
      todo.removeLast();
      OpId parent = parents.remove(next);
      List<OpId> siblings = children.getOrDefault(parent, new ArrayList<>());
      int index = siblings.indexOf(next);
      siblings.remove(index);
      steps.add(new Patch.NodeRemoved(next, parent, index));
    }
  }
}
