package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import atoll.workspace.page.PageFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Reads what stands within one block: its lines with their marks, and the images among them. Used once for a block. */
final class InlineReader {
  private static final int MOST_DEPTH = 100;
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>", Pattern.DOTALL);

  /** A line that was read, and what its note says of its block. */
  record Read(PageBlock block, SortedMap<String, Value> changes) {}

  private final Targets targets;
  private final boolean keepsBreaks;
  private final List<Read> lines = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private List<Run> runs = new ArrayList<>();
  private SortedMap<String, Value> attributes = new TreeMap<>();
  private SortedMap<String, Value> changes = new TreeMap<>();
  /** Right behind an image, where a break begins its caption. */
  private boolean captioned;

  /** A tag of HTML that has not been closed, and where its text begins. */
  private record Open(
      String tag, SortedMap<String, String> attributes, int from, SortedMap<String, Value> marks) {}

  /** @param keepsBreaks whether a break of the source is one of the text, and not a space */
  private InlineReader(Targets targets, boolean keepsBreaks) {
    this.targets = targets;
    this.keepsBreaks = keepsBreaks;
  }

  /** The lines of a block; never empty. */
  static List<Read> read(Node block, Targets targets, boolean keepsBreaks) {
    InlineReader reader = new InlineReader(targets, keepsBreaks);
    reader.children(block, new TreeMap<>(), 0);
    reader.end();
    reader.joinNote();
    while (reader.lines.size() > 1 && isBlank(reader.lines.getLast())) {
      reader.lines.removeLast();
    }
    return reader.lines;
  }

  /** A note behind a line that is nothing but a break is about that line. */
  private void joinNote() {
    Read last = lines.getLast();
    boolean bare = last.block().runs().isEmpty() && last.block().attributes().isEmpty();
    if (bare && lines.size() > 1 && isBlank(lines.get(lines.size() - 2))) {
      lines.remove(lines.size() - 2);
    }
  }

  private static boolean isBlank(Read line) {
    return line.block().runs().isEmpty()
        && line.block().attributes().isEmpty()
        && line.changes().isEmpty();
  }

