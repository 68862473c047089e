package atoll.workspace.export;

import atoll.store.blobs.BlobId;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.PageLook;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import atoll.workspace.page.PageBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Pages as one HTML file with everything inside: looks, images, links between its pages. It runs nothing and loads nothing. */
public final class HtmlExport {
  private static final int MOST_IMAGE_BYTES = 25 << 20;
  private static final Map<String, String> TYPES = Map.of(
      "png", "image/png",
      "jpg", "image/jpeg",
      "jpeg", "image/jpeg",
      "gif", "image/gif",
      "webp", "image/webp",
      "avif", "image/avif",
      "svg", "image/svg+xml",
      "bmp", "image/bmp");

  private final Workspace workspace;
  private final TreeState tree;
  private final Set<NodeId> inside = new LinkedHashSet<>();

  private final Manner manner;

  private HtmlExport(Workspace workspace, Manner manner) {
    this.workspace = workspace;
    this.tree = workspace.tree().state();
    this.manner = manner;
  }

  /**
   * How pages are written.
   *
   * @param below whether the pages under one come with it
   * @param unfolded whether what is folded is shown, as on paper
   * @param language of who asks, which is most likely that of the pages: nothing else says what they are written in
   * @param kinds what a kind of callouts is called, for those who do not see its colour
   */
  public record Manner(
      boolean below, boolean unfolded, Locale language, UnaryOperator<String> kinds) {}

  /** Writes a page. */
  public static String write(Workspace workspace, NodeId page, Manner manner) {
    return new HtmlExport(workspace, manner).all(page);
  }

  private String all(NodeId page) {
    collect(page, manner.below());
    String title = title(page);
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"")
        .append(HtmlText.escaped(manner.language().toLanguageTag()))
        .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(HtmlText.escaped(look(page).before(title)))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n");
    for (NodeId each : inside) {
      out.append("<article id=\"p-")
          .append(each)
          .append(look(each).wide() ? "\" class=\"wide" : "")
          .append("\" dir=\"auto\">\n")
          .append(head(look(each)))
          .append("<h1 class=\"title\">")
          .append(HtmlText.escaped(title(each)))
          .append("</h1>\n");
      List<PageBlock> blocks =
          PageBlock.present(workspace.pages().state(each.document()), workspace.people()::name);
      out.append(new HtmlPage(new HtmlText(this::title, this::address), this::image, manner)
          .write(blocks));
      out.append("</article>\n");
    }
    return out.append("</body>\n</html>\n").toString();
  }

  /** The picture and the icon above a title. */
  private String head(PageLook look) {
    String cover = look.cover()
        .map(picture -> Map.entry(picture, image(picture.blob(), picture.name())))
        .filter(shown -> !shown.getValue().isEmpty())
        .map(shown -> "<img class=\"cover\" alt=\"\" style=\"object-position: 50% "
            + shown.getKey().at() + "%\" src=\"" + shown.getValue() + "\">\n")
        .orElse("");
    String icon = look.icon().isEmpty()
        ? ""
        : "<div class=\"icon\">" + HtmlText.escaped(look.icon()) + "</div>\n";
    return cover + icon;
  }

  private PageLook look(NodeId page) {
    return tree.node(page).map(Node::look).orElse(PageLook.PLAIN);
  }

  private void collect(NodeId page, boolean below) {
    inside.add(page);
    if (below) {
      for (Node child : tree.children(Optional.of(page))) {
        if (child.kind() == NodeKind.PAGE) {
          collect(child.id(), true);
        }
      }
    }
  }

  private String title(NodeId page) {
    String title = tree.node(page).map(Node::title).orElse("");
    return title.isBlank() ? "Untitled" : title;
  }

  /** Where a page is in the file; empty if it is not in it. */
  private String address(NodeId page) {
    return inside.contains(page) ? "#p-" + page : "";
  }

  /** An image's bytes as an address; empty if it is not here or too large. */
  private String image(PageBlock block) {
    return BlobId.parse(block.word("blob"))
        .map(blob -> image(blob, block.word("name")))
        .orElse("");
  }

  private String image(BlobId blob, String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.getOrDefault(ending, "image/png");
    Optional<InputStream> found = workspace.files().read(blob);
    if (found.isEmpty()) {
      return "";
    }
    try (InputStream in = found.get()) {
      byte[] bytes = in.readNBytes(MOST_IMAGE_BYTES + 1);
      return bytes.length > MOST_IMAGE_BYTES
          ? ""
          : "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(HtmlExport.class.getResourceAsStream("page.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException("the style of exported pages is not in the jar", broken);
    }
  }
}
