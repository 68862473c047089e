package atoll.workspace.export;

import atoll.crdt.Value;
import atoll.workspace.page.PageState;
import atoll.workspace.page.PageState.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.jspecify.annotations.Nullable;

/** Writes a page as CommonMark with GitHub's tasks and strikethrough. Used once, by one thread. */
final class MarkdownPage {
  private static final MarkdownRenderer RENDERER = MarkdownRenderer.builder()
      .extensions(List.of(StrikethroughExtension.create(), TablesExtension.create()))
      .build();
  private static final String FENCE = "`";
  private static final int LEAST_FENCE = 3;

  /** What the page refers to, as it is seen from there. */
  interface Surroundings {
    /** Where the bytes of an image or a file are; empty if it names none. */
    String address(SortedMap<String, Value> attributes);

    /** The title of a page; empty if it is not there. */
    String title(String node);

    /** Where a page's file is; empty if it is not written. */
    String file(String node);
  }

  private final PageState page;
  private final Surroundings around;
  private final InlineMarkdown inline;
  private final Document document = new Document();

  /** The open lists from the outermost in, with the indent of their items. */
  private final Deque<OpenList> lists = new ArrayDeque<>();

  private @Nullable FencedCodeBlock code;
  private @Nullable BlockQuote quote;
  private String quoteKind = "";
  private String tableName = "";
  private @Nullable MarkdownTable table;
  private Node tablePlace = document;
  private @Nullable HtmlBlock formula;

  private record OpenList(ListBlock list, String type, long indent) {}

  private MarkdownPage(PageState page, Surroundings around) {
    this.page = page;
    this.around = around;
    this.inline = new InlineMarkdown(page, around);
  }

  /** The page's text, ending with a line break unless it is empty. */
  static String write(PageState page, Surroundings around) {
    if (page.text().isEmpty() && page.first().isEmpty()) {
      return "";
    }
    return new MarkdownPage(page, around).write();
  }

  /** A title as the heading of the first level, with its line break. */
  static String heading(String title) {
    Heading heading = new Heading();
    heading.setLevel(1);
    heading.appendChild(new Text(title));
    Document document = new Document();
    document.appendChild(heading);
    return RENDERER.render(document);
  }

  private String write() {
    page.lines().forEach(this::line);
    fenceCode();
    endTable();
    return RENDERER.render(document);
  }

  private void line(Line line) {
    String type = text(line.attributes(), "type");
    if (!type.equals("code")) {
      fenceCode();
    }
    if (!type.equals("math")) {
      formula = null;
    }
    String cells = type.equals("cell") ? "t" + text(line.attributes(), "table") : "";
    if (!cells.equals(tableName)) {
      endTable();
      tableName = cells;
    }
    String quoted = quoteOf(line, type);
    if (!quoted.equals(quoteKind)) {
      quote = null;
      quoteKind = quoted;
    }
    switch (type) {
      case "bullet", "number", "task", "toggle" -> listItem(line, type);
      case "code" -> code(line);
      case "math" -> formula(line);
      case "cell" -> cell(line);
      case "image" -> image(line);
      case "file" -> file(line);
      case "page", "view" -> page(line);
      case "quote", "callout" -> quote(line);
      default -> block(line, type);
    }
  }

  /** Which lines are quoted together: empty for none, a quote, or a callout of some kind. */
  private static String quoteOf(Line line, String type) {
    return switch (type) {
      case "quote" -> type;
      case "callout" -> "[!" + text(line.attributes(), "kind").replaceAll("\\W", "") + "]";
      default -> "";
    };
  }

  /** Where a block goes that is no item: into the item that it is nested in, if there is one. */
  private Node place(Line line) {
    long indent = indent(line);
    while (!lists.isEmpty() && lists.getLast().indent() >= indent) {
      lists.removeLast();
    }
    if (lists.isEmpty()) {
      return document;
    }
    // In a tight list the text would go on in the paragraph of the item.
    lists.getLast().list().setTight(false);
    return lists.getLast().list().getLastChild();
  }

  private void block(Line line, String type) {
    switch (type) {
      case "heading1", "heading2", "heading3" -> {
        Heading heading = new Heading();
        heading.setLevel(type.charAt(type.length() - 1) - '0');
        place(line).appendChild(inline.into(heading, line));
      }
      case "divider" -> {
        ThematicBreak divider = new ThematicBreak();
        divider.setLiteral("---");
        place(line).appendChild(divider);
      }
      default -> {
        Node place = place(line);
        if (line.from() < line.to()) {
          place.appendChild(inline.into(new Paragraph(), line));
        }
      }
    }
  }

