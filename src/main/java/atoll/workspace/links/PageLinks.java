package atoll.workspace.links;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageFormat;
import atoll.workspace.page.PageState;
import atoll.workspace.page.PageState.Line;
import atoll.workspace.page.PageState.Marked;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the links to pages in a page. */
final class PageLinks {
  private static final String ADDRESS = "/p/";

  private PageLinks() {}

  /**
   * A line that links to other pages.
   *
   * @param targets in the order of the line, each once
   * @param text the line with {@link PageFormat#MENTION} for each mention
   * @param mentions one for each such character, in order
   */
  record LinkingLine(Set<NodeId> targets, String text, List<Optional<Mention>> mentions) {
    /** The text with words in the place of the mentions. */
    String words(Function<Mention, String> name) {
      StringBuilder words = new StringBuilder();
      int next = 0;
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == PageFormat.MENTION && next < mentions.size()) {
          words.append(mentions.get(next++).map(name).orElse(""));
        } else {
          words.append(text.charAt(i));
        }
      }
      return words.toString().strip();
    }
  }

  /** The lines that link to a page, in their order. Cost: the length of the page. */
  static List<LinkingLine> of(PageState page) {
    List<LinkingLine> found = new ArrayList<>();
    int nextMark = 0;
    for (Line line : page.lines()) {
      Set<NodeId> targets = new LinkedHashSet<>();
      List<Optional<Mention>> mentions = new ArrayList<>();
      node(line.attributes().get("node")).ifPresent(targets::add);
      while (nextMark < page.marks().size() && page.marks().get(nextMark).from() < line.to()) {
        collect(page, page.marks().get(nextMark++), targets, mentions);
      }
      if (!targets.isEmpty()) {
        String text = page.text().substring(line.from(), line.to());
        found.add(new LinkingLine(targets, text, mentions));
      }
    }
    return found;
  }

  private static void collect(
      PageState page, Marked mark, Set<NodeId> targets, List<Optional<Mention>> mentions) {
    Optional<Mention> mention = Mention.of(mark.attributes());
    for (int i = mark.from(); i < mark.to(); i++) {
      if (page.text().charAt(i) == PageFormat.MENTION) {
        mentions.add(mention);
        if (mention.orElse(null) instanceof Mention.OfPage(NodeId node)) {
          targets.add(node);
        }
      }
    }
    if (mark.attributes().get("link") instanceof Value.Text(String link)
        && link.startsWith(ADDRESS)) {
      NodeId.parse(link.substring(ADDRESS.length())).ifPresent(targets::add);
    }
  }

  private static Optional<NodeId> node(@Nullable Value value) {
    return value instanceof Value.Text(String text) ? NodeId.parse(text) : Optional.empty();
  }
}
