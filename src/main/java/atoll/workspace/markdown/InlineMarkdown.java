package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import atoll.workspace.page.PageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Writes the text of a block with the signs of Markdown, reads it again, and where that would give other text or other
 * marks, writes it with tags of HTML instead, which have no such corners.
 */
final class InlineMarkdown {
  private static final String PAGE = "/p/";
  private static final String TO = "to";
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ,.;()'\"-]*[\\p{L}\\p{N},.;)])?");

  /** From the outermost in. */
  private static final List<String> NESTING = List.of(
      TO, "link", "highlight", "color", "bold", "italic", "strike", "underline", "code", "math");

  /** Marks that nobody sees on a space. */
  private static final Set<String> UNSEEN = Set.of("bold", "italic", "color");

  private final MarkdownPage.Surroundings around;
  private final Targets written;

  InlineMarkdown(MarkdownPage.Surroundings around) {
    this.around = around;
    this.written = new WrittenTargets(around);
  }

  /** The text of a block as one line that begins no other block; empty if there is none. */
  String line(PageBlock block) {
    List<Run> runs = trimmed(block.runs());
    if (runs.isEmpty()) {
      return "";
    }
    String plain =
        runs.size() == 1 && runs.getFirst().marks().isEmpty() ? runs.getFirst().text() : "";
    if (PLAIN.matcher(plain).matches() && !plain.contains("://")) {
      return Escapes.line(plain);
    }
    String signs = Escapes.line(nested(runs));
    return reads(signs, runs) ? signs : Escapes.line(tags(runs, Escapes::every));
  }

  /** The text in HTML. */
  String html(PageBlock block) {
    return tags(trimmed(block.runs()), Escapes::html);
  }

  /** The words of a link. */
  static String words(String text) {
    return PLAIN.matcher(text).matches() ? text : Escapes.every(text);
  }

  private boolean reads(String markdown, List<Run> runs) {
    List<PageBlock> read = MarkdownReader.read(markdown, written, false);
    return read.size() == 1
        && read.getFirst().attributes().isEmpty()
        && read.getFirst().runs().equals(runs);
  }

  /** What a page can hold and Markdown says: without comments, and without marks that cannot be seen. */
  static List<Run> trimmed(List<Run> runs) {
    List<Run> trimmed = new ArrayList<>();
    for (Run run : runs) {
      SortedMap<String, Value> marks = new TreeMap<>(run.marks());
      boolean source = marks.containsKey("code") || marks.containsKey("math");
      marks.entrySet().removeIf(mark -> !known(mark.getKey(), mark.getValue()));
      if (marks.containsKey(Mention.MARK)) {
        // It leads to what it mentions.
        marks.remove("link");
      }
      int length = run.text().length();
      int from = 0;
      int to = length;
      if (!source && marks.keySet().stream().anyMatch(UNSEEN::contains)) {
        from = length - run.text().stripLeading().length();
        to = Math.max(from, run.text().stripTrailing().length());
      }
      SortedMap<String, Value> edge = new TreeMap<>(marks);
      edge.keySet().removeAll(UNSEEN);
      trimmed.add(new Run(run.text().substring(0, from), edge));
      trimmed.add(new Run(run.text().substring(from, to), marks));
      trimmed.add(new Run(run.text().substring(to), edge));
    }
    return new PageBlock(new TreeMap<>(), trimmed).runs();
  }

  private static boolean known(String key, Value value) {
    return PageFormat.fits(key, value) && (NESTING.contains(key) || key.equals(Mention.MARK));
  }

  private String nested(List<Run> runs) {
    StringBuilder out = new StringBuilder();
    List<Run> led = new ArrayList<>();
    runs.forEach(run -> led.addAll(led(run)));
    nest(out, led, 0);
    return out.toString();
  }

  /** Mentions become their words, links to pages those to their files. */
  private List<Run> led(Run run) {
    SortedMap<String, Value> marks = new TreeMap<>(run.marks());
    Optional<Mention> mention = Mention.of(marks);
    marks.remove(Mention.MARK);
    if (mention.isPresent() && run.text().chars().allMatch(c -> c == PageFormat.MENTION)) {
      if (mention.get() instanceof Mention.OfPage(NodeId node)) {
        marks.put(TO, Value.of(address(node.toString())));
        Run one = new Run(title(node), marks);
        return java.util.Collections.nCopies(run.text().length(), one);
      }
      // Words of HTML, which the reader takes back.
      return List.of(new Run(
          tags(List.of(run), Escapes::every), new TreeMap<>(java.util.Map.of(TO, Value.NULL))));
    }
    if (marks.get("link") instanceof Value.Text(String link) && link.startsWith(PAGE)) {
      String file = around.file(link.substring(PAGE.length()));
      if (!file.isEmpty()) {
        marks.remove("link");
        marks.put(TO, Value.of(file));
      }
    }
    return List.of(new Run(run.text(), marks));
  }

  private String address(String node) {
    String file = around.file(node);
    return file.isEmpty() ? PAGE + node : file;
  }

  private String title(NodeId node) {
    String title = around.title(node.toString());
    return title.isBlank() ? node.toString() : title;
  }

