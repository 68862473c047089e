package atoll.workspace.page;

import atoll.crdt.Value;
import atoll.workspace.page.PageState.Line;
import atoll.workspace.page.PageState.Marked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * One block of a page outside of any document: as it is written to a file or read from one. Immutable.
 *
 * @param attributes what describes the line
 * @param runs its text in stretches of the same marks; none is empty, neighbours differ
 */
public record PageBlock(SortedMap<String, Value> attributes, List<Run> runs) {
  /** An empty paragraph. */
  public static final PageBlock EMPTY = new PageBlock(Collections.emptySortedMap(), List.of());

  /** A stretch of text without breaks and its marks. */
  public record Run(String text, SortedMap<String, Value> marks) {
    private Run present(Function<String, Optional<String>> names) {
      if (!(Mention.of(marks).orElse(null) instanceof Mention.OfPerson person)) {
        return this;
      }
      SortedMap<String, Value> now = new TreeMap<>(marks);
      now.put(Mention.MARK, Value.of(person.present(names).text()));
      return new Run(text, now);
    }
  }

  public PageBlock {
    runs = merged(runs);
  }

  /** The text without its marks. */
  public String text() {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(run.text()));
    return text.toString();
  }

  /** A text attribute; empty if there is none. */
  public String word(String name) {
    return attributes.get(name) instanceof Value.Text(String text) ? text : "";
  }

  /** The kind of block; empty for a paragraph. */
  public String type() {
    return word("type");
  }

  /** How deep it is nested. */
  public int indent() {
    return attributes.get("indent") instanceof Value.Int(long n) ? (int) n : 0;
  }

  /** The blocks as {@link #of}, with persons as they are called now; see {@link Mention.OfPerson#present}. */
  public static List<PageBlock> present(PageState page, Function<String, Optional<String>> names) {
    return of(page).stream()
        .map(block -> new PageBlock(
            block.attributes, block.runs.stream().map(run -> run.present(names)).toList()))
        .toList();
  }

  /** The blocks of a page in their order; never empty. */
  public static List<PageBlock> of(PageState page) {
    List<PageBlock> blocks = new ArrayList<>();
    int mark = 0;
    for (Line line : page.lines()) {
      List<Run> runs = new ArrayList<>();
      int at = line.from();
      while (mark < page.marks().size() && page.marks().get(mark).from() < line.to()) {
        Marked marked = page.marks().get(mark++);
        add(runs, page.text().substring(at, marked.from()), Collections.emptySortedMap());
        add(runs, page.text().substring(marked.from(), marked.to()), marked.attributes());
        at = marked.to();
      }
      add(runs, page.text().substring(at, line.to()), Collections.emptySortedMap());
      blocks.add(new PageBlock(line.attributes(), runs));
    }
    return blocks;
  }

  /**
   * The blocks in stretches, none of them empty.
   *
   * @param together whether a block goes into the stretch that begins with the first one
   */
  public static List<List<PageBlock>> grouped(
      List<PageBlock> blocks, BiPredicate<PageBlock, PageBlock> together) {
    List<List<PageBlock>> groups = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= blocks.size(); at++) {
      if (at == blocks.size() || !together.test(blocks.get(from), blocks.get(at))) {
        groups.add(blocks.subList(from, at));
        from = at;
      }
    }
    return groups;
  }

  private static void add(List<Run> runs, String text, SortedMap<String, Value> marks) {
    if (!text.isEmpty()) {
      runs.add(new Run(text, marks));
    }
  }

  private static List<Run> merged(List<Run> runs) {
    List<Run> merged = new ArrayList<>();
    for (Run run : runs) {
      if (run.text().isEmpty()) {
        continue;
      }
      if (!merged.isEmpty() && merged.getLast().marks().equals(run.marks())) {
        Run before = merged.removeLast();
        merged.add(new Run(before.text() + run.text(), run.marks()));
      } else {
        merged.add(
            new Run(run.text(), Collections.unmodifiableSortedMap(new TreeMap<>(run.marks()))));
      }
    }
    return List.copyOf(merged);
  }
}
