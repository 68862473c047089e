package atoll.workspace.export;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import atoll.workspace.page.PageBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The blocks of one page as HTML that needs no script. Used once, by one thread. */
final class HtmlPage {
  /** The kinds of callouts; others are shown as notes. */
  private static final Set<String> KINDS =
      Set.of("note", "info", "tip", "success", "question", "warning", "danger", "example", "quote");

  private final HtmlText text;
  private final Function<PageBlock, String> image;
  private final HtmlExport.Manner manner;
  private final StringBuilder out = new StringBuilder();
  private final Map<Integer, Integer> numbers = new HashMap<>();

  /** The indents of the toggles that are open. */
  private final Deque<Integer> toggles = new ArrayDeque<>();

  HtmlPage(HtmlText text, Function<PageBlock, String> image, HtmlExport.Manner manner) {
    this.text = text;
    this.image = image;
    this.manner = manner;
  }

  String write(List<PageBlock> blocks) {
    PageBlock.grouped(blocks, HtmlPage::together).forEach(this::group);
    leave(0);
    return out.toString();
  }

  private static boolean together(PageBlock first, PageBlock next) {
    boolean runs = switch (first.type()) {
      case "quote", "callout", "code", "math", "bullet", "number", "task" -> true;
      case "cell" -> first.word("table").equals(next.word("table"));
      default -> false;
    };
    return runs
        && first.type().equals(next.type())
        && first.indent() == next.indent()
        && first.word("kind").equals(next.word("kind"));
  }

  private void leave(int indent) {
    while (!toggles.isEmpty() && toggles.getLast() >= indent) {
      toggles.removeLast();
      out.append("</details>\n");
    }
  }

  private void group(List<PageBlock> blocks) {
    PageBlock first = blocks.getFirst();
    leave(first.indent());
    numbers
        .keySet()
        .removeIf(indent ->
            indent > first.indent() || indent == first.indent() && !first.type().equals("number"));
    switch (first.type()) {
      case "heading1", "heading2", "heading3" -> {
        int level = first.type().charAt(first.type().length() - 1) - '0' + 1;
        element("h" + level, "", first);
      }
      case "bullet", "number", "task" -> list(blocks);
      case "toggle" -> {
        boolean shut =
            !manner.unfolded() && Value.of(true).equals(first.attributes().get("folded"));
        out.append("<details").append(look(first, "")).append(shut ? ">" : " open>");
        out.append("<summary>").append(text.of(first)).append("</summary>\n");
        toggles.addLast(first.indent());
      }
      case "quote" -> quote(blocks);
      case "callout" -> callout(blocks);
      case "code" -> source("code", blocks);
      case "math" -> formula(blocks);
      case "cell" -> table(blocks);
      case "divider" -> out.append("<hr>\n");
      case "image" -> image(first);
      case "file" ->
        out.append("<p")
            .append(look(first, "file"))
            .append('>')
            .append(HtmlText.escaped(first.word("name")))
            .append("</p>\n");
      case "page", "view" ->
        out.append("<p")
            .append(look(first, "page"))
            .append('>')
            .append(NodeId.parse(first.word("node")).map(text::page).orElse(""))
            .append("</p>\n");
      default -> element("p", "", first);
    }
  }

  private static String word(String kind) {
    return kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
  }

  private void element(String tag, String kind, PageBlock block) {
    String inner = text.of(block);
    out.append('<').append(tag).append(look(block, kind)).append('>');
    out.append(inner.isEmpty() ? "<br>" : inner).append("</").append(tag).append(">\n");
  }

  /** What a block looks like: how deep it is beyond the toggles around it, and its colours. */
  private String look(PageBlock block, String kind) {
    int depth = block.indent() - (toggles.isEmpty() ? 0 : toggles.getLast() + 1);
    StringBuilder names = new StringBuilder(kind);
    if (depth > 0) {
      names.append(" in").append(Math.min(8, depth));
    }
    if (!block.word("tint").isEmpty()) {
      names.append(" ink-").append(word(block.word("tint")));
    }
    if (!block.word("fill").isEmpty()) {
      names.append(" on-").append(word(block.word("fill")));
    }
    String all = names.toString().strip();
    return " dir=\"auto\"" + (all.isEmpty() ? "" : " class=\"" + all + "\"");
  }