  private void quote(Line line) {
    Node place = place(line);
    Paragraph paragraph = new Paragraph();
    if (quote == null) {
      quote = new BlockQuote();
      place.appendChild(quote);
      if (!quoteKind.equals("quote")) {
        HtmlInline sign = new HtmlInline();
        sign.setLiteral(quoteKind);
        paragraph.appendChild(sign);
        paragraph.appendChild(new SoftLineBreak());
      }
    }
    quote.appendChild(inline.into(paragraph, line));
  }

  private void code(Line line) {
    Node place = place(line);
    if (code == null) {
      code = new FencedCodeBlock();
      code.setInfo(text(line.attributes(), "language").replaceAll("[`\\s]", ""));
      code.setLiteral("");
      place.appendChild(code);
    }
    code.setLiteral(code.getLiteral() + page.text().substring(line.from(), line.to()) + "\n");
  }

  private void formula(Line line) {
    Node place = place(line);
    String source = page.text().substring(line.from(), line.to());
    if (formula == null) {
      formula = new HtmlBlock();
      formula.setLiteral("$$\n" + source + "\n$$");
      place.appendChild(formula);
    } else {
      String before = formula.getLiteral();
      formula.setLiteral(before.substring(0, before.length() - 2) + source + "\n$$");
    }
  }

  private void cell(Line line) {
    if (table == null) {
      table = new MarkdownTable();
      tablePlace = place(line);
    }
    table.add(line, inline);
  }

  private void endTable() {
    if (table != null) {
      table.into(tablePlace);
      table = null;
    }
  }

  private void image(Line line) {
    Node place = place(line);
    Image image = new Image(around.address(line.attributes()), null);
    String alt = text(line.attributes(), "alt");
    image.appendChild(new Text(alt.isEmpty() ? text(line.attributes(), "name") : alt));
    Paragraph paragraph = new Paragraph();
    paragraph.appendChild(image);
    place.appendChild(paragraph);
    if (line.from() < line.to()) {
      place.appendChild(inline.into(new Paragraph(), line));
    }
  }

  private void file(Line line) {
    link(place(line), around.address(line.attributes()), text(line.attributes(), "name"));
  }

  private void page(Line line) {
    String node = text(line.attributes(), "node");
    String title = around.title(node);
    String file = around.file(node);
    link(place(line), file.isEmpty() ? "/p/" + node : file, title.isEmpty() ? node : title);
  }

  private static void link(Node place, String address, String words) {
    Link link = new Link(address, null);
    link.appendChild(new Text(words));
    Paragraph paragraph = new Paragraph();
    paragraph.appendChild(link);
    place.appendChild(paragraph);
  }

  private void fenceCode() {
    if (code != null) {
      int longest = 0;
      while (code.getLiteral().contains(FENCE.repeat(longest + 1))) {
        longest++;
      }
      int length = Math.max(LEAST_FENCE, longest + 1);
      code.setFenceCharacter(FENCE);
      code.setOpeningFenceLength(length);
      code.setClosingFenceLength(length);
      code = null;
    }
  }

  private void listItem(Line line, String type) {
    long indent = indent(line);
    String kind = type.equals("number") ? "number" : "bullet";
    while (!lists.isEmpty()
        && (lists.getLast().indent() > indent
            || lists.getLast().indent() == indent && !lists.getLast().type().equals(kind))) {
      lists.removeLast();
    }
    if (lists.isEmpty() || lists.getLast().indent() < indent) {
      openList(kind, indent);
    }
    ListItem item = new ListItem();
    Paragraph paragraph = new Paragraph();
    if (type.equals("task")) {
      boolean done = Value.of(true).equals(line.attributes().get("checked"));
      HtmlInline box = new HtmlInline();
      box.setLiteral(done ? "[x] " : "[ ] ");
      paragraph.appendChild(box);
    }
    item.appendChild(inline.into(paragraph, line));
    lists.getLast().list().appendChild(item);
  }

  private void openList(String kind, long indent) {
    ListBlock list = kind.equals("number") ? ordered() : bullets();
    list.setTight(true);
    Node above = lists.isEmpty() ? null : lists.getLast().list().getLastChild();
    (above == null ? document : above).appendChild(list);
    lists.addLast(new OpenList(list, kind, indent));
  }

  private static ListBlock ordered() {
    OrderedList list = new OrderedList();
    list.setMarkerStartNumber(1);
    list.setMarkerDelimiter(".");
    return list;
  }

  private static ListBlock bullets() {
    BulletList list = new BulletList();
    list.setMarker("-");
    return list;
  }

  private static long indent(Line line) {
    return line.attributes().get("indent") instanceof Value.Int(long n) ? n : 0;
  }

  static String text(SortedMap<String, Value> attributes, String key) {
    return attributes.get(key) instanceof Value.Text(String text) ? text : "";
  }
}
