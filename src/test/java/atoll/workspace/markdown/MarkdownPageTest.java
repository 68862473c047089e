package atoll.workspace.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.workspace.page.PageFormat;
import atoll.workspace.page.PageState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MarkdownPageTest {
  private static final MarkdownPage.Surroundings AROUND = new MarkdownPage.Surroundings() {
    @Override
    public String address(SortedMap<String, Value> attributes) {
      return "files/" + (attributes.get("name") instanceof Value.Text(String name) ? name : "");
    }

    @Override
    public String title(String node) {
      return node.equals("0000000000000001-2") ? "The plan" : "";
    }

    @Override
    public String file(String node) {
      return node.equals("0000000000000001-2") ? "The%20plan.md" : "";
    }

    @Override
    public String node(String file) {
      return file.equals("The%20plan.md") ? "0000000000000001-2" : "";
    }
  };

  private final Document document = Document.create(new ReplicaId(1));

  @Test
  void emptyPage_isEmpty() {
    assertEquals("", MarkdownPage.write(PageState.of(document), AROUND));
  }

  @Test
  void paragraphs_areSeparatedByAnEmptyLine() {
    line("one", Map.of());
    line("two", Map.of());
    assertMarkdown("one\n\ntwo\n");
  }

  @Test
  void headings_haveTheirLevels() {
    line("a", Map.of("type", Value.of("heading1")));
    line("b", Map.of("type", Value.of("heading2")));
    line("c", Map.of("type", Value.of("heading3")));
    assertMarkdown("# a\n\n## b\n\n### c\n");
  }

  @Test
  void listsOfEachKind_areNestedByIndent() {
    line("a", bullet("bullet", 0));
    line("b", bullet("number", 1));
    line("c", bullet("number", 1));
    line("d", bullet("task", 0));
    line("e", Map.of("type", Value.of("task"), "checked", Value.of(true)));
    assertMarkdown("- a\n  1. b\n  2. c\n- [ ] d\n- [x] e\n");
  }

  @Test
  void codeWithFencesInIt_getsALongerFence() {
    line("```", Map.of("type", Value.of("code"), "language", Value.of("java")));
    line("x < y & z", Map.of("type", Value.of("code")));
    line("after", Map.of());
    assertMarkdown("````java\n```\nx < y & z\n````\n\nafter\n");
  }

  @Test
  void quoteAndDivider_areWritten() {
    line("said", Map.of("type", Value.of("quote")));
    line("", Map.of("type", Value.of("divider")));
    assertMarkdown("> said\n\n---\n");
  }

  @Test
  void calloutsOfTwoKinds_areWrittenAsObsidianDoes() {
    line("a", Map.of("type", Value.of("callout"), "kind", Value.of("tip")));
    line("b", Map.of("type", Value.of("callout"), "kind", Value.of("tip")));
    line("c", Map.of("type", Value.of("callout"), "kind", Value.of("note")));
    assertMarkdown("> [!tip]\n> a\n>\n> b\n\n> [!note]\n> c\n");
  }

  @Test
  void whatIsNestedInAToggle_isWrittenInItsDetails() {
    line("fold", Map.of("type", Value.of("toggle")));
    line("inside", Map.of("indent", Value.of(1L)));
    line("after", Map.of());
    assertMarkdown("<details open>\n<summary>fold</summary>\n\ninside\n\n</details>\n\nafter\n");
  }

  @Test
  void formulas_areWrittenBetweenDollars() {
    line("x", Map.of("type", Value.of("math")));
    line("y", Map.of("type", Value.of("math")));
    line("is z_1 here", Map.of());
    mark(7, 10, "math", Value.of(true));
    assertMarkdown("$$\nx\ny\n$$\n\nis $z_1$ here\n");
  }

  @Test
  void cells_areATableWithTheColumnsOfItsFirstRow() {
    line("Name", cell("r1", "c2"));
    line("Age", cell("r1", "c1"));
    line("36", cell("r2", "c1"));
    line("Ada", cell("r2", "c2"));
    line("Bob | Cy", cell("r3", "c2"));
    line("after", Map.of());
    assertMarkdown("|Name|Age|\n|---|---|\n|Ada|36|\n|Bob \\| Cy||\n\nafter\n");
  }

  @Test
  void imagesFilesAndPages_areWrittenWithTheirWords() {
    line(
        "the caption",
        Map.of(
            "type",
            Value.of("image"),
            "alt",
            Value.of("a reef"),
            "name",
            Value.of("x"),
            "size",
            Value.of(1L)));
    line("", Map.of("type", Value.of("file"), "name", Value.of("plan.pdf"), "size", Value.of(1L)));
    line("", Map.of("type", Value.of("page"), "node", Value.of("0000000000000001-2")));
    assertMarkdown(
        "![a reef](files/x)\nthe caption\n\n[plan.pdf](files/plan.pdf)\n\n[The plan](The%20plan.md)\n");
  }

  private static Map<String, Value> cell(String row, String column) {
    return Map.of(
        "type", Value.of("cell"),
        "table", Value.of("t"),
        "row", Value.of(row),
        "column", Value.of(column));
  }

  @Test
  void coloursAndHighlights_areWritten() {
    line("a b c", Map.of());
    mark(0, 1, "highlight", Value.of("yellow"));
    mark(2, 3, "highlight", Value.of("red"));
    mark(4, 5, "color", Value.of("blue"));
    assertMarkdown("==a== <mark style=\"background-color: red\">b</mark>"
        + " <span style=\"color: blue\">c</span>\n");
  }

  @Test
  void textThatLooksLikeMarkdown_isEscaped() {
    line("# no *heading* [x](y)", Map.of());
    assertMarkdown("\\# no \\*heading\\* \\[x\\](y)\n");
  }

  @Test
  void marks_areNestedAndLoseTheSpacesAtTheirEdges() {
    line("bold and both", Map.of());
    mark(0, 5, "bold", Value.of(true));
    mark(9, 13, "bold", Value.of(true));
    mark(9, 13, "italic", Value.of(true));
    assertMarkdown("**bold** and ***both***\n");
  }

  @Test
  void mentions_areLinksToFilesOrWordsInTags() {
    mention("page:0000000000000001-2");
    mention("date:2030-12-31");
    mention("person:Ada");
    mention("person:" + "0a".repeat(32) + ":Ada");
    assertMarkdown("[The plan](The%20plan.md)<time>2030-12-31</time>"
        + "<span class=\"mention\">@Ada</span>"
        + "<span class=\"mention\" data-person=\"" + "0a".repeat(32) + "\">@Ada</span>\n");
  }

  private void mention(String value) {
    Draft draft = document.draft();
    int end = document.text(PageFormat.TEXT).length();
    draft.insert(PageFormat.TEXT, end, "\ufffc", new TreeMap<>(Map.of("mention", Value.of(value))));
    document.commit(document.plan(draft));
  }

  @Test
  void linkThatRunsSomething_losesItsAddress() {
    line("good bad", Map.of());
    mark(0, 4, "link", Value.of("https://example.org/"));
    mark(5, 8, "link", Value.of("javascript:alert(1)"));
    assertMarkdown("[good](https://example.org/) bad\n");
  }

  private void line(String text, Map<String, Value> block) {
    Draft draft = document.draft();
    int length = document.text(PageFormat.TEXT).length();
    if (length == 0 && document.map(PageFormat.FIRST).keys().isEmpty()) {
      draft.put(PageFormat.FIRST, "begun", Value.of(true));
      block.forEach((key, value) -> draft.put(PageFormat.FIRST, key, value));
    } else {
      draft.insert(PageFormat.TEXT, length, "\n", new TreeMap<>(block));
      length++;
    }
    if (!text.isEmpty()) {
      draft.insert(PageFormat.TEXT, length, text, new TreeMap<>());
    }
    document.commit(document.plan(draft));
  }

  private void mark(int from, int to, String key, Value value) {
    Draft draft = document.draft();
    draft.mark(PageFormat.TEXT, from, to, key, value, Expand.NONE);
    document.commit(document.plan(draft));
  }

  private static Map<String, Value> bullet(String type, long indent) {
    return Map.of("type", Value.of(type), "indent", Value.of(indent));
  }

  private void assertMarkdown(String expected) {
    assertEquals(expected, MarkdownPage.write(PageState.of(document), AROUND));
  }
}
