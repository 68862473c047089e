package atoll.workspace.export;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import atoll.workspace.page.PageFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Text with its marks as HTML. */
final class HtmlText {
  private static final Map<String, String> TAGS =
      Map.of("bold", "strong", "italic", "em", "underline", "u", "strike", "s", "code", "code");

  private final Function<NodeId, String> title;
  private final Function<NodeId, String> address;

  HtmlText(Function<NodeId, String> title, Function<NodeId, String> address) {
    this.title = title;
    this.address = address;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  String of(PageBlock block) {
    StringBuilder out = new StringBuilder();
    for (Run run : block.runs()) {
      StringBuilder text = new StringBuilder();
      Mention.of(run.marks())
          .ifPresentOrElse(
              mention -> text.append(mentioned(mention).repeat(run.text().length())),
              () -> text.append(written(run)));
      run.marks().forEach((mark, value) -> wrap(text, mark, value));
      out.append(text);
    }
    return out.toString();
  }

  private static String written(Run run) {
    return run.marks().containsKey("math")
        ? MathMl.of(run.text(), false)
            .orElseGet(() -> "<code class=\"math\">" + escaped(run.text()) + "</code>")
        : escaped(run.text());
  }

  private void wrap(StringBuilder text, String mark, Value value) {
    if (!PageFormat.fits(mark, value)) {
      return;
    }
    String word = value instanceof Value.Text(String name) ? name : "";
    String tag = TAGS.get(mark);
    if (tag != null) {
      text.insert(0, "<" + tag + ">").append("</").append(tag).append('>');
      return;
    }
    switch (mark) {
      case "color" -> text.insert(0, "<span class=\"ink-" + word + "\">").append("</span>");
      case "highlight" -> text.insert(0, "<mark class=\"on-" + word + "\">").append("</mark>");
      case "link" -> {
        String to = link(word);
        if (!to.isEmpty()) {
          text.insert(0, "<a href=\"" + escaped(to) + "\">").append("</a>");
        }
      }
      default -> {}
    }
  }

  private String link(String address) {
    if (!address.startsWith("/")) {
      return address;
    }
    Optional<NodeId> page =
        address.startsWith("/p/") ? NodeId.parse(address.substring(3)) : Optional.empty();
    return page.map(this.address).orElse("");
  }

  private String mentioned(Mention mention) {
    return switch (mention) {
      case Mention.OfDay(String date) -> "<time>" + escaped(date) + "</time>";
      case Mention.OfPerson(Optional<String> _, String name) ->
        "<span class=\"mention\">@" + escaped(name) + "</span>";
      case Mention.OfPage(NodeId node) -> page(node);
    };
  }

  /** A link to a page that is in the file, else its title. */
  String page(NodeId node) {
    String to = address.apply(node);
    String words = escaped(title.apply(node));
    return to.isEmpty()
        ? "<span class=\"mention\">" + words + "</span>"
        : "<a class=\"mention\" href=\"" + to + "\">" + words + "</a>";
  }
}
