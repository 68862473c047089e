package atoll.workspace.export;

import atoll.crdt.Value;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;

/** A workspace as files: each page as Markdown beside a folder of the same name that holds what lies under it. */
public final class MarkdownTree {
  /** Takes the files. */
  public interface Sink {
    /** @param path relative, with "/" between the names, each harmless on every file system */
    void file(String path, String content) throws IOException;

    /** As {@link #file}; the stream is read to its end and stays open. */
    void bytes(String path, InputStream content) throws IOException;
  }

  private final Workspace workspace;
  private final TreeState tree;
  private final Sink sink;

  private MarkdownTree(Workspace workspace, Sink sink) {
    this.workspace = workspace;
    this.tree = workspace.tree().state();
    this.sink = sink;
  }

  /**
   * Writes every page that is not in the trash.
   *
   * @param folder put before each path; empty, or ending with "/"
   */
  public static void write(Workspace workspace, String folder, Sink sink) throws IOException {
    new MarkdownTree(workspace, sink).children(Optional.empty(), folder);
  }

  private void children(Optional<NodeId> parent, String folder) throws IOException {
    FileNames names = new FileNames();
    for (Node node : tree.children(parent)) {
      String name = names.nameFor(node.title());
      if (node.kind() == NodeKind.PAGE) {
        Attachments attachments = new Attachments(workspace.files(), name);
        sink.file(folder + name + ".md", content(node, attachments));
        attachments.write(folder, sink);
      }
      children(Optional.of(node.id()), folder + name + "/");
    }
  }

  private MarkdownPage.Surroundings seenFrom(Attachments attachments) {
    return new MarkdownPage.Surroundings() {
      @Override
      public String address(SortedMap<String, Value> attributes) {
        return attachments.address(attributes);
      }

      @Override
      public String title(String node) {
        return NodeId.parse(node).flatMap(tree::node).map(Node::title).orElse("");
      }
    };
  }

  private String content(Node node, Attachments attachments) {
    String body =
        MarkdownPage.write(workspace.pages().state(node.id().document()), seenFrom(attachments));
    return MarkdownPage.heading(node.title()) + (body.isEmpty() ? "" : "\n" + body);
  }
}
