package atoll.workspace.page;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
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

  /**
   * A person.
   *
   * @param id by which persons of one name are told apart; empty where it was not known, as in what an older version wrote
   * @param name at the time of writing
   */
  record OfPerson(Optional<String> id, String name) implements Mention {
    /** What the mark holds. */
    public String text() {
      return "person:" + id.map(known -> known + ":").orElse("") + name;
    }

    /**
     * The same person as they are called now.
     *
     * @param names gives the present name of an id; where it gives none, or one that no mention can hold, the written name
     *     stays
     */
    public OfPerson present(Function<String, Optional<String>> names) {
      OfPerson now = new OfPerson(id, id.flatMap(names).map(OfPerson::cut).orElse(name));
      return ofText(now.text()).filter(now::equals).isPresent() ? now : this;
    }

    private static String cut(String name) {
      if (name.length() <= Form.MOST_NAME) {
        return name;
      }
      boolean half = Character.isHighSurrogate(name.charAt(Form.MOST_NAME - 1));
      return name.substring(0, half ? Form.MOST_NAME - 1 : Form.MOST_NAME);
    }
  }

  /** Reads the mark of a mention's character; empty if it is none that this version knows. */
  static Optional<Mention> of(SortedMap<String, Value> attributes) {
    return attributes.get(MARK) instanceof Value.Text(String text)
        ? ofText(text)
        : Optional.empty();
  }

  /** Whether a tab may write it. */
  static boolean isOne(String text) {
    return ofText(text).isPresent();
  }

  /** Reads what the mark holds; empty if it is none that this version knows. */
  static Optional<Mention> ofText(String text) {
    Matcher parts = Form.PATTERN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String rest = parts.group(2);
    return switch (parts.group(1)) {
      case "page" -> NodeId.parse(rest).map(OfPage::new);
      case "date" ->
        Form.DATE.matcher(rest).matches() ? Optional.of(new OfDay(rest)) : Optional.empty();
      default -> {
        Matcher known = Form.PERSON.matcher(rest);
        if (known.matches()) {
          yield Optional.of(new OfPerson(Optional.of(known.group(1)), known.group(2)));
        }
        yield rest.length() <= Form.MOST_NAME
            ? Optional.of(new OfPerson(Optional.empty(), rest))
            : Optional.empty();
      }
    };
  }

  /** How the mark is written. */
  final class Form {
    private static final int MOST_NAME = 100;
    private static final Pattern PATTERN = Pattern.compile("(page|date|person):(.{1,165})");
    private static final Pattern PERSON = Pattern.compile("([0-9a-f]{64}):(.{1,100})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private Form() {}
  }
}
