package atoll.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.PageLook;
import atoll.workspace.TreeState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class TreeFeedTest {
  private static final NodeId A = id(1);
  private static final NodeId B = id(2);
  private static final NodeId C = id(3);

  private final TreeFeed feed = new TreeFeed(new WorkspaceId(Hash.of(new byte[0])));

  @Test
  void snapshot_leavesOutWhatIsInTheTrashAndWhatLiesUnderIt() {
    JsonNode all = read(feed.snapshot(
        tree(node(A, null, "a", true, B), node(B, A, "b", false), node(C, null, "c", false))));
    assertEquals("[\"" + C + "\"]", all.get("top").toString());
    assertEquals("{\"" + C + "\":[\"c\",\"page\",[]]}", all.get("nodes").toString());
  }

  @Test
  void nothingChanged_isNoChange() {
    TreeState state = tree(node(A, null, "a", false));
    feed.snapshot(state);
    assertTrue(feed.change(state).isEmpty());
  }

  @Test
  void rename_tellsThatNodeOnly() {
    JsonNode before =
        read(feed.snapshot(tree(node(A, null, "a", false), node(B, null, "b", false))));
    JsonNode change = changeTo(tree(node(A, null, "a", false), node(B, null, "new", false)));
    assertEquals("{\"" + B + "\":[\"new\",\"page\",[]]}", change.get("set").toString());
    assertEquals("[]", change.get("gone").toString());
    assertFalse(change.has("top"));
    assertEquals(before.get("sequence").asLong(), change.get("from").asLong());
  }

  @Test
  void trash_tellsThatTheNodeIsGoneWithWhatLiesUnderIt() {
    feed.snapshot(tree(node(A, null, "a", false, B), node(B, A, "b", false)));
    JsonNode change = changeTo(tree(node(A, null, "a", true, B), node(B, A, "b", false)));
    assertEquals(2, change.get("gone").size());
    assertEquals("[]", change.get("top").toString());
  }

  @Test
  void move_tellsBothParents() {
    feed.snapshot(
        tree(node(A, null, "a", false, C), node(B, null, "b", false), node(C, A, "c", false)));
    JsonNode change = changeTo(
        tree(node(A, null, "a", false), node(B, null, "b", false, C), node(C, B, "c", false)));
    assertEquals("[]", change.get("set").get(A.toString()).get(2).toString());
    assertEquals("[\"" + C + "\"]", change.get("set").get(B.toString()).get(2).toString());
  }

  @Test
  void icon_isToldWhereThereIsOne() {
    Node plain = node(A, null, "a", false);
    feed.snapshot(tree(plain));
    Node dressed = new Node(
        A,
        Optional.empty(),
        NodeKind.PAGE,
        "a",
        false,
        PageLook.PLAIN.withIcon("🎉"),
        false,
        List.of());
    assertEquals(
        "🎉", changeTo(tree(dressed)).get("set").get(A.toString()).get(3).asString());
    assertEquals(3, changeTo(tree(plain)).get("set").get(A.toString()).size());
  }

  @Test
  void changes_areNumberedWithoutGaps() {
    feed.snapshot(tree(node(A, null, "a", false)));
    JsonNode first = changeTo(tree(node(A, null, "b", false)));
    JsonNode second = changeTo(tree(node(A, null, "c", false)));
    assertEquals(first.get("to").asLong(), second.get("from").asLong());
    assertEquals(first.get("to").asLong() + 1, second.get("to").asLong());
  }

  private JsonNode changeTo(TreeState state) {
    return read(feed.change(state).orElseThrow());
  }

  private static JsonNode read(String json) {
    return TreeFeed.JSON.readTree(json);
  }

  private static NodeId id(long counter) {
    return new NodeId(new OpId(new ReplicaId(7), counter));
  }

  private static Node node(
      NodeId id, @Nullable NodeId parent, String title, boolean trashed, NodeId... children) {
    return new Node(
        id,
        Optional.ofNullable(parent),
        NodeKind.PAGE,
        title,
        trashed,
        PageLook.PLAIN,
        false,
        List.of(children));
  }

  private static TreeState tree(Node... nodes) {
    Map<NodeId, Node> all = new LinkedHashMap<>();
    Arrays.stream(nodes).forEach(node -> all.put(node.id(), node));
    List<NodeId> top = Arrays.stream(nodes)
        .filter(node -> node.parent().isEmpty())
        .map(Node::id)
        .toList();
    return new TreeState("", all, top);
  }
}
