package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.PageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Which marks the tags of HTML mean; handlers, styles and whatever else they carry is not looked at. */
final class HtmlMarks {
  private static final Map<String, String> TAGS = Map.ofEntries(
      Map.entry("b", "bold"),
      Map.entry("strong", "bold"),
      Map.entry("i", "italic"),
      Map.entry("em", "italic"),
      Map.entry("u", "underline"),
      Map.entry("ins", "underline"),
      Map.entry("s", "strike"),
      Map.entry("del", "strike"),
      Map.entry("strike", "strike"),
      Map.entry("code", "code"),
      Map.entry("kbd", "code"),
      Map.entry("samp", "code"));
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([\\w-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
  private static final Pattern DECLARED =
      Pattern.compile("(?:^|;)\\s*(color|background-color|background)\\s*:\\s*([a-z]+)");
  private static final String YELLOW = "yellow";

  private HtmlMarks() {}

  /** A tag's attributes by name, their entities read. */
  static SortedMap<String, String> attributes(String tag) {
    SortedMap<String, String> found = new TreeMap<>();
    Matcher each = ATTRIBUTE.matcher(tag);
    while (each.find()) {
      String value = Optional.ofNullable(each.group(2))
          .or(() -> Optional.ofNullable(each.group(3)))
          .orElseGet(() -> each.group(4));
      found.put(each.group(1).toLowerCase(Locale.ROOT), Parser.unescapeEntities(value, true));
    }
    return found;
  }

  /** The marks of text within a tag of that name. */
  static SortedMap<String, Value> of(String tag, Map<String, String> attributes, Targets targets) {
    SortedMap<String, Value> marks = new TreeMap<>();
    String mark = TAGS.get(tag);
    if (mark != null) {
      marks.put(mark, Value.of(true));
    }
    Matcher style = DECLARED.matcher(attributes.getOrDefault("style", "").toLowerCase(Locale.ROOT));
    if (tag.equals("mark")) {
      marks.put("highlight", Value.of(YELLOW));
    }
    while (style.find()) {
      String name = style.group(1).equals("color") ? "color" : "highlight";
      if (PageFormat.fits(name, Value.of(style.group(2)))) {
        marks.put(name, Value.of(style.group(2)));
      }
    }
    String kind = attributes.getOrDefault("class", "");
    if (tag.equals("span") && kind.equals("math")) {
      marks.put("math", Value.of(true));
    }
    if (tag.equals("a")) {
      address(attributes.getOrDefault("href", ""), targets)
          .ifPresent(link -> marks.put("link", Value.of(link)));
    }
    return marks;
  }

  /** What a link says in a page; empty if it leads nowhere that a page may lead to. */
  static Optional<String> address(String destination, Targets targets) {
    Optional<Targets.Page> page = targets.page(destination);
    if (page.isPresent()) {
      return Optional.of("/p/" + page.get().node());
    }
    boolean web =
        PageFormat.isHarmless(destination) && PageFormat.fits("link", Value.of(destination));
    if (!web && !destination.isEmpty()) {
      targets.lost(new Loss.AddressOfLink(shortened(destination)));
    }
    return web ? Optional.of(destination) : Optional.empty();
  }

  static String shortened(String text) {
    final int most = 120;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
