package atoll.workspace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree of a workspace as it is at one moment. Immutable.
 *
 * @param name the workspace's name
 * @param nodes every node, those in the trash too
 * @param top the nodes at the top in their order, those in the trash too
 */
public record TreeState(String name, Map<NodeId, Node> nodes, List<NodeId> top) {
  /** A workspace without nodes. */
  public static final TreeState EMPTY = new TreeState("", Map.of(), List.of());

  public TreeState {
    nodes = Collections.unmodifiableMap(nodes);
    top = List.copyOf(top);
  }

  /** The node of that id, wherever it lies. */
  public Optional<Node> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The children in their order, those at the top if {@code parent} is empty, without what is in the trash. */
  public List<Node> children(Optional<NodeId> parent) {
    return allChildren(parent).stream()
        .map(nodes::get)
        .filter(n -> !n.trashed())
        .toList();
  }

  /** The children's ids in their order, those in the trash too. */
  List<NodeId> childIds(Optional<NodeId> parent) {
    return allChildren(parent);
  }

  /** From the top down to the node itself; empty if there is no such node. */
  public List<Node> path(NodeId id) {
    Deque<Node> path = new ArrayDeque<>();
    for (Optional<Node> at = node(id); at.isPresent(); at = at.get().parent().flatMap(this::node)) {
      path.addFirst(at.get());
    }
    return List.copyOf(path);
  }

  /** Whether the node, or one above it, is in the trash. */
  public boolean inTrash(NodeId id) {
    return path(id).stream().anyMatch(Node::trashed);
  }

  /** What was put into the trash, by title. What lies under a node in the trash is not listed. */
  public List<Node> trash() {
    Collection<Node> all = nodes.values();
    return all.stream()
        .filter(Node::trashed)
        .sorted((a, b) -> {
          int byTitle = a.title().compareToIgnoreCase(b.title());
          return byTitle != 0 ? byTitle : a.id().compareTo(b.id());
        })
        .toList();
  }

  /** Every node that is not in the trash, parents before children, siblings in their order. */
  public List<Node> walk() {
    List<Node> found = new ArrayList<>();
    Deque<Node> next = new ArrayDeque<>(children(Optional.empty()));
    while (!next.isEmpty()) {
      Node node = next.removeFirst();
      found.add(node);
      children(Optional.of(node.id())).reversed().forEach(next::addFirst);
    }
    return found;
  }

  private List<NodeId> allChildren(Optional<NodeId> parent) {
    return parent.isEmpty() ? top : node(parent.get()).map(Node::children).orElse(List.of());
  }
}
