package atoll.workspace.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Value;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What goes out as Markdown comes in again as the same page. */
class RoundTripTest {
  private static final int DOCUMENTS = 1_500;

  @Test
  void corpus_comesBackTheSame() {
    List<PageBlock> blocks = Corpus.blocks();
    assertSame(blocks, "the corpus");
    for (PageBlock block : blocks) {
      assertSame(List.of(block), "one block of the corpus");
    }
  }

  @Test
  void corpus_holdsEveryBlockAndEveryMark() {
    List<String> types =
        Corpus.blocks().stream().map(PageBlock::type).distinct().toList();
    assertTrue(types.containsAll(Corpus.TYPES), types.toString());
    List<String> marks = Corpus.blocks().stream()
        .flatMap(block -> block.runs().stream())
        .flatMap(run -> run.marks().keySet().stream())
        .distinct()
        .toList();
    assertTrue(marks.containsAll(Corpus.MARKS), marks.toString());
  }

  @Test
  void randomPages_comeBackTheSame() {
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      assertSame(new RandomPage(new Random(seed)).blocks(), "seed " + seed);
    }
  }

  private static void assertSame(List<PageBlock> blocks, String which) {
    String markdown = MarkdownPage.write(blocks, Corpus.AROUND);
    List<PageBlock> read = MarkdownReader.read(markdown, Corpus.TARGETS, false);
    List<PageBlock> meant = normal(blocks);
    List<PageBlock> found = normal(read);
    for (int i = 0; i < Math.max(meant.size(), found.size()); i++) {
      String one = i < meant.size() ? show(meant.get(i)) : "nothing";
      String other = i < found.size() ? show(found.get(i)) : "nothing";
      String before = i == 0 ? "" : show(meant.get(i - 1));
      assertEquals(one, other, () -> which + " behind " + before + " in\n" + markdown);
    }
  }

  private static String show(PageBlock block) {
    StringBuilder shown = new StringBuilder().append(block.attributes());
    block.runs().forEach(run -> shown.append(" <" + run.text() + "> " + run.marks()));
    return shown.toString();
  }

  /** What no reader can tell: the inner names of tables, marks and lines of code that cannot be seen. */
  private static List<PageBlock> normal(List<PageBlock> all) {
    List<PageBlock> blocks = all.stream().map(MarkdownPage::known).toList();
    List<PageBlock> normal = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (PageBlock block : blocks) {
      SortedMap<String, Value> attributes = new TreeMap<>(block.attributes());
      String table = block.word("table");
      for (String key : List.of("table", "row", "column")) {
        attributes.computeIfPresent(
            key,
            (name, value) -> Value.of(
                names.computeIfAbsent(table + key + value, unnamed -> key + names.size())));
      }
      List<Run> runs = block.type().equals("code") || block.type().equals("math")
          ? block.text().isBlank() ? List.of() : block.runs()
          : InlineMarkdown.trimmed(block.runs());
      normal.add(new PageBlock(attributes, runs));
    }
    return normal;
  }
}
