package atoll.workspace.export;

import atoll.crdt.Value;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import atoll.workspace.markdown.LookMatter;
import atoll.workspace.markdown.MarkdownPage;
import atoll.workspace.page.PageBlock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

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

  /** The folders above each page's file and its name without the ending. */
  private final Map<NodeId, List<String>> places = new HashMap<>();

  private final Map<List<String>, NodeId> pages = new HashMap<>();

  private MarkdownTree(Workspace workspace, List<Node> from, Sink sink) {
    this.workspace = workspace;
    this.tree = workspace.tree().state();
    this.sink = sink;
    plan(from, List.of());
  }

  /** Gives every page its place before any is written, so that they can link to each other. */
  private void plan(List<Node> nodes, List<String> folder) {
    FileNames names = new FileNames();
    for (Node node : nodes) {
      List<String> place = new ArrayList<>(folder);
      place.add(names.nameFor(node.title()));
      places.put(node.id(), place);
      pages.put(place, node.id());
      plan(tree.children(Optional.of(node.id())), place);
    }
  }

  /**
   * Writes every page that is not in the trash.
   *
   * @param folder put before each path; empty, or ending with "/"
   */
  public static void write(Workspace workspace, String folder, Sink sink) throws IOException {
    List<Node> all = workspace.tree().state().children(Optional.empty());
    new MarkdownTree(workspace, all, sink).pages(all, folder);
  }

  /** Writes one page with all that lies under it; links to others stay addresses within Atoll. */
  static void write(Workspace workspace, Node page, Sink sink) throws IOException {
    new MarkdownTree(workspace, List.of(page), sink).pages(List.of(page), "");
  }

  private void pages(List<Node> nodes, String folder) throws IOException {
    for (Node node : nodes) {
      String name = place(node.id()).getLast();
      if (node.kind() == NodeKind.PAGE) {
        Attachments attachments = new Attachments(workspace.files(), name);
        sink.file(
            folder + name + ".md", content(node, seenFrom(node.id(), attachments), attachments));
        attachments.write(folder, sink);
      }
      pages(tree.children(Optional.of(node.id())), folder + name + "/");
    }
  }

  private MarkdownPage.Surroundings seenFrom(NodeId page, Attachments attachments) {
    return new MarkdownPage.Surroundings() {
      @Override
      public String address(SortedMap<String, Value> attributes) {
        return attachments.address(attributes);
      }

      @Override
      public String title(String node) {
        return NodeId.parse(node).flatMap(tree::node).map(Node::title).orElse("");
      }

      @Override
      public String file(String node) {
        return NodeId.parse(node)
            .flatMap(id -> Optional.ofNullable(places.get(id)))
            .map(to -> relative(place(page), to))
            .orElse("");
      }

      @Override
      public String node(String file) {
        return pageOf(page, file);
      }
    };
  }

  /** The page to which an address within the files of another leads; empty if it is none that {@link #relative} makes. */
  private String pageOf(NodeId from, String file) {
    List<String> at = new ArrayList<>(place(from));
    at.removeLast();
    for (String part : file.split("/", -1)) {
      if (!part.equals("..")) {
        at.add(decoded(part).replaceFirst("[.]md$", ""));
      } else if (!at.isEmpty()) {
        at.removeLast();
      }
    }
    return Optional.ofNullable(pages.get(at)).map(NodeId::toString).orElse("");
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return part;
    }
  }

  private List<String> place(NodeId page) {
    return Objects.requireNonNull(places.get(page), "a page that was not planned");
  }

  /** The way from one page's file to another's, as a link says it. */
  private static String relative(List<String> from, List<String> to) {
    int same = 0;
    while (same < from.size() - 1 && same < to.size() - 1 && from.get(same).equals(to.get(same))) {
      same++;
    }
    String down = to.stream().skip(same).map(Attachments::encoded).collect(Collectors.joining("/"));
    return "../".repeat(from.size() - 1 - same) + down + ".md";
  }

  private String content(Node node, MarkdownPage.Surroundings around, Attachments attachments) {
    List<PageBlock> blocks =
        PageBlock.present(workspace.pages().state(node.id().document()), workspace.people()::name);
    String body = MarkdownPage.write(blocks, around);
    String yaml = workspace.pages().frontMatter(node.id().document());
    String look = LookMatter.write(node.look(), attachments::address);
    String both = yaml + (yaml.isEmpty() || look.isEmpty() ? "" : "\n") + look;
    String front = both.isEmpty() ? "" : "---\n" + both + "\n---\n\n";
    return front + MarkdownPage.heading(node.title()) + (body.isEmpty() ? "" : "\n" + body);
  }
}
