package atoll.workspace.page;

import atoll.crdt.Value;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What text and lines of a page can carry, by name, and which values are taken from a tab. */
final class PageAttributes {
  private static final Set<String> TYPES = Set.of(
      "heading1",
      "heading2",
      "heading3",
      "bullet",
      "number",
      "task",
      "toggle",
      "quote",
      "callout",
      "code",
      "math",
      "divider",
      "image",
      "file",
      "cell",
      "page",
      "view");
  private static final Set<String> COLORS =
      Set.of("gray", "red", "orange", "yellow", "green", "blue", "purple", "pink");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[\\w.~-]{1,80}");
  /** The mark of a thread of comments on the text that it is about. */
  private static final Pattern COMMENT = Pattern.compile("comment-[a-z0-9]{8,32}");

  private static final long MOST_INDENT = 8;
  private static final long MOST_WIDTH = 10_000;
  private static final int MOST_LINK = 2_000;
  private static final int MOST_NAME = 255;
  private static final int MOST_WORDS = 1_000;
  private static final int MOST_WORD = 40;

  private static final Predicate<Value> YES = value -> value.equals(Value.of(true));
  private static final Predicate<Value> COLOR = text(COLORS::contains);
  private static final Predicate<Value> WORD = text(word -> word.length() <= MOST_WORD);

  /** Marks of text. */
  static final Map<String, Predicate<Value>> MARKS = Map.ofEntries(
      Map.entry("bold", YES),
      Map.entry("italic", YES),
      Map.entry("underline", YES),
      Map.entry("strike", YES),
      Map.entry("code", YES),
      Map.entry("math", YES),
      Map.entry("color", COLOR),
      Map.entry("highlight", COLOR),
      Map.entry("mention", text(Mention::isOne)),
      Map.entry("link", text(link -> link.length() <= MOST_LINK && PageFormat.isHarmless(link))));

  /** Attributes that belong to a line and sit on the break that opens it. */
  static final Map<String, Predicate<Value>> OF_BLOCKS = Map.ofEntries(
      Map.entry("type", text(TYPES::contains)),
      Map.entry("indent", upTo(MOST_INDENT)),
      Map.entry("checked", YES),
      Map.entry("language", WORD),
      Map.entry("kind", WORD),
      Map.entry("folded", YES),
      Map.entry("tint", COLOR),
      Map.entry("fill", COLOR),
      Map.entry("blob", text(HASH.asMatchPredicate())),
      Map.entry("name", text(name -> name.length() <= MOST_NAME)),
      Map.entry("size", upTo(Integer.MAX_VALUE)),
      Map.entry("width", upTo(MOST_WIDTH)),
      Map.entry("alt", text(words -> words.length() <= MOST_WORDS)),
      Map.entry("node", text(ID.asMatchPredicate())),
      Map.entry("anchor", text(ID.asMatchPredicate())),
      Map.entry("table", text(ID.asMatchPredicate())),
      Map.entry("row", text(ID.asMatchPredicate())),
      Map.entry("column", text(ID.asMatchPredicate())));

  private PageAttributes() {}

  /** Whether a page has an attribute of that name with that value. */
  static boolean fits(String name, Value value) {
    Predicate<Value> check = MARKS.getOrDefault(name, OF_BLOCKS.get(name));
    return check != null ? check.test(value) : COMMENT.matcher(name).matches() && YES.test(value);
  }

  /** Whether a line may carry it on the break that opens it: its own attributes, and the threads about the block. */
  static boolean isOfBlock(String name) {
    return OF_BLOCKS.containsKey(name) || COMMENT.matcher(name).matches();
  }

  /** Whether text may carry it. */
  static boolean isOfText(String name) {
    return !OF_BLOCKS.containsKey(name);
  }

  private static Predicate<Value> text(Predicate<String> check) {
    return value -> value instanceof Value.Text(String text) && check.test(text);
  }

  private static Predicate<Value> upTo(long most) {
    return value -> value instanceof Value.Int(long n) && n >= 0 && n <= most;
  }
}