  private void children(Node parent, SortedMap<String, Value> marks, int depth) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      if (depth > MOST_DEPTH) {
        text(textOf(node), marks);
      } else {
        node(node, marks, depth);
      }
    }
  }

  private void node(Node node, SortedMap<String, Value> marks, int depth) {
    switch (node) {
      case Text text -> text(text.getLiteral(), marks);
      case Code code -> text(code.getLiteral(), with(marks, "code", Value.of(true)));
      case InlineFormula formula -> text(formula.source(), with(marks, "math", Value.of(true)));
      case Emphasis inner -> children(inner, with(marks, "italic", Value.of(true)), depth + 1);
      case StrongEmphasis inner -> children(inner, with(marks, "bold", Value.of(true)), depth + 1);
      case Strikethrough inner -> children(inner, with(marks, "strike", Value.of(true)), depth + 1);
      case Dialect.Highlight inner ->
        children(inner, with(marks, "highlight", Value.of("yellow")), depth + 1);
      case Link link -> link(link, marks, depth);
      case WikiLink link -> wiki(link, marks);
      case Image image -> image(image.getDestination(), textOf(image), marks);
      case HtmlInline html -> html(html.getLiteral(), marks);
      case HardLineBreak hard -> breakLine();
      case SoftLineBreak soft -> {
        if (keepsBreaks || captioned) {
          breakLine();
        } else {
          text(" ", marks);
        }
      }
      default -> children(node, marks, depth + 1);
    }
  }

  private void text(String text, SortedMap<String, Value> marks) {
    if (text.isEmpty()) {
      return;
    }
    if (captioned) {
      // What stands beside an image, not below it, is no caption.
      end();
    }
    SortedMap<String, Value> all = marks;
    if (!open.isEmpty()) {
      all = new TreeMap<>(marks);
      for (Open tag : (Iterable<Open>) open::descendingIterator) {
        all.putAll(tag.marks());
      }
    }
    runs.add(new Run(Characters.wellFormed(text), all));
  }

  private void link(Link link, SortedMap<String, Value> marks, int depth) {
    Optional<Targets.Page> page = targets.page(link.getDestination());
    if (page.isPresent() && textOf(link).equals(page.get().title())) {
      mention("page:" + page.get().node(), marks);
      return;
    }
    Optional<Targets.Kept> file =
        page.isPresent() ? Optional.empty() : fileOf(link.getDestination());
    if (file.isPresent()) {
      file(file.get(), "file");
      return;
    }
    Optional<String> address = HtmlMarks.address(link.getDestination(), targets);
    children(link, address.map(to -> with(marks, "link", Value.of(to))).orElse(marks), depth + 1);
  }

  private Optional<Targets.Kept> fileOf(String destination) {
    return PageFormat.isHarmless(destination) ? Optional.empty() : targets.file(destination);
  }

  private void wiki(WikiLink link, SortedMap<String, Value> marks) {
    Optional<Targets.Page> page = targets.page(link.target());
    if (page.isPresent()) {
      String words = link.words();
      if (words.isEmpty() || words.equals(page.get().title())) {
        mention("page:" + page.get().node(), marks);
      } else {
        text(words, with(marks, "link", Value.of("/p/" + page.get().node())));
      }
      return;
    }
    Optional<Targets.Kept> file = targets.file(link.target());
    if (file.isPresent()) {
      if (link.embedded() && Images.isOne(file.get().name())) {
        picture(file.get(), link.words());
      } else {
        file(file.get(), "file");
      }
      return;
    }
    targets.lost(new Loss.LinkToNothing(HtmlMarks.shortened(link.target())));
    text(link.words().isEmpty() ? link.target() : link.words(), marks);
  }

  private void image(String destination, String words, SortedMap<String, Value> marks) {
    Optional<Targets.Kept> file = fileOf(destination);
    if (file.isPresent()) {
      picture(file.get(), words);
    } else if (destination.isEmpty()) {
      // An image whose bytes are not here: what is known of it stands in a note above.
      begin();
      attributes.put("type", Value.of("image"));
      described(words);
      captioned = true;
    } else {
      Optional<String> address = HtmlMarks.address(destination, targets);
      address.ifPresent(to -> targets.lost(new Loss.ImageOfWeb(HtmlMarks.shortened(to))));
      String shown = words.isBlank() ? destination : words;
      text(shown, address.map(to -> with(marks, "link", Value.of(to))).orElse(marks));
    }
  }

  private void picture(Targets.Kept file, String words) {
    file(file, "image");
    described(words);
    captioned = true;
  }

  /** {@code words|300} says how wide an image is shown, as Obsidian writes it. */
  private void described(String words) {
    Matcher wide =
        Pattern.compile("(?:(.*)\\|)?(\\d{1,4})(?:x\\d+)?", Pattern.DOTALL).matcher(words);
    String alt = words;
    if (wide.matches() && (wide.group(1) != null || !words.isEmpty())) {
      alt = Optional.ofNullable(wide.group(1)).orElse("");
      attributes.put("width", Value.of(Long.parseLong(wide.group(2))));
    }
    Value value = Value.of(Characters.wellFormed(alt));
    if (!alt.isEmpty() && PageFormat.fits("alt", value)) {
      attributes.put("alt", value);
    }
  }

  private void file(Targets.Kept file, String type) {
    begin();
    attributes.put("type", Value.of(type));
    attributes.put("blob", Value.of(file.blob()));
    attributes.put("name", Value.of(file.name()));
    attributes.put("size", Value.of(file.size()));
    if (type.equals("file")) {
      end();
    }
  }

  private void mention(String what, SortedMap<String, Value> marks) {
    text(String.valueOf(PageFormat.MENTION), with(marks, Mention.MARK, Value.of(what)));
  }

  private void html(String literal, SortedMap<String, Value> marks) {
    Optional<Notes.Note> note = Notes.parse(literal);
    if (note.isPresent()) {
      changes.putAll(note.get().changes());
      dropSpace();
      return;
    }
    Matcher parts = TAG.matcher(literal);
    if (!parts.matches()) {
      return;
    }
    String tag = parts.group(2).toLowerCase(Locale.ROOT);
    if (tag.equals("br")) {
      breakLine();
    } else if (tag.equals("img")) {
      SortedMap<String, String> given = HtmlMarks.attributes(parts.group(3));
      String alt = given.getOrDefault("alt", "");
      String width = given.getOrDefault("width", "");
      image(given.getOrDefault("src", ""), width.isEmpty() ? alt : alt + "|" + width, marks);
    } else if (!parts.group(1).isEmpty()) {
      close(tag);
    } else if (!parts.group(3).endsWith("/") && open.size() < MOST_DEPTH) {
      SortedMap<String, String> given = HtmlMarks.attributes(parts.group(3));
      open.addFirst(new Open(tag, given, runs.size(), HtmlMarks.of(tag, given, targets)));
    }
  }

  /** A tag that was not opened closes nothing; one that closes an outer one closes those within. */
  private void close(String tag) {
    if (open.stream().noneMatch(each -> each.tag().equals(tag))) {
      return;
    }
    Open closed;
    do {
      closed = open.removeFirst();
    } while (!closed.tag().equals(tag));
    mentioned(closed);
  }

  /** The mark of a mention that reads so; without the id where there is none, or none that is one. */
  static String person(String id, String words) {
    String name = words.replaceFirst("^@", "");
    Mention.OfPerson known = new Mention.OfPerson(Optional.of(id), name);
    return Mention.ofText(known.text()).filter(known::equals).isPresent()
        ? known.text()
        : new Mention.OfPerson(Optional.empty(), name).text();
  }

  /** A day or a person that the export wrote becomes the one character again. */
  private void mentioned(Open closed) {
    boolean named = "mention".equals(closed.attributes().get("class"));
    if (closed.from() >= runs.size() || !named && !closed.tag().equals("time")) {
      return;
    }
    List<Run> inner = runs.subList(closed.from(), runs.size());
    SortedMap<String, Value> marks = new TreeMap<>(inner.getFirst().marks());
    String words = new PageBlock(new TreeMap<>(), List.copyOf(inner)).text();
    String what = "date:" + words;
    if (closed.tag().equals("span")) {
      what = person(closed.attributes().getOrDefault("data-person", ""), words);
    } else if (closed.marks().get("link") instanceof Value.Text(String link)) {
      what = "page:" + link.replaceFirst("^/p/", "");
      marks.remove("link");
    }
    if (PageFormat.fits(Mention.MARK, Value.of(what))) {
      inner.clear();
      marks.put(Mention.MARK, Value.of(what));
      runs.add(new Run(String.valueOf(PageFormat.MENTION), marks));
    }
  }

  private void dropSpace() {
    if (!runs.isEmpty() && runs.getLast().text().endsWith(" ")) {
      Run last = runs.removeLast();
      runs.add(new Run(last.text().substring(0, last.text().length() - 1), last.marks()));
    }
  }

  private void breakLine() {
    if (captioned) {
      captioned = false;
    } else {
      end();
    }
  }

  /** Begins a block of its own within the text. */
  private void begin() {
    if (!runs.isEmpty() || !attributes.isEmpty()) {
      end();
    }
  }

  private void end() {
    lines.add(new Read(new PageBlock(attributes, runs), changes));
    runs = new ArrayList<>();
    attributes = new TreeMap<>();
    changes = new TreeMap<>();
    captioned = false;
    // Tags that are still open go on in the next line, with nothing of this one.
    List<Open> still = new ArrayList<>(open);
    open.clear();
    still.forEach(tag -> open.addLast(new Open(tag.tag(), tag.attributes(), 0, tag.marks())));
  }

  private static SortedMap<String, Value> with(
      SortedMap<String, Value> marks, String name, Value value) {
    SortedMap<String, Value> more = new TreeMap<>(marks);
    more.put(name, value);
    return more;
  }

  /** The words of a node without their marks. */
  static String textOf(Node node) {
    StringBuilder text = new StringBuilder();
    Deque<Node> next = new ArrayDeque<>(List.of(node));
    while (!next.isEmpty()) {
      Node at = next.removeFirst();
      switch (at) {
        case Text literal -> text.append(literal.getLiteral());
        case Code code -> text.append(code.getLiteral());
        case InlineFormula formula -> text.append(formula.source());
        case SoftLineBreak soft -> text.append(' ');
        default -> {}
      }
      for (Node child = at.getLastChild(); child != null; child = child.getPrevious()) {
        next.addFirst(child);
      }
    }
    return text.toString();
  }
}
