package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageFormat;
import atoll.workspace.page.PageState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page as CommonMark with what GitHub and Obsidian add, so that {@link MarkdownReader} reads the same page. What
 * Markdown has no sign for stands in {@link Notes}. Used once, by one thread.
 */
public final class MarkdownPage {
  private static final int LEAST_FENCE = 3;
  private static final long MOST_WIDTH = 9_999;
  private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.-]+");

  /** What the page refers to, as it is seen from there. */
  public interface Surroundings {
    /** Where the bytes of an image or a file are; empty if it names none. */
    String address(SortedMap<String, Value> attributes);

    /** The title of a page; empty if it is not there. */
    String title(String node);

    /** Where a page's file is; empty if it is not written. */
    String file(String node);

    /** The page whose file is there; empty if none is. */
    String node(String file);
  }

  private final Surroundings around;
  private final InlineMarkdown inline;
  private final StringBuilder out = new StringBuilder();

  /** What the next blocks are in, from the outermost in. */
  private final Deque<Inside> inside = new ArrayDeque<>();

  private boolean afterItem;

  /** The item that ended where the next block begins. */
  private @Nullable Inside beside;

  /**
   * An item or a toggle.
   *
   * @param margin what stands before each line within it
   */
  private record Inside(int indent, String margin, boolean toggle, boolean numbered, int number) {}

  private MarkdownPage(Surroundings around) {
    this.around = around;
    this.inline = new InlineMarkdown(around);
  }

  /** The page's text, ending with a line break unless it is empty. */
  public static String write(PageState page, Surroundings around) {
    return write(PageBlock.of(page), around);
  }

  /** As for a page. */
  public static String write(List<PageBlock> blocks, Surroundings around) {
    List<PageBlock> known = blocks.stream().map(MarkdownPage::known).toList();
    return known.equals(List.of(PageBlock.EMPTY)) ? "" : new MarkdownPage(around).all(known);
  }

  /** A block without what this version does not know, and without what says nothing. */
  static PageBlock known(PageBlock block) {
    SortedMap<String, Value> attributes = new TreeMap<>(block.attributes());
    attributes
        .entrySet()
        .removeIf(e -> !PageFormat.fits(e.getKey(), e.getValue())
            || e.getKey().equals("indent") && e.getValue().equals(Value.of(0L)));
    return new PageBlock(attributes, block.runs());
  }

  /** A title as the heading of the first level, with its line break. */
  public static String heading(String title) {
    return "# " + headed(Escapes.line(Escapes.sparing(title))) + "\n";
  }

  /** Signs at the end of a heading would be read as a part of its frame. */
  private static String headed(String line) {
    return line.matches("(?:.*\\s)?#+") ? line.substring(0, line.length() - 1) + "\\#" : line;
  }

  private String all(List<PageBlock> blocks) {
    PageBlock.grouped(blocks, MarkdownPage::together).forEach(this::group);
    leave(0);
    return out.toString();
  }

  private static boolean together(PageBlock first, PageBlock next) {
    if (!first.type().equals(next.type()) || first.indent() != next.indent()) {
      return false;
    }
    return switch (first.type()) {
      case "quote" -> true;
      case "callout" -> first.word("kind").equals(next.word("kind"));
      case "code" -> {
        SortedMap<String, Value> same = new TreeMap<>(next.attributes());
        first.attributes().entrySet().stream()
            .filter(e -> e.getKey().equals("language"))
            .forEach(e -> same.putIfAbsent(e.getKey(), e.getValue()));
        yield same.equals(first.attributes()) && !same.containsKey("anchor");
      }
      case "math" ->
        first.attributes().equals(next.attributes()) && !first.attributes().containsKey("anchor");
      case "cell" -> first.word("table").equals(next.word("table"));
      default -> false;
    };
  }

  private void group(List<PageBlock> blocks) {
    PageBlock first = blocks.getFirst();
    leave(first.indent());
    switch (first.type()) {
      case "bullet", "number", "task" -> item(first);
      case "toggle" -> toggle(first);
      case "quote", "callout" -> quote(blocks);
      case "code" -> code(blocks);
      case "math" -> formula(blocks);
      case "cell" -> table(blocks);
      case "image" -> image(first);
      case "file" -> linked(first, around.address(first.attributes()), first.word("name"));
      case "page" -> page(first);
      case "divider" -> {
        if (first.runs().isEmpty()) {
          noted(first, of("divider"), List.of("---"));
        } else {
          paragraph(first);
        }
      }
      case "heading1", "heading2", "heading3" -> heading(first);
      default -> paragraph(first);
    }
  }

  /** Ends the toggles and items that a block of that indent is not in. */
  private void leave(int indent) {
    beside = null;
    while (!inside.isEmpty() && inside.getLast().indent() >= indent) {
      Inside left = inside.removeLast();
      if (left.toggle()) {
        lines(List.of("</details>"), true);
      }
      beside = !left.toggle() && left.indent() == indent ? left : null;
    }
  }

  private String margin() {
    StringBuilder margin = new StringBuilder();
    inside.forEach(each -> margin.append(each.margin()));
    return margin.toString();
  }

  /** How deep what comes next is read, unless a note says otherwise. */
  private int natural() {
    return inside.isEmpty() ? 0 : inside.getLast().indent() + 1;
  }

  private void lines(List<String> lines, boolean apart) {
    String margin = margin();
    if (!out.isEmpty() && apart) {
      out.append("\n");
    }
    for (String line : lines) {
      out.append(line.isEmpty() ? margin.stripTrailing() : margin + line).append("\n");
    }
    afterItem = false;
  }

  private SortedMap<String, Value> of(String type) {
    SortedMap<String, Value> read = new TreeMap<>();
    if (!type.isEmpty()) {
      read.put("type", Value.of(type));
    }
    if (natural() > 0) {
      read.put("indent", Value.of((long) Math.min(8, natural())));
    }
    return read;
  }

  /** Lines below a note that says what they do not. */
  private void noted(PageBlock block, SortedMap<String, Value> read, List<String> lines) {
    String note = Notes.between(read, block.attributes(), true);
    List<String> all = new ArrayList<>();
    if (!note.isEmpty()) {
      all.add(note);
    }
    all.addAll(lines);
    lines(all, true);
  }

  /** The text with a note behind it. */
  private String text(PageBlock block, SortedMap<String, Value> read) {
    String text = inline.line(block);
    String note = Notes.between(read, block.attributes(), false);
    return (text.isEmpty() ? "<br>" : text) + (note.isEmpty() ? "" : " " + note);
  }

  private void paragraph(PageBlock block) {
    lines(List.of(text(block, of(""))), true);
  }

  private void heading(PageBlock block) {
    int level = block.type().charAt(block.type().length() - 1) - '0';
    String text = inline.line(block);
    String note = Notes.between(of(block.type()), block.attributes(), false);
    String all = note.isEmpty() ? headed(text) : text + " " + note;
    lines(List.of("#".repeat(level) + (all.isEmpty() ? "" : " ") + all), true);
  }

  private void item(PageBlock block) {
    boolean numbered = block.type().equals("number");
    Inside before = beside;
    int number = numbered && before != null && before.numbered() ? before.number() + 1 : 1;
    SortedMap<String, Value> read = of(block.type());
    if (Value.of(true).equals(block.attributes().get("checked")) && block.type().equals("task")) {
      read.put("checked", Value.of(true));
    }
    String sign = numbered ? number + ". " : "- ";
    String box = block.type().equals("task") ? read.containsKey("checked") ? "[x] " : "[ ] " : "";
    String text = box + text(block, read);
    lines(List.of(sign + text), !afterItem);
    // A tag alone in a line goes on to the next empty one.
    afterItem = !text.equals("<br>");
    inside.addLast(new Inside(block.indent(), " ".repeat(sign.length()), false, numbered, number));
  }

  private void toggle(PageBlock block) {
    SortedMap<String, Value> read = of("toggle");
    boolean folded = Value.of(true).equals(block.attributes().get("folded"));
    if (folded) {
      read.put("folded", Value.of(true));
    }
    noted(
        block,
        read,
        List.of(
            folded ? "<details>" : "<details open>",
            "<summary>" + inline.html(block) + "</summary>"));
    inside.addLast(new Inside(block.indent(), "", true, false, 0));
  }

  private void quote(List<PageBlock> blocks) {
    PageBlock first = blocks.getFirst();
    String kind = KIND.matcher(first.word("kind")).matches() ? first.word("kind") : "note";
    SortedMap<String, Value> read = of(first.type());
    List<String> lines = new ArrayList<>();
    if (first.type().equals("callout")) {
      read.put("kind", Value.of(kind));
      lines.add("> [!" + kind + "]");
      if (first.runs().isEmpty()) {
        lines.add(">");
      }
    }
    String apart = "";
    for (PageBlock block : blocks) {
      if (!apart.isEmpty()) {
        lines.add(apart);
      }
      lines.add("> " + text(block, read));
      apart = ">";
    }
    lines(lines, true);
  }

  private void code(List<PageBlock> blocks) {
    PageBlock first = blocks.getFirst();
    List<String> lines = new ArrayList<>();
    blocks.forEach(block -> lines.add(block.text()));
    String language =
        LANGUAGE.matcher(first.word("language")).matches() ? first.word("language") : "";
    SortedMap<String, Value> read = of("code");
    if (!language.isEmpty()) {
      read.put("language", Value.of(language));
    }
    noted(first, read, fenced(lines, language));
  }

  private static List<String> fenced(List<String> lines, String language) {
    String fence = "`".repeat(LEAST_FENCE);
    while (String.join("\n", lines).contains(fence)) {
      fence += "`";
    }
    List<String> all = new ArrayList<>(lines);
    all.addFirst(fence + language);
    all.addLast(fence);
    return all;
  }

  private void formula(List<PageBlock> blocks) {
    PageBlock first = blocks.getFirst();
    List<String> lines = new ArrayList<>();
    blocks.forEach(block -> lines.add(block.text()));
    if (lines.stream().anyMatch(line -> line.contains("$$"))) {
      noted(first, of("code"), fenced(lines, ""));
      return;
    }
    lines.addFirst("$$");
    lines.addLast("$$");
    noted(first, of("math"), lines);
  }

  private void table(List<PageBlock> blocks) {
    SortedMap<String, Value> read = of("cell");
    MarkdownTable table = new MarkdownTable();
    for (PageBlock block : blocks) {
      SortedMap<String, Value> known = new TreeMap<>(read);
      for (String name : List.of("table", "row", "column")) {
        if (block.attributes().containsKey(name)) {
          known.put(name, Value.of(block.word(name)));
        }
      }
      String text = inline.line(block);
      String note = Notes.between(known, block.attributes(), false);
      table.add(block, note.isEmpty() ? text : (text.isEmpty() ? "" : text + " ") + note);
    }
    lines(table.lines(), true);
  }

  private void image(PageBlock block) {
    String address = around.address(block.attributes());
    String alt = block.word("alt");
    SortedMap<String, Value> read = of("image");
    List<String> carried = new ArrayList<>(List.of("alt"));
    if (!address.isEmpty()) {
      carried.addAll(List.of("blob", "size"));
      nameIn(address, read);
    }
    String words = alt;
    long width = block.attributes().get("width") instanceof Value.Int(long n) ? n : -1;
    boolean wide = width >= 0 && width <= MOST_WIDTH;
    if (wide && !alt.contains("|") || alt.matches("\\d{1,4}(x\\d+)?")) {
      if (wide) {
        carried.add("width");
        words = alt + "|" + width;
      }
    }
    carry(block, carried, read);
    if (words.equals(alt) && alt.matches("(?s)(.*\\|)?\\d{1,4}(x\\d+)?")) {
      // It would be read as a width.
      words = "";
      read.remove("alt");
    }
    String line =
        "![" + InlineMarkdown.words(words) + "](" + InlineMarkdown.destination(address) + ")";
    String caption = inline.line(block);
    noted(block, read, caption.isEmpty() ? List.of(line) : List.of(line, caption));
  }

  /** The last part of an address is the name of the file. */
  private static void nameIn(String address, SortedMap<String, Value> read) {
    String last = address.substring(address.lastIndexOf('/') + 1);
    read.put(
        "name",
        Value.of(java.net.URLDecoder.decode(
            last.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static void carry(PageBlock block, List<String> names, SortedMap<String, Value> read) {
    for (String name : names) {
      Value value = block.attributes().get(name);
      if (name.equals("size") && value == null) {
        // Whoever reads it counts the bytes.
        read.put(name, Value.of(0L));
      }
      if (value != null && !value.equals(Value.of(""))) {
        read.put(name, value);
      }
    }
  }

  /** A file, or what leads to it. */
  private void linked(PageBlock block, String address, String words) {
    if (address.isEmpty() || !block.runs().isEmpty()) {
      paragraph(block);
      return;
    }
    SortedMap<String, Value> read = of("file");
    nameIn(address, read);
    carry(block, List.of("blob", "size"), read);
    noted(
        block,
        read,
        List.of("[" + InlineMarkdown.words(words.isEmpty() ? "file" : words) + "]("
            + InlineMarkdown.destination(address) + ")"));
  }

  private void page(PageBlock block) {
    String node = block.word("node");
    if (node.isEmpty()
        || !block.runs().isEmpty()
        || atoll.workspace.NodeId.parse(node).isEmpty()) {
      paragraph(block);
      return;
    }
    SortedMap<String, Value> read = of("page");
    read.put("node", Value.of(node));
    String file = around.file(node);
    String title = around.title(node);
    String words = title.isBlank() ? node : title;
    noted(
        block,
        read,
        List.of("[" + InlineMarkdown.words(words) + "]("
            + InlineMarkdown.destination(file.isEmpty() ? "/p/" + node : file) + ")"));
  }
}
