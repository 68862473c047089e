package atoll.workspace.page;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a single character of a page's text stands for: a page, a day or a person. Values from outside, never markup. */
public sealed interface Mention {
  /** The name of the mark that holds it. */
  String MARK = "mention";

  /** A page by its id, shown by the title that it has now. */
  record OfPage(NodeId node) implements Mention {}

  /**
   * A day.
   *
   * @param date as ISO 8601 writes it
   */
  record OfDay(String date) implements Mention {}

  /** A person by the name at the time of writing. */
  record OfPerson(String name) implements Mention {}

  /** Reads the mark of a mention's character; empty if it is none that this version knows. */
  static Optional<Mention> of(SortedMap<String, Value> attributes) {
    return attributes.get(MARK) instanceof Value.Text(String text) ? parse(text) : Optional.empty();
  }

  /** Whether a tab may write it. */
  static boolean isOne(String text) {
    return parse(text).isPresent();
  }

  private static Optional<Mention> parse(String text) {
    Matcher parts = Form.PATTERN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String rest = parts.group(2);
    return switch (parts.group(1)) {
      case "page" -> NodeId.parse(rest).map(OfPage::new);
      case "date" ->
        Form.DATE.matcher(rest).matches() ? Optional.of(new OfDay(rest)) : Optional.empty();
      default -> Optional.of(new OfPerson(rest));
    };
  }

  /** How the mark is written. */
  final class Form {
    private static final Pattern PATTERN = Pattern.compile("(page|date|person):(.{1,100})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private Form() {}
  }
}