  private void nest(StringBuilder out, List<Run> runs, int depth) {
    int from = 0;
    while (from < runs.size()) {
      Run run = runs.get(from);
      if (run.marks().get(TO) instanceof Value.Null) {
        out.append(run.text());
        from++;
        continue;
      }
      if (depth == NESTING.size()) {
        out.append(Escapes.sparing(run.text()));
        from++;
        continue;
      }
      String mark = NESTING.get(depth);
      Value value = run.marks().getOrDefault(mark, Value.NULL);
      int to = from + 1;
      while (to < runs.size()
          && !(runs.get(to).marks().get(TO) instanceof Value.Null)
          && runs.get(to).marks().getOrDefault(mark, Value.NULL).equals(value)) {
        to++;
      }
      List<Run> same = runs.subList(from, to);
      if (value.equals(Value.NULL)) {
        nest(out, same, depth + 1);
      } else {
        wrap(out, mark, value, same);
      }
      from = to;
    }
  }

  private void wrap(StringBuilder out, String mark, Value value, List<Run> runs) {
    int depth = NESTING.indexOf(mark) + 1;
    switch (mark) {
      case "code" -> out.append(code(new PageBlock(new TreeMap<>(), runs).text()));
      case "math" ->
        out.append('$').append(new PageBlock(new TreeMap<>(), runs).text()).append('$');
      case TO, "link" -> {
        StringBuilder words = new StringBuilder();
        nest(words, runs, depth);
        String address = value instanceof Value.Text(String to) ? to : "";
        out.append('[').append(words).append("](").append(destination(address)).append(')');
      }
      case "bold" -> around(out, runs, depth, new Signs("**", "**"));
      case "italic" -> around(out, runs, depth, new Signs("*", "*"));
      case "strike" -> around(out, runs, depth, new Signs("~~", "~~"));
      case "highlight" -> {
        boolean plain = value.equals(Value.of("yellow"));
        around(out, runs, depth, plain ? new Signs("==", "==") : tag(mark, value));
      }
      default -> around(out, runs, depth, tag(mark, value));
    }
  }

  private record Signs(String before, String behind) {}

  private void around(StringBuilder out, List<Run> runs, int depth, Signs signs) {
    out.append(signs.before());
    nest(out, runs, depth);
    out.append(signs.behind());
  }

  private static String code(String text) {
    String fence = "`";
    while (text.contains(fence)) {
      fence += "`";
    }
    boolean padded =
        text.startsWith("`") || text.endsWith("`") || text.startsWith(" ") && text.endsWith(" ");
    String pad = padded ? " " : "";
    return fence + pad + text + pad + fence;
  }

  static String destination(String address) {
    return address.matches("[\\w/:.?&=%#@+,;~!$-]*")
        ? address
        : "<" + address.replaceAll("([<>\\\\])", "\\\\$1") + ">";
  }

  private static Signs tag(String mark, Value value) {
    String word = value instanceof Value.Text(String text) ? text : "";
    return switch (mark) {
      case "highlight" -> new Signs("<mark style=\"background-color: " + word + "\">", "</mark>");
      case "color" -> new Signs("<span style=\"color: " + word + "\">", "</span>");
      case "math" -> new Signs("<span class=\"math\">", "</span>");
      case "bold" -> new Signs("<b>", "</b>");
      case "italic" -> new Signs("<i>", "</i>");
      case "strike" -> new Signs("<s>", "</s>");
      case "underline" -> new Signs("<u>", "</u>");
      case "code" -> new Signs("<code>", "</code>");
      default -> new Signs("<a href=\"" + Escapes.html(word) + "\">", "</a>");
    };
  }

  /** Every run with tags of its own. */
  private String tags(List<Run> runs, UnaryOperator<String> escape) {
    StringBuilder out = new StringBuilder();
    for (Run run : runs) {
      Optional<Mention> mention = Mention.of(run.marks());
      boolean one =
          mention.isPresent() && run.text().chars().allMatch(c -> c == PageFormat.MENTION);
      for (int i = 0; i < (one ? run.text().length() : 1); i++) {
        StringBuilder text = new StringBuilder();
        if (one) {
          mentioned(text, mention.get(), escape);
        } else {
          text.append(escape.apply(run.text()));
        }
        run.marks().forEach((mark, value) -> {
          if (!mark.equals(Mention.MARK)) {
            Signs signs = tag(mark, relative(mark, value));
            text.insert(0, signs.before()).append(signs.behind());
          }
        });
        out.append(text);
      }
    }
    return out.toString();
  }

  private Value relative(String mark, Value value) {
    return mark.equals("link") && value instanceof Value.Text(String link) && link.startsWith(PAGE)
        ? Value.of(address(link.substring(PAGE.length())))
        : value;
  }

  private void mentioned(StringBuilder out, Mention mention, UnaryOperator<String> escape) {
    switch (mention) {
      case Mention.OfDay(String date) -> out.append("<time>").append(date).append("</time>");
      case Mention.OfPerson(Optional<String> id, String name) -> {
        out.append("<span class=\"mention\"");
        id.ifPresent(known -> out.append(" data-person=\"").append(known).append('"'));
        out.append(">@").append(escape.apply(name)).append("</span>");
      }
      case Mention.OfPage(NodeId node) ->
        out.append("<a class=\"mention\" href=\"")
            .append(Escapes.html(address(node.toString())))
            .append("\">")
            .append(escape.apply(title(node)))
            .append("</a>");
    }
  }
}
