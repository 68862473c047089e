package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A page with every block and every mark, alone and together, and the text that is hardest to write as Markdown. */
final class Corpus {
  static final List<String> TYPES = List.of(
      "",
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
  static final List<String> MARKS = List.of(
      "bold",
      "italic",
      "underline",
      "strike",
      "color",
      "highlight",
      "code",
      "math",
      "mention",
      "link");

  static final String HERE = "0000000000000001-2";
  static final String GONE = "0000000000000001-9";
  static final String BLOB = "ab".repeat(32);

  static final MarkdownPage.Surroundings AROUND = new MarkdownPage.Surroundings() {
    @Override
    public String address(SortedMap<String, Value> attributes) {
      return attributes.get("blob") instanceof Value.Text(String blob) && blob.equals(BLOB)
          ? "Page/attachments/a%20reef%20%281%29.png"
          : "";
    }

    @Override
    public String title(String node) {
      return node.equals(HERE) ? "The *plan* [x]" : "";
    }

    @Override
    public String file(String node) {
      return node.equals(HERE) ? "../The%20plan.md" : "";
    }

    @Override
    public String node(String file) {
      return file.equals("../The%20plan.md") ? HERE : "";
    }
  };

  static final Targets TARGETS = new Targets() {
    private final Targets pages = new WrittenTargets(AROUND);

    @Override
    public Optional<Page> page(String destination) {
      return pages.page(destination);
    }

    @Override
    public Optional<Kept> file(String destination) {
      return destination.startsWith("Page/attachments/")
          ? Optional.of(new Kept(BLOB, "a reef (1).png", 7))
          : Optional.empty();
    }

    @Override
    public void lost(Loss what) {
      throw new AssertionError("lost " + what);
    }
  };

  static final List<String> TEXTS = List.of(
      "plain words",
      "# no heading",
      "- no item",
      "1. no number",
      "1) neither",
      "+ nor this",
      "> no quote",
      "--- no rule",
      "---",
      "***",
      "===",
      "``` no fence",
      "~~~",
      "$$ no formula",
      "$$",
      "| a | b |",
      "|---|",
      "[ ] no task",
      "[x] done",
      "[!note] no callout",
      "![no](image)",
      "[no](link)",
      "[no]: definition",
      "[[no wiki]]",
      "![[no embed]]",
      "*no* **emphasis** __here__ _or here_",
      "snake_case_name",
      "2 * 3 * 4",
      "==no== highlight",
      "a == b",
      "~~no~~ ~strike~",
      "costs $5 and $6",
      "$x$",
      "`no code`",
      "``",
      "<b>no tag</b>",
      "<br>",
      "<!-- no comment -->",
      "<!--atoll type=quote-->",
      "&amp; &#32; &nbsp &lt;",
      "a & b",
      "back\\slash \\* \\",
      " space before",
      "space behind ",
      "  two  spaces  within  ",
      "\ttab\tin\tit\t",
      "https://example.org/a_b_c",
      "see http://example.org.",
      "<https://example.org>",
      "ada@example.org",
      "#tag",
      "a # b #",
      "#",
      "trailing \\",
      "😀 e\u0301 \u200f\u05d0",
      "\ufffc",
      "a|b",
      "a\\|b",
      "“quotes” it's",
      "1",
      "12.",
      "*",
      "_",
      "`",
      "\\",
      "!",
      "[",
      "]",
      "![",
      "](",
      "::",
      ":",
      "www.example.org",
      "</details>",
      "<details>",
      "%%no%%",
      "^anchor",
      "a\u00a0b\u00a0",
      "\u2028x");

  private Corpus() {}

  static List<PageBlock> blocks() {
    List<PageBlock> all = new ArrayList<>();
    plain(all);
    nested(all);
    marked(all);
    special(all);
    for (String text : TEXTS) {
      all.add(block(text, Map.of()));
      all.add(block(text, type("heading2")));
      all.add(block(text, type("bullet")));
      all.add(block(text, type("task")));
      all.add(block(text, type("number")));
      all.add(block(text, type("toggle")));
      all.add(block(text, type("quote")));
      all.add(block(text, Map.of("type", Value.of("callout"), "kind", Value.of("tip"))));
      all.add(block(
          text,
          Map.of(
              "type",
              Value.of("image"),
              "blob",
              Value.of(BLOB),
              "name",
              Value.of("a reef (1).png"),
              "size",
              Value.of(7L))));
      all.add(cell(text, "texts" + all.size(), "r", "c"));
      all.add(block(text, type("code")));
      if (!text.contains("$$")) {
        all.add(block(text, type("math")));
      }
      for (String mark : List.of("bold", "italic", "underline", "strike", "code", "math")) {
        all.add(new PageBlock(
            new TreeMap<>(),
            List.of(
                run("a", Map.of()), run(text, Map.of(mark, Value.of(true))), run("b", Map.of()))));
        all.add(new PageBlock(new TreeMap<>(), List.of(run(text, Map.of(mark, Value.of(true))))));
      }
      all.add(new PageBlock(
          new TreeMap<>(), List.of(run(text, Map.of("highlight", Value.of("yellow"))))));
      all.add(new PageBlock(
          new TreeMap<>(), List.of(run(text, Map.of("link", Value.of("https://example.org/"))))));
    }
    return all;
  }

  private static void plain(List<PageBlock> all) {
    for (String type : TYPES) {
      if (!List.of("cell", "image", "file", "page", "view").contains(type)) {
        all.add(block(type.equals("divider") ? "" : "of " + type, type(type)));
        all.add(block("", type(type)));
        all.add(block("", type(type)));
      }
    }
    all.add(block("done", Map.of("type", Value.of("task"), "checked", Value.of(true))));
    all.add(block("shut", Map.of("type", Value.of("toggle"), "folded", Value.of(true))));
    for (String kind : List.of(
        "note",
        "info",
        "tip",
        "success",
        "question",
        "warning",
        "danger",
        "example",
        "quote",
        "Odd kind!")) {
      all.add(block("of " + kind, Map.of("type", Value.of("callout"), "kind", Value.of(kind))));
    }
    for (String color :
        List.of("gray", "red", "orange", "yellow", "green", "blue", "purple", "pink")) {
      all.add(block("tinted", Map.of("tint", Value.of(color))));
      all.add(block(
          "filled",
          Map.of(
              "type",
              Value.of("heading1"),
              "fill",
              Value.of(color),
              "anchor",
              Value.of("a-b--c"))));
    }
    all.add(block("int x = 1;", Map.of("type", Value.of("code"), "language", Value.of("java"))));
    all.add(block("", Map.of("type", Value.of("code"), "language", Value.of("java"))));
    all.add(block("```", Map.of("type", Value.of("code"), "language", Value.of("java"))));
    all.add(block("  x", Map.of("type", Value.of("code"), "language", Value.of("two words"))));
    all.add(block("text in a divider", type("divider")));
    all.add(block("a $$ b", type("math")));
  }

  private static void nested(List<PageBlock> all) {
    for (String type : List.of("bullet", "number", "task", "toggle")) {
      for (long indent = 0; indent <= 8; indent++) {
        all.add(block("at " + indent, Map.of("type", Value.of(type), "indent", Value.of(indent))));
        all.add(block("", Map.of("type", Value.of(type), "indent", Value.of(indent))));
      }
      for (String inner : TYPES) {
        if (!List.of("cell", "image", "file", "page", "view").contains(inner)) {
          all.add(block("holder", type(type)));
          all.add(block(
              inner.equals("divider") ? "" : "inside",
              Map.of("type", Value.of(inner.isEmpty() ? "quote" : inner), "indent", Value.of(1L))));
          all.add(block("deeper", Map.of("indent", Value.of(5L))));
          all.add(block("back", Map.of("type", Value.of(type), "indent", Value.of(1L))));
        }
      }
    }
    all.replaceAll(block ->
        Value.of(0L).equals(block.attributes().get("indent")) ? without(block, "indent") : block);
  }

  private static PageBlock without(PageBlock block, String name) {
    SortedMap<String, Value> rest = new TreeMap<>(block.attributes());
    rest.remove(name);
    return new PageBlock(rest, block.runs());
  }

  private static void marked(List<PageBlock> all) {
    for (Map<String, Value> one : marks()) {
      for (Map<String, Value> other : marks()) {
        Map<String, Value> both = new TreeMap<>(one);
        both.putAll(other);
        all.add(new PageBlock(
            new TreeMap<>(),
            List.of(
                run("start", Map.of()),
                run("one", one),
                run("both", both),
                run("other", other),
                run(" end", Map.of()))));
        all.add(new PageBlock(
            new TreeMap<>(type("toggle")), List.of(run("one", one), run(" & <both>", both))));
        all.add(new PageBlock(
            cell("", "marks" + all.size(), "r", "c").attributes(),
            List.of(run("a|b", one), run("c", other))));
      }
    }
    for (String mention : List.of(
        "page:" + HERE,
        "page:" + GONE,
        "date:2030-12-31",
        "person:Ada *L* <x>",
        "person:" + "0a".repeat(32) + ":Ada *L* <x>")) {
      Run one = run("\ufffc", Map.of("mention", Value.of(mention)));
      for (String type : List.of("", "bullet", "toggle", "heading1", "quote")) {
        all.add(new PageBlock(new TreeMap<>(type(type)), List.of(one)));
        all.add(new PageBlock(
            new TreeMap<>(type(type)), List.of(run("by ", Map.of()), one, run("!", Map.of()))));
        all.add(new PageBlock(
            new TreeMap<>(type(type)),
            List.of(run(
                "\ufffc\ufffc", Map.of("mention", Value.of(mention), "bold", Value.of(true))))));
      }
    }
  }

  static List<Map<String, Value>> marks() {
    List<Map<String, Value>> all = new ArrayList<>();
    for (String mark : List.of("bold", "italic", "underline", "strike", "code", "math")) {
      all.add(Map.of(mark, Value.of(true)));
    }
    for (String color : List.of("yellow", "red")) {
      all.add(Map.of("highlight", Value.of(color)));
      all.add(Map.of("color", Value.of(color)));
    }
    for (String link : List.of(
        "https://example.org/a?b=c&d=(e)#f",
        "http://x/<y> z",
        "mailto:a@b.c",
        "/p/" + HERE,
        "/p/" + GONE,
        "#here")) {
      all.add(Map.of("link", Value.of(link)));
    }
    return all;
  }

  private static void special(List<PageBlock> all) {
    for (String blob : List.of(BLOB, "cd".repeat(32))) {
      for (String words : List.of("", "a reef", "300", "a|300", "]", "a (b) [c]")) {
        for (long width : List.of(0L, 320L, 10_000L)) {
          for (String caption : List.of("", "the caption", "- item")) {
            SortedMap<String, Value> image = new TreeMap<>(Map.of(
                "type",
                Value.of("image"),
                "blob",
                Value.of(blob),
                "name",
                Value.of("a reef (1).png"),
                "size",
                Value.of(7L)));
            if (width > 0) {
              image.put("width", Value.of(width));
            }
            if (!words.isEmpty()) {
              image.put("alt", Value.of(words));
            }
            all.add(block(caption, image));
          }
        }
      }
      all.add(block(
          "",
          Map.of(
              "type",
              Value.of("file"),
              "blob",
              Value.of(blob),
              "name",
              Value.of("other.pdf"),
              "size",
              Value.of(7L))));
    }
    all.add(block("", type("image")));
    for (String type : List.of("page", "view")) {
      for (String node : List.of(HERE, GONE, "odd")) {
        all.add(block("", Map.of("type", Value.of(type), "node", Value.of(node))));
        all.add(block(
            "", Map.of("type", Value.of(type), "node", Value.of(node), "indent", Value.of(2L))));
      }
    }
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        all.add(cell(row == column ? "" : row + " | " + column, "grid", "r" + row, "c" + column));
      }
    }
    all.add(cell("alone", "single", "r", "c"));
  }

  static PageBlock cell(String text, String table, String row, String column) {
    return block(
        text,
        Map.of(
            "type",
            Value.of("cell"),
            "table",
            Value.of(table),
            "row",
            Value.of(row),
            "column",
            Value.of(column)));
  }

  static Map<String, Value> type(String type) {
    return type.isEmpty() ? Map.of() : Map.of("type", Value.of(type));
  }

  static Run run(String text, Map<String, Value> marks) {
    return new Run(text, new TreeMap<>(marks));
  }

  static PageBlock block(String text, Map<String, Value> attributes) {
    return new PageBlock(
        new TreeMap<>(attributes), text.isEmpty() ? List.of() : List.of(run(text, Map.of())));
  }
}
