package atoll.workspace;

import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.MapView;
import atoll.crdt.OpId;
import atoll.crdt.Value;
import atoll.crdt.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the tree's document keeps what. */
final class TreeFormat {
  /** The nodes and their places. */
  static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");

  /** What concerns the workspace as a whole. */
  static final ContainerId WORKSPACE = ContainerId.root(Kind.MAP, "workspace");

  static final String NAME = "name";
  static final String TITLE = "title";
  static final String KIND = "kind";
  static final String TRASHED = "trashed";
  /** Of a node that was imported: what it was there. */
  static final String SOURCE = "source";

  /** One sign beside the title. */
  static final String ICON = "icon";
  /** The picture above the page: hash, place and name. */
  static final String COVER = "cover";
  /** Present and true where the text takes all the width. */
  static final String WIDE = "wide";
  /** Present and true where pages are made like this one. */
  static final String TEMPLATE = "template";

  private TreeFormat() {}

  /** The map with what is known of a node. */
  static ContainerId dataOf(OpId node) {
    return ContainerId.nested(node, Kind.MAP);
  }

  /** Reads one node; empty if it is not in the tree. */
  static Optional<Node> node(View document, OpId id) {
    var tree = document.tree(TREE);
    if (!tree.contains(id)) {
      return Optional.empty();
    }
    MapView data = document.map(dataOf(id));
    return Optional.of(new Node(
        new NodeId(id),
        Optional.ofNullable(tree.parent(id)).map(NodeId::new),
        NodeKind.of(text(data.get(KIND))),
        line(text(data.get(TITLE))),
        Value.of(true).equals(data.get(TRASHED)),
        look(data),
        Value.of(true).equals(data.get(TEMPLATE)),
        tree.children(id).stream().map(NodeId::new).toList()));
  }

  /** How a node shows itself. What another instance wrote and this one does not understand is not shown. */
  static PageLook look(MapView data) {
    return new PageLook(
        text(data.get(ICON)),
        PageLook.Cover.read(text(data.get(COVER))),
        Value.of(true).equals(data.get(WIDE)));
  }

  static String name(View document) {
    return line(text(document.map(WORKSPACE).get(NAME)));
  }

  /** A title as it is shown: one line of bounded length, whatever another instance wrote. */
  static String line(String text) {
    String line = text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .limit(Node.MOST_TITLE_CHARACTERS)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
    return line.strip();
  }

  private static String text(@Nullable Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }
}
