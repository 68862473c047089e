package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import atoll.workspace.page.PageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

/**
 * Reads Markdown as the blocks of a page: what {@link MarkdownPage} wrote as the same page, what others wrote as near as a
 * page comes to it. Hostile input costs time in proportion to its length and runs nothing. Used once, by one thread.
 */
public final class MarkdownReader {
  private static final long MOST_INDENT = 8;
  private static final int LEVELS = 3;
  private static final Pattern CALLOUT =
      Pattern.compile("\\[!([\\w-]{1,40})](?:[+-])? ?(.*)", Pattern.DOTALL);
  private static final Pattern TASK = Pattern.compile("\\[([ xX])]\\s.*", Pattern.DOTALL);
  private static final int TASK_SIGNS = 4;

  private final String source;
  private final Targets targets;
  private final boolean keepsBreaks;
  private final List<PageBlock> blocks = new ArrayList<>();
  private SortedMap<String, Value> next = new TreeMap<>();
  private int tables;

  private MarkdownReader(String source, Targets targets, boolean keepsBreaks) {
    this.source = source;
    this.targets = targets;
    this.keepsBreaks = keepsBreaks;
  }

  /**
   * Reads a page without its front matter.
   *
   * @param keepsBreaks whether a single break begins a line of its own, as Obsidian shows it
   * @return never empty
   */
  public static List<PageBlock> read(String markdown, Targets targets, boolean keepsBreaks) {
    String source = markdown.replace("\r\n", "\n").replace('\r', '\n');
    MarkdownReader reader = new MarkdownReader(source, targets, keepsBreaks);
    reader.children(Dialect.parse(source), new Place(0, "", ""));
    return reader.blocks.isEmpty() ? List.of(PageBlock.EMPTY) : List.copyOf(reader.blocks);
  }

  /** Where the next block goes; toggles that open and close between siblings change it. */
  private static final class Place {
    private int indent;
    /** "quote", "callout" or empty. */
    private final String quote;

    private final String kind;
    private final List<Integer> toggles = new ArrayList<>();

    Place(int indent, String quote, String kind) {
      this.indent = indent;
      this.quote = quote;
      this.kind = kind;
    }
  }

