package atoll.ui.shell;

import atoll.crypto.WorkspaceId;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.TreeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a tab is told about a tree: all of it once, then what changed. Changes are numbered, so that the tab notices when
 * one is missing. What is in the trash is left out. For one thread at a time.
 */
final class TreeFeed {
  static final JsonMapper JSON = JsonMapper.builder().build();

  /** A node as the tab knows it. */
  private record Shown(String title, String kind, List<NodeId> children, String icon) {
    List<Object> toJson() {
      List<Object> json = List.of(title, kind, texts(children), icon);
      // Most nodes have no icon, and a large tree is sent as a whole.
      return icon.isEmpty() ? json.subList(0, json.size() - 1) : json;
    }
  }

  private final WorkspaceId workspace;
  private long sequence;
  private String name = "";
  private List<NodeId> top = List.of();
  private Map<NodeId, Shown> nodes = Map.of();

  TreeFeed(WorkspaceId workspace) {
    this.workspace = workspace;
  }

  /** The whole tree; later changes go on from here. */
  String snapshot(TreeState state) {
    take(state);
    sequence++;
    return JSON.writeValueAsString(Map.of(
        "sequence", sequence,
        "workspace", workspace.toString(),
        "name", name,
        "top", texts(top),
        "nodes", jsonOf(nodes)));
  }

  /** What changed since the last call of this or of {@link #snapshot}; empty if nothing that is shown did. */
  Optional<String> change(TreeState state) {
    String nameBefore = name;
    List<NodeId> topBefore = top;
    Map<NodeId, Shown> before = nodes;
    take(state);
    Map<NodeId, Shown> set = new HashMap<>(nodes);
    set.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    List<NodeId> gone =
        before.keySet().stream().filter(id -> !nodes.containsKey(id)).toList();
    if (set.isEmpty() && gone.isEmpty() && top.equals(topBefore) && name.equals(nameBefore)) {
      return Optional.empty();
    }
    Map<String, Object> change = new HashMap<>(Map.of(
        "from",
        sequence,
        "to",
        sequence + 1,
        "name",
        name,
        "set",
        jsonOf(set),
        "gone",
        texts(gone)));
    if (!top.equals(topBefore)) {
      change.put("top", texts(top));
    }
    sequence++;
    return Optional.of(JSON.writeValueAsString(change));
  }

  private void take(TreeState state) {
    Map<NodeId, Shown> shown = new HashMap<>();
    for (Node node : state.walk()) {
      shown.put(
          node.id(),
          new Shown(
              node.title(),
              node.kind().word(),
              ids(state.children(Optional.of(node.id()))),
              node.look().icon()));
    }
    nodes = shown;
    top = ids(state.children(Optional.empty()));
    name = state.name();
  }

  private static List<NodeId> ids(List<Node> nodes) {
    return nodes.stream().map(Node::id).toList();
  }

  private static List<String> texts(List<NodeId> ids) {
    List<String> texts = new ArrayList<>(ids.size());
    ids.forEach(id -> texts.add(id.toString()));
    return texts;
  }

  private static Map<String, Object> jsonOf(Map<NodeId, Shown> nodes) {
    Map<String, Object> json = new HashMap<>();
    nodes.forEach((id, node) -> json.put(id.toString(), node.toJson()));
    return json;
  }
}
