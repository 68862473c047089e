package atoll.workspace.markdown;

import org.commonmark.node.CustomNode;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;

/** {@code [[Page#Heading|words]]}, and with an exclamation mark what is to be shown in that place. */
final class WikiLink extends CustomNode {
  private static final int MOST_CHARACTERS = 1_000;

  private final String target;
  private final String words;
  private final boolean embedded;

  private WikiLink(String target, String words, boolean embedded) {
    this.target = target;
    this.words = words;
    this.embedded = embedded;
  }

  /** What is linked: a page's name or path, or a file, without what stands behind #. */
  String target() {
    return target;
  }

  /** What is shown instead of the name; empty if nothing was said. */
  String words() {
    return words;
  }

  boolean embedded() {
    return embedded;
  }

  /** Asked for what stands in brackets; it is one of these if another bracket is around it. */
  static LinkResult read(LinkInfo link, Scanner scanner, InlineParserContext context) {
    boolean plain = link.destination() == null && link.label() == null && link.marker() == null;
    if (!plain
        || link.text().length() > MOST_CHARACTERS
        || !(link.openingBracket().getPrevious() instanceof Text outer)
        || !outer.getLiteral().equals("[")
        || !scanner.next(']')) {
      return LinkResult.none();
    }
    String all = link.text().replace("\\|", "|").replace('\n', ' ');
    int bar = all.indexOf('|');
    String target = bar < 0 ? all : all.substring(0, bar);
    int sign = target.indexOf('#');
    String page = (sign < 0 ? target : target.substring(0, sign)).strip();
    if (page.isEmpty()) {
      return LinkResult.none();
    }
    boolean embedded =
        outer.getPrevious() instanceof Text marker && marker.getLiteral().equals("!");
    if (embedded && outer.getPrevious() instanceof Text marker) {
      marker.setLiteral("");
    }
    outer.setLiteral("");
    String words = bar < 0 ? "" : all.substring(bar + 1).strip();
    return LinkResult.replaceWith(new WikiLink(page, words, embedded), scanner.position());
  }
}
