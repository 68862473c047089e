package atoll.workspace.export;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageFormat;
import atoll.workspace.page.PageState;
import atoll.workspace.page.PageState.Line;
import atoll.workspace.page.PageState.Marked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Turns the marks of a line into nested Markdown. */
final class InlineMarkdown {
  /** The file of a page that a run leads to. */
  private static final String TO = "to";

  private static final String PAGE = "/p/";

  /** From the outermost in. */
  private static final List<String> NESTING = List.of(
      TO, "link", "highlight", "color", "bold", "italic", "strike", "underline", "code", "math");

  private final PageState page;
  private final MarkdownPage.Surroundings around;
  private int nextMark;

  /** Lines are to be asked for in their order. */
  InlineMarkdown(PageState page, MarkdownPage.Surroundings around) {
    this.page = page;
    this.around = around;
  }

  private record Run(String text, SortedMap<String, Value> marks) {}

  /** Puts the text of a line into a block, after what is in it. */
  <N extends Node> N into(N block, Line line) {
    nest(block, trimmed(runs(line)), 0);
    return block;
  }

  private List<Run> runs(Line line) {
    List<Run> runs = new ArrayList<>();
    int at = line.from();
    while (nextMark < page.marks().size() && page.marks().get(nextMark).from() < line.to()) {
      Marked mark = page.marks().get(nextMark++);
      add(runs, at, mark.from(), new TreeMap<>());
      add(runs, mark.from(), mark.to(), mark.attributes());
      at = mark.to();
    }
    add(runs, at, line.to(), new TreeMap<>());
    return runs;
  }

  private void add(List<Run> runs, int from, int to, SortedMap<String, Value> marks) {
    if (from < to) {
      String text = page.text().substring(from, to);
      Optional<Mention> mention = Mention.of(marks);
      if (mention.isEmpty()) {
        runs.add(new Run(text, linked(marks)));
      } else {
        text.codePoints()
            .mapToObj(Character::toString)
            .forEach(each -> runs.add(mentioned(each, mention.get(), marks)));
      }
    }
  }

  /** A link to a page becomes one to its file. */
  private SortedMap<String, Value> linked(SortedMap<String, Value> marks) {
    if (marks.get("link") instanceof Value.Text(String link) && link.startsWith(PAGE)) {
      String file = around.file(link.substring(PAGE.length()));
      if (!file.isEmpty()) {
        SortedMap<String, Value> led = new TreeMap<>(marks);
        led.remove("link");
        led.put(TO, Value.of(file));
        return led;
      }
    }
    return marks;
  }

  private Run mentioned(String text, Mention mention, SortedMap<String, Value> marks) {
    SortedMap<String, Value> bare = new TreeMap<>(marks);
    bare.remove(Mention.MARK);
    if (!text.equals(String.valueOf(PageFormat.MENTION))) {
      return new Run(text, bare);
    }
    return switch (mention) {
      case Mention.OfDay(String date) -> new Run(date, bare);
      case Mention.OfPerson(String name) -> new Run("@" + name, bare);
      case Mention.OfPage(NodeId node) -> {
        String file = around.file(node.toString());
        bare.put(TO, Value.of(file.isEmpty() ? PAGE + node : file));
        String title = around.title(node.toString());
        yield new Run(title.isBlank() ? node.toString() : title, bare);
      }
    };
  }

  /** Emphasis that begins or ends with a space is none in Markdown: spaces at the edges of a run lose their marks. */
  private static List<Run> trimmed(List<Run> runs) {
    List<Run> trimmed = new ArrayList<>();
    for (Run run : runs) {
      String inner = run.text().strip();
      if (run.marks().isEmpty()
          || run.marks().containsKey("code")
          || run.marks().containsKey("math")
          || inner.length() == run.text().length()) {
        trimmed.add(run);
        continue;
      }
      int from = run.text().length() - run.text().stripLeading().length();
      if (inner.isEmpty()) {
        trimmed.add(new Run(run.text(), new TreeMap<>()));
        continue;
      }
      addUnlessEmpty(trimmed, run.text().substring(0, from), new TreeMap<>());
      trimmed.add(new Run(inner, run.marks()));
      addUnlessEmpty(trimmed, run.text().substring(from + inner.length()), new TreeMap<>());
    }
    return trimmed;
  }

  private static void addUnlessEmpty(List<Run> runs, String text, SortedMap<String, Value> marks) {
    if (!text.isEmpty()) {
      runs.add(new Run(text, marks));
    }
  }

  private static void nest(Node into, List<Run> runs, int depth) {
    int from = 0;
    while (from < runs.size()) {
      if (depth == NESTING.size()) {
        into.appendChild(new Text(runs.get(from++).text()));
        continue;
      }
      String mark = NESTING.get(depth);
      Value value = runs.get(from).marks().getOrDefault(mark, Value.NULL);
      int to = from + 1;
      while (to < runs.size()
          && runs.get(to).marks().getOrDefault(mark, Value.NULL).equals(value)) {
        to++;
      }
      List<Run> same = runs.subList(from, to);
      if (value.equals(Value.NULL)) {
        nest(into, same, depth + 1);
      } else {
        wrap(into, mark, value, same, depth);
      }
      from = to;
    }
  }

  private static void wrap(Node into, String mark, Value value, List<Run> runs, int depth) {
    switch (mark) {
      case "code" -> into.appendChild(new Code(textOf(runs)));
      case "math" -> into.appendChild(html("$" + textOf(runs) + "$"));
      case "highlight" -> around(into, runs, depth, highlight(value));
      case "color" -> around(into, runs, depth, tag("span", "color", value));
      case "underline" -> around(into, runs, depth, new Signs("<u>", "</u>"));
      case TO -> {
        Link link = new Link(value instanceof Value.Text(String file) ? file : "", null);
        into.appendChild(link);
        nest(link, runs, depth + 1);
      }
      case "link" -> {
        Node inside = into;
        if (value instanceof Value.Text(String address) && PageFormat.isHarmless(address)) {
          inside = new Link(address, null);
          into.appendChild(inside);
        }
        nest(inside, runs, depth + 1);
      }
      default -> {
        Node around = switch (mark) {
          case "bold" -> new StrongEmphasis("**");
          case "italic" -> new Emphasis("*");
          default -> new Strikethrough("~~");
        };
        into.appendChild(around);
        nest(around, runs, depth + 1);
      }
    }
  }

  /** What is written before and behind text that has a mark. */
  private record Signs(String before, String behind) {}

  private static void around(Node into, List<Run> runs, int depth, Signs signs) {
    into.appendChild(html(signs.before()));
    nest(into, runs, depth + 1);
    into.appendChild(html(signs.behind()));
  }

  private static Signs highlight(Value color) {
    return color.equals(Value.of("yellow"))
        ? new Signs("==", "==")
        : tag("mark", "background-color", color);
  }

  private static Signs tag(String name, String property, Value color) {
    String word = color instanceof Value.Text(String text) ? text.replaceAll("\\W", "") : "";
    return new Signs("<" + name + " style=\"" + property + ": " + word + "\">", "</" + name + ">");
  }

  private static String textOf(List<Run> runs) {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(run.text()));
    return text.toString();
  }

  private static HtmlInline html(String literal) {
    HtmlInline html = new HtmlInline();
    html.setLiteral(literal);
    return html;
  }
}
