package atoll.workspace.inbox;

import atoll.crdt.Document;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.TextView.Span;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * A mention of a person in the text of a page.
 *
 * @param id of its character: the same on every instance, unlike those of others in the page
 * @param author whose instance wrote it
 * @param line the text around it, without marks, cut to {@link #MOST_LINE}; where the mention is, its character stands
 */
record NamedInPage(String id, Mention.OfPerson person, ReplicaId author, String line) {
  static final int MOST_LINE = 200;

  /** Cost: the length of the page. */
  static List<NamedInPage> of(Document page) {
    List<NamedInPage> found = new ArrayList<>();
    int at = 0;
    for (Span span : page.text(PageFormat.TEXT).spans()) {
      if (Mention.of(span.attributes()).orElse(null) instanceof Mention.OfPerson person) {
        for (int i = 0; i < span.chars().length(); i++) {
          OpId character = page.anchor(PageFormat.TEXT, at + i, Side.LEFT).character();
          if (character != null) {
            found.add(new NamedInPage(
                character.toString(), person, character.replica(), line(page, at + i)));
          }
        }
      }
      at += span.chars().length();
    }
    return found;
  }

  /** The line as it reads with that name in the place of the mention. */
  String line(String name) {
    return line.replace(String.valueOf(PageFormat.MENTION), "@" + name);
  }

  private static String line(Document page, int at) {
    String text = page.text(PageFormat.TEXT).toString();
    int from = text.lastIndexOf(PageFormat.BREAK, at) + 1;
    int end = text.indexOf(PageFormat.BREAK, at);
    int to = Math.min(end < 0 ? text.length() : end, Math.max(from + MOST_LINE, at + 1));
    // Other mentions in the line have words of their own in the page.
    return (others(text.substring(from, at))
            + PageFormat.MENTION
            + others(text.substring(at + 1, to)))
        .strip();
  }

  private static String others(String text) {
    return text.replace(PageFormat.MENTION, '…');
  }
}