  private void list(List<PageBlock> blocks) {
    PageBlock first = blocks.getFirst();
    boolean numbered = first.type().equals("number");
    int start = numbers.getOrDefault(first.indent(), 0) + 1;
    String tag = numbered ? "ol" : "ul";
    out.append('<').append(tag).append(look(first, first.type().equals("task") ? "tasks" : ""));
    out.append(numbered && start > 1 ? " start=\"" + start + "\">\n" : ">\n");
    for (PageBlock block : blocks) {
      out.append("<li dir=\"auto\">");
      if (block.type().equals("task")) {
        boolean done = Value.of(true).equals(block.attributes().get("checked"));
        out.append(done ? "<span class=\"box\">☑</span> " : "<span class=\"box\">☐</span> ");
      }
      out.append(text.of(block)).append("</li>\n");
    }
    out.append("</").append(tag).append(">\n");
    if (numbered) {
      numbers.put(first.indent(), start + blocks.size() - 1);
    }
  }

  private void quote(List<PageBlock> blocks) {
    out.append("<blockquote").append(look(blocks.getFirst(), "")).append(">\n");
    paragraphs(blocks);
    out.append("</blockquote>\n");
  }

  /** Its kind stands above it as a word: a colour alone does not reach everybody, nor a printer without colours. */
  private void callout(List<PageBlock> blocks) {
    String named = word(blocks.getFirst().word("kind"));
    String kind = KINDS.contains(named) ? named : "note";
    out.append("<aside data-callout=\"")
        .append(kind)
        .append('"')
        .append(look(blocks.getFirst(), "callout " + kind))
        .append(">\n<p class=\"kind\">")
        .append(HtmlText.escaped(manner.kinds().apply(kind)))
        .append("</p>\n");
    paragraphs(blocks);
    out.append("</aside>\n");
  }

  private void paragraphs(List<PageBlock> blocks) {
    blocks.forEach(block -> out.append("<p>").append(text.of(block)).append("</p>\n"));
  }

  private void source(String kind, List<PageBlock> blocks) {
    List<String> lines = new ArrayList<>();
    blocks.forEach(block -> lines.add(HtmlText.escaped(block.text())));
    out.append("<pre")
        .append(look(blocks.getFirst(), kind).replace("dir=\"auto\"", "dir=\"ltr\""))
        .append("><code>")
        .append(String.join("\n", lines))
        .append("</code></pre>\n");
  }

  private void formula(List<PageBlock> blocks) {
    String tex = blocks.stream().map(PageBlock::text).collect(Collectors.joining("\n"));
    MathMl.of(tex, true)
        .ifPresentOrElse(
            drawn -> out.append("<div")
                .append(look(blocks.getFirst(), "math"))
                .append('>')
                .append(drawn)
                .append("</div>\n"),
            () -> source("math", blocks));
  }

  private void table(List<PageBlock> blocks) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>();
    for (PageBlock cell : blocks) {
      String column = cell.word("column");
      if (!columns.contains(column)) {
        columns.add(column);
      }
      rows.computeIfAbsent(cell.word("row"), row -> new HashMap<>())
          .merge(column, text.of(cell), (one, other) -> one + " " + other);
    }
    out.append("<table").append(look(blocks.getFirst(), "")).append(">\n");
    String tag = "th";
    for (Map<String, String> row : rows.values()) {
      out.append("<tr>");
      for (String column : columns) {
        out.append('<')
            .append(tag)
            .append(" dir=\"auto\">")
            .append(row.getOrDefault(column, ""))
            .append("</")
            .append(tag)
            .append('>');
      }
      out.append("</tr>\n");
      tag = "td";
    }
    out.append("</table>\n");
  }

  private void image(PageBlock block) {
    String source = image.apply(block);
    String alt = block.word("alt").isEmpty() ? block.word("name") : block.word("alt");
    out.append("<figure").append(look(block, "")).append('>');
    if (source.isEmpty()) {
      out.append("<p class=\"file\">").append(HtmlText.escaped(alt)).append("</p>");
    } else {
      out.append("<img alt=\"").append(HtmlText.escaped(alt)).append('"');
      if (block.attributes().get("width") instanceof Value.Int(long width) && width > 0) {
        out.append(" width=\"").append(width).append('"');
      }
      out.append(" src=\"").append(source).append("\">");
    }
    if (!block.runs().isEmpty()) {
      out.append("<figcaption>").append(text.of(block)).append("</figcaption>");
    }
    out.append("</figure>\n");
  }
}
