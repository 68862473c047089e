package atoll.workspace;

import atoll.crdt.ContainerId;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.Patch.TreeStep;
import atoll.crdt.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the tree's document into states for readers, reading again only what a commit touched. */
final class TreeReader {
  private TreeReader() {}

  /** Reads the whole tree. */
  static TreeState read(View document) {
    Map<NodeId, Node> nodes = new HashMap<>();
    Deque<OpId> next = new ArrayDeque<>(document.tree(TreeFormat.TREE).children(null));
    while (!next.isEmpty()) {
      TreeFormat.node(document, next.removeFirst()).ifPresent(node -> {
        nodes.put(node.id(), node);
        node.children().forEach(child -> next.add(child.value()));
      });
    }
    return state(document, nodes);
  }

  /** The state after the patches, from the state before them. */
  static TreeState update(TreeState before, View document, List<Patch> patches) {
    Set<OpId> touched = new HashSet<>();
    for (Patch patch : patches) {
      switch (patch) {
        case Patch.TreePatch tree
        when tree.target().equals(TreeFormat.TREE) ->
          tree.steps().forEach(step -> touch(step, before, document, touched));
        case Patch.MapPatch map
        when map.target() instanceof ContainerId.Nested nested -> touched.add(nested.maker());
        default -> {
          // Nothing that a node shows.
        }
      }
    }
    Map<NodeId, Node> nodes = new HashMap<>(before.nodes());
    for (OpId id : touched) {
      TreeFormat.node(document, id)
          .ifPresentOrElse(n -> nodes.put(n.id(), n), () -> nodes.remove(new NodeId(id)));
    }
    return state(document, nodes);
  }

  private static void touch(TreeStep step, TreeState before, View document, Set<OpId> touched) {
    touched.add(step.node());
    before
        .node(new NodeId(step.node()))
        .flatMap(Node::parent)
        .ifPresent(parent -> touched.add(parent.value()));
    OpId parent = document.tree(TreeFormat.TREE).parent(step.node());
    if (parent != null) {
      touched.add(parent);
    }
  }

  private static TreeState state(View document, Map<NodeId, Node> nodes) {
    List<NodeId> top =
        document.tree(TreeFormat.TREE).children(null).stream().map(NodeId::new).toList();
    return new TreeState(TreeFormat.name(document), nodes, top);
  }
}