  private void children(Node parent, Place place) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      block(node, place);
    }
  }

  private void block(Node node, Place place) {
    switch (node) {
      case Heading heading -> {
        int level = Math.min(LEVELS, heading.getLevel());
        if (heading.getLevel() > LEVELS) {
          targets.lost(new Loss.DeepHeading(heading.getLevel()));
        }
        lines(InlineReader.read(heading, targets, keepsBreaks), "heading" + level, place);
      }
      case Paragraph paragraph -> paragraph(paragraph, place);
      case ListBlock list -> list(list, inside(place));
      case FencedCodeBlock code ->
        source(code.getLiteral(), "code", code.getInfo() == null ? "" : code.getInfo(), place);
      case IndentedCodeBlock code -> source(code.getLiteral(), "code", "", place);
      case FormulaBlock formula ->
        source(String.join("\n", formula.lines()) + "\n", "math", "", place);
      case BlockQuote quote -> quote(quote, place);
      case ThematicBreak divider -> emit(of("divider"), List.of(), place);
      case TableBlock table -> table(table, place);
      case HtmlBlock html -> html(html.getLiteral(), place);
      case LinkReferenceDefinition definition -> {}
      case Block other -> children(other, place);
      default -> {}
    }
  }

  private void paragraph(Paragraph paragraph, Place place) {
    List<InlineReader.Read> lines =
        InlineReader.read(paragraph, targets, keepsBreaks || !place.quote.isEmpty());
    if (lines.size() == 1 && place.quote.isEmpty() && isLinkAlone(paragraph, lines.getFirst())) {
      SortedMap<String, Value> page = of("page");
      String mention = mention(lines.getFirst().block());
      page.put("node", Value.of(mention.substring(mention.indexOf(':') + 1)));
      emit(page, List.of(), place);
    } else {
      lines(lines, place.quote, place);
    }
  }

  /** A link in brackets that is all of a paragraph is a block; one in the text, or a wiki link, is a mention. */
  private static boolean isLinkAlone(Paragraph paragraph, InlineReader.Read line) {
    return paragraph.getFirstChild() instanceof org.commonmark.node.Link link
        && link.getNext() == null
        && line.changes().isEmpty()
        && mention(line.block()).startsWith("page:");
  }

  private static String mention(PageBlock block) {
    return block.runs().size() == 1
            && block.runs().getFirst().marks().get("mention") instanceof Value.Text(String what)
        ? what
        : "";
  }

  /** The first line is a block of that type, those that follow go on as its like, or below an item or a heading. */
  private void lines(List<InlineReader.Read> lines, String type, Place place) {
    for (InlineReader.Read line : lines) {
      SortedMap<String, Value> attributes = of(type);
      if (type.equals("callout")) {
        attributes.put("kind", Value.of(place.kind));
      }
      attributes.putAll(line.block().attributes());
      if (!line.block().attributes().isEmpty()) {
        attributes.remove("kind");
      }
      next.putAll(line.changes());
      emit(attributes, line.block().runs(), place);
    }
  }

  private void list(ListBlock list, Place place) {
    String type = list instanceof OrderedList ? "number" : "bullet";
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      Node first = item.getFirstChild();
      boolean empty =
          first instanceof HtmlBlock html && html.getLiteral().strip().equals("<br>");
      Place below = new Place(place.indent, "", "");
      if (first instanceof Paragraph paragraph) {
        item(paragraph, type, place, below);
      } else {
        emit(of(type), List.of(), place);
        below.indent = indentBelow();
      }
      boolean taken = empty || first instanceof Paragraph;
      for (Node node = taken && first != null ? first.getNext() : first;
          node != null;
          node = node.getNext()) {
        block(node, below);
      }
    }
  }

  private void item(Paragraph paragraph, String type, Place place, Place below) {
    List<InlineReader.Read> lines =
        new ArrayList<>(InlineReader.read(paragraph, targets, keepsBreaks));
    InlineReader.Read first = lines.getFirst();
    SortedMap<String, Value> attributes = of(type);
    List<Run> runs = first.block().runs();
    Matcher task = TASK.matcher(sourceOf(paragraph) + " ");
    if (task.matches()) {
      attributes.put("type", Value.of("task"));
      if (!task.group(1).isBlank()) {
        attributes.put("checked", Value.of(true));
      }
      runs = behind(runs, TASK_SIGNS);
    }
    next.putAll(first.changes());
    if (runs.isEmpty() && lines.size() > 1 && lines.get(1).block().equals(PageBlock.EMPTY)) {
      // An item with no text is written with a break, and its note behind that.
      next.putAll(lines.remove(1).changes());
    }
    if (first.block().attributes().isEmpty()) {
      emit(attributes, runs, place);
      below.indent = indentBelow();
    } else {
      emit(attributes, List.of(), place);
      below.indent = indentBelow();
      emit(new TreeMap<>(first.block().attributes()), runs, below);
    }
    lines(lines.subList(1, lines.size()), "", below);
  }

  private void quote(BlockQuote quote, Place place) {
    Node first = quote.getFirstChild();
    if (first instanceof Paragraph paragraph) {
      Matcher callout = CALLOUT.matcher(firstLine(sourceOf(paragraph)));
      if (callout.matches()) {
        callout(paragraph, callout.group(1).toLowerCase(Locale.ROOT), place);
        return;
      }
    }
    Place inner = new Place(place.indent, "quote", "");
    if (first == null) {
      emit(of("quote"), List.of(), place);
    }
    children(quote, inner);
  }

  private void callout(Paragraph paragraph, String kind, Place place) {
    Place inner = new Place(place.indent, "callout", kind);
    List<InlineReader.Read> lines = new ArrayList<>(InlineReader.read(paragraph, targets, true));
    InlineReader.Read title = lines.removeFirst();
    Matcher sign = CALLOUT.matcher(title.block().text());
    int signs = sign.matches() ? sign.start(2) : 0;
    List<Run> words = behind(title.block().runs(), signs);
    if (!words.isEmpty()
        || !title.changes().isEmpty()
        || lines.isEmpty() && paragraph.getNext() == null) {
      lines.addFirst(new InlineReader.Read(new PageBlock(new TreeMap<>(), words), title.changes()));
    }
    lines(lines, "callout", inner);
    for (Node node = paragraph.getNext(); node != null; node = node.getNext()) {
      block(node, inner);
    }
  }

  /** Lists and other blocks within a quote are nested in its last line. */
  private Place inside(Place place) {
    return place.quote.isEmpty() || blocks.isEmpty() ? place : new Place(indentBelow(), "", "");
  }

  private void source(String literal, String type, String info, Place place) {
    Place at = inside(place);
    SortedMap<String, Value> attributes = of(type);
    Matcher language = Pattern.compile("\\{?\\.?([\\w+#.-]{1,40}).*").matcher(info.strip());
    if (language.matches()) {
      attributes.put("language", Value.of(language.group(1)));
    }
    SortedMap<String, Value> changes = next;
    String lines = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
    for (String line : lines.split("\n", -1)) {
      next = new TreeMap<>(changes);
      String whole = Characters.wellFormed(line);
      emit(
          new TreeMap<>(attributes),
          whole.isEmpty() ? List.of() : List.of(new Run(whole, Collections.emptySortedMap())),
          at);
    }
  }

  private void table(TableBlock table, Place place) {
    String name = "t" + ++tables;
    SortedMap<String, Value> changes = next;
    Place at = inside(place);
    int row = 0;
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node line = part.getFirstChild(); line != null; line = line.getNext()) {
        row++;
        int column = 0;
        for (Node cell = line.getFirstChild(); cell != null; cell = cell.getNext()) {
          next = new TreeMap<>(changes);
          SortedMap<String, Value> attributes = of("cell");
          attributes.put("table", Value.of(name));
          attributes.put("row", Value.of(name + "r" + row));
          attributes.put("column", Value.of(name + "c" + ++column));
          cell(InlineReader.read(cell, targets, false), attributes, at);
        }
      }
    }
  }

  /** A cell has one line: what were several, are put side by side. */
  private void cell(
      List<InlineReader.Read> lines, SortedMap<String, Value> attributes, Place place) {
    List<Run> runs = new ArrayList<>();
    for (InlineReader.Read line : lines) {
      if (!runs.isEmpty()) {
        runs.add(new Run(" ", Collections.emptySortedMap()));
      }
      String name = line.block().word("name");
      if (!name.isEmpty()) {
        targets.lost(new Loss.InTable(name));
        runs.add(new Run(name, Collections.emptySortedMap()));
      }
      runs.addAll(line.block().runs());
      next.putAll(line.changes());
    }
    emit(attributes, runs, place);
  }

  private void html(String literal, Place place) {
    new HtmlBlocks(literal).read(new HtmlBlocks.Sink() {
      @Override
      public void note(Notes.Note note) {
        next.putAll(note.changes());
      }

      @Override
      public void empty() {
        SortedMap<String, Value> attributes = of(place.quote);
        if (!place.kind.isEmpty()) {
          attributes.put("kind", Value.of(place.kind));
        }
        emit(attributes, List.of(), place);
      }

      @Override
      public void toggle(boolean folded, String summary) {
        SortedMap<String, Value> attributes = of("toggle");
        if (folded) {
          attributes.put("folded", Value.of(true));
        }
        place.toggles.add(place.indent);
        emit(attributes, HtmlReader.inline(summary, targets), place);
        place.indent = indentBelow();
      }

      @Override
      public void endOfToggle() {
        if (!place.toggles.isEmpty()) {
          place.indent = place.toggles.removeLast();
        }
      }

      @Override
      public void other(String html) {
        for (PageBlock block : HtmlReader.read(html, targets, "h" + ++tables)) {
          SortedMap<String, Value> attributes = new TreeMap<>(block.attributes());
          attributes.remove("indent");
          emit(attributes, block.runs(), new Place(place.indent + block.indent(), "", ""));
        }
      }
    });
  }

  private void emit(SortedMap<String, Value> attributes, List<Run> runs, Place place) {
    if (place.indent > 0) {
      attributes.put("indent", Value.of(Math.min(MOST_INDENT, place.indent)));
    }
    Notes.apply(next, attributes);
    next = new TreeMap<>();
    attributes.entrySet().removeIf(e -> !PageFormat.fits(e.getKey(), e.getValue()));
    blocks.add(new PageBlock(attributes, runs));
  }

  /** The indent of what is nested in the block that was read last. */
  private int indentBelow() {
    return blocks.getLast().indent() + 1;
  }

  private static SortedMap<String, Value> of(String type) {
    SortedMap<String, Value> attributes = new TreeMap<>();
    if (!type.isEmpty()) {
      attributes.put("type", Value.of(type));
    }
    return attributes;
  }

  private String sourceOf(Block block) {
    int from = block.getSourceSpans().getFirst().getInputIndex();
    int end = source.indexOf('\n', from);
    return source.substring(from, end < 0 ? source.length() : end);
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Runs without their first characters and the spaces that follow. */
  private static List<Run> behind(List<Run> runs, int characters) {
    List<Run> rest = new ArrayList<>();
    int left = characters;
    for (@Nullable Run run : runs) {
      int cut = Math.min(left, run.text().length());
      left -= cut;
      if (cut < run.text().length()) {
        rest.add(new Run(run.text().substring(cut), run.marks()));
      }
    }
    return rest;
  }
}
