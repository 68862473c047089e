package atoll.workspace.page;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Where a page keeps what, and which words it uses.
 *
 * <p>The text holds the lines with "\n" between them. A line's block attributes sit on the break that opens it; the break
 * of the first line is implied, and what would sit on it is in the map {@link #FIRST}. {@link PageAttributes} lists what
 * lines and text can carry; docs/page.md says what it means.
 */
public final class PageFormat {
  /** The text of the page. */
  public static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");

  /** The block attributes of the first line. */
  public static final ContainerId FIRST = ContainerId.root(Kind.MAP, "first");

  /** What is known of the page beside its text. */
  static final ContainerId PROPERTIES = ContainerId.root(Kind.MAP, "properties");

  static final String FRONT_MATTER = "yaml";

  /** The character that opens a line. */
  public static final char BREAK = '\n';

  /** The character that a mention is; its mark {@link Mention#MARK} says what is mentioned. */
  public static final char MENTION = '\ufffc';

  /** Marks that take in what is typed at their end. */
  static final Set<String> GROWING =
      Set.of("bold", "italic", "underline", "strike", "color", "highlight");

  private PageFormat() {}

  /** Whether a page has an attribute of that name with that value, on text or on a line. */
  public static boolean fits(String name, Value value) {
    return PageAttributes.fits(name, value);
  }

  /** Whether a mark of that name grows. */
  static Expand expand(String key) {
    return GROWING.contains(key) ? Expand.END : Expand.NONE;
  }

  /** Those of the attributes that belong where they are asked for. */
  static SortedMap<String, Value> only(
      Predicate<String> belongs, SortedMap<String, Value> attributes) {
    if (attributes.keySet().stream().allMatch(belongs)) {
      return attributes;
    }
    SortedMap<String, Value> some = new TreeMap<>(attributes);
    some.keySet().removeIf(belongs.negate());
    return some;
  }

  /**
   * Checks what a tab wants to set, on text or on a break; {@link Value#NULL} clears and is always fine.
   *
   * @throws RejectedException if a name or a value is none that pages have
   */
  static void check(Map<String, Value> attributes) throws RejectedException {
    for (Map.Entry<String, Value> e : attributes.entrySet()) {
      boolean clears = e.getValue().equals(Value.NULL);
      if (!clears && !PageAttributes.fits(e.getKey(), e.getValue())) {
        throw new RejectedException(
            Reason.MALFORMED, "a page has no attribute " + e.getKey() + " = " + e.getValue());
      }
    }
  }

  /**
   * Checks text that a tab wants to put in.
   *
   * @throws RejectedException if a half of a surrogate pair stands alone
   */
  static void check(String chars) throws RejectedException {
    for (int i = 0; i < chars.length(); i++) {
      char c = chars.charAt(i);
      boolean pair = Character.isHighSurrogate(c)
          && i + 1 < chars.length()
          && Character.isLowSurrogate(chars.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new RejectedException(Reason.MALFORMED, "half a surrogate pair at " + i);
      }
    }
  }

  /** Whether a browser that follows the link runs nothing: only the web, mail and addresses within Atoll. */
  public static boolean isHarmless(String link) {
    String lower = link.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("https://")
        || lower.startsWith("http://")
        || lower.startsWith("mailto:")
        || lower.startsWith("/") && !lower.startsWith("//")
        || lower.startsWith("#");
  }
}
