package atoll.workspace.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crdt.Value;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.memory.MemoryStore;
import atoll.workspace.TestSeal;
import atoll.workspace.funnel.Funnel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out when two people change one page at once: each works on the page as it was before both. */
class TwoPeopleTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final DocumentId PAGE = new DocumentId("page");
  private static final SortedMap<String, Value> NOTHING = new TreeMap<>();
  private static final SortedMap<String, Value> BULLET =
      new TreeMap<>(Map.of("type", Value.of("bullet")));
  private static final SortedMap<String, Value> HEADING =
      new TreeMap<>(Map.of("type", Value.of("heading1")));
  private static final SortedMap<String, Value> BOLD =
      new TreeMap<>(Map.of("bold", Value.of(true)));
  private static final SortedMap<String, Value> ITALIC =
      new TreeMap<>(Map.of("italic", Value.of(true)));

  private final Funnel funnel = TestSeal.funnel(WORKSPACE, new MemoryStore().workspace(WORKSPACE));
  private final PageService pages = new PageService(funnel);

  @AfterEach
  void close() {
    funnel.close();
  }

  /**
   * @param before the page: a line each, {@code * } for an item of a list
   * @param after what both give, in whichever order they arrive
   */
  record Case(
      String what, String before, List<Delta.Part> one, List<Delta.Part> two, String after) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("both type in one paragraph", "abc", at(1, in("X")), at(2, in("Y")), "aXbYc"),
        new Case("both type at the two ends", "abc", at(0, in("X")), at(3, in("Y")), "XabcY"),
        new Case(
            "both add items to one list",
            "* a\n* b",
            at(1, in("\n", BULLET), in("x")),
            at(3, in("\n", BULLET), in("y")),
            "* a\n* x\n* b\n* y"),
        new Case(
            "one splits where the other types", "abcd", at(2, in("\n")), at(3, in("Y")), "ab\ncYd"),
        new Case("one splits, the other joins", "ab\ncd", at(1, in("\n")), at(2, out(1)), "a\nbcd"),
        new Case("both join the same lines", "ab\ncd", at(2, out(1)), at(2, out(1)), "abcd"),
        new Case(
            "both split at different places", "abcd", at(1, in("\n")), at(3, in("\n")), "a\nbc\nd"),
        new Case(
            "one deletes the word that the other types in",
            "a word b",
            at(2, out(4)),
            at(4, in("Y")),
            "a Y b"),
        new Case("overlapping deletions", "abcdef", at(1, out(3)), at(2, out(3)), "af"),
        new Case("the same deletion twice", "abcdef", at(1, out(3)), at(1, out(3)), "aef"),
        new Case(
            "one deletes within what the other deletes",
            "abcdef",
            at(1, out(4)),
            at(2, out(1)),
            "af"),
        new Case(
            "one formats where the other types",
            "abcd",
            at(1, set(2, BOLD)),
            at(2, in("Y")),
            "a[bYc]d"),
        new Case(
            "both format overlapping text",
            "abcd",
            at(0, set(3, BOLD)),
            at(1, set(3, ITALIC)),
            "[a][bc][d]"),
        new Case(
            "one formats what the other deletes", "abcd", at(1, set(2, BOLD)), at(1, out(2)), "ad"),
        new Case(
            "one makes an item of the line that the other types in",
            "x\nab",
            at(1, set(1, BULLET)),
            at(3, in("Y")),
            "x\n* aYb"),
        new Case(
            "both change the type of one line",
            "x\nab",
            at(1, set(1, BULLET)),
            at(1, set(1, BULLET)),
            "x\n* ab"),
        new Case(
            "one joins the line whose type the other changes",
            "x\nab",
            at(1, out(1)),
            at(1, set(1, HEADING)),
            "xab"),
        new Case(
            "one deletes a line, the other adds one after it",
            "a\nb\nc",
            at(1, out(2)),
            at(3, in("\nd")),
            "a\nd\nc"),
        new Case("one deletes all, the other types", "abc", at(0, out(3)), at(1, in("Y")), "Y"),
        new Case(
            "one moves a line while the other types in it: what is typed stays where the line was",
            "a\nbc\nd",
            at(1, out(3), keep(2), in("\nbc")),
            at(3, in("Y")),
            "aY\nd\nbc"),
        new Case(
            "one moves a line while the other types in another",
            "a\nbc\nde",
            at(1, out(3), keep(3), in("\nbc")),
            at(6, in("Y")),
            "a\ndYe\nbc"),
        new Case(
            "one replaces a word, the other the word beside it",
            "one two",
            at(0, in("1"), out(3)),
            at(4, in("2"), out(3)),
            "1 2"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesAtOnce_giveOnePage(Case each) {
    assertEquals(each.after(), merged(each.before(), each.one(), each.two()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesAtOnce_giveTheSamePageTheOtherWayRound(Case each) {
    assertEquals(each.after(), merged(each.before(), each.two(), each.one()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void undoOfOne_leavesWhatTheOtherDid(Case each) {
    Frontier base = begin(each.before());
    String alone = merged(each.before(), each.two(), List.of());
    Frontier one = edit(PAGE, base, each.one());
    Delta back = Delta.of(funnel.read(PAGE, document -> document.diff(one, base)));
    edit(PAGE, base, each.two());
    edit(PAGE, one, back.parts());
    String undone = shown(pages.state(PAGE));
    boolean bothDeleted = each.two().stream().anyMatch(Delta.Delete.class::isInstance);
    if (bothDeleted) {
      // What is put back may be what the other took out too; nothing else may be missing.
      letters(alone).chars().forEach(letter -> assertTrue(undone.indexOf(letter) >= 0, undone));
    } else {
      assertEquals(letters(alone), letters(undone), undone);
    }
  }

  private String merged(String before, List<Delta.Part> earlier, List<Delta.Part> later) {
    DocumentId page = new DocumentId("page-" + System.identityHashCode(earlier));
    Frontier base = begin(page, before);
    edit(page, base, earlier);
    edit(page, base, later);
    return shown(pages.state(page));
  }

  private Frontier begin(String before) {
    return begin(PAGE, before);
  }

  private Frontier begin(DocumentId page, String before) {
    List<Delta.Part> parts = new ArrayList<>();
    SortedMap<String, Value> first = new TreeMap<>();
    for (String line : before.split("\n", -1)) {
      SortedMap<String, Value> block = line.startsWith("* ") ? BULLET : NOTHING;
      if (parts.isEmpty()) {
        first.putAll(block);
      } else {
        parts.add(in("\n", block));
      }
      parts.add(in(line.startsWith("* ") ? line.substring(2) : line));
    }
    return pages
        .edit(page, pages.state(page).version(), new Delta(parts, first), Optional.empty())
        .join()
        .after();
  }

  private Frontier edit(DocumentId page, Frontier base, List<Delta.Part> parts) {
    if (parts.isEmpty()) {
      return base;
    }
    return pages
        .edit(page, base, new Delta(parts, NOTHING), Optional.empty())
        .join()
        .versionOfAuthor()
        .orElseThrow();
  }

  /** The page as cases write it: a line each, marked text in brackets. */
  private static String shown(PageState state) {
    List<String> lines = new ArrayList<>();
    for (PageState.Line line : state.lines()) {
      StringBuilder text = new StringBuilder();
      for (int i = line.from(); i < line.to(); i++) {
        int at = i;
        if (state.marks().stream().anyMatch(mark -> mark.from() == at)) {
          text.append('[');
        }
        text.append(state.text().charAt(i));
        if (state.marks().stream().anyMatch(mark -> mark.to() == at + 1)) {
          text.append(']');
        }
      }
      boolean item = Value.of("bullet").equals(line.attributes().get("type"));
      lines.add((item ? "* " : "") + text);
    }
    return String.join("\n", lines);
  }

  /** The letters of a page in order of the alphabet: nothing may be lost or doubled. */
  private static String letters(String page) {
    return page.chars()
        .filter(Character::isLetterOrDigit)
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static List<Delta.Part> at(int position, Delta.Part... then) {
    List<Delta.Part> parts = new ArrayList<>();
    if (position > 0) {
      parts.add(keep(position));
    }
    parts.addAll(List.of(then));
    return parts;
  }

  private static Delta.Part keep(int count) {
    return new Delta.Keep(count, NOTHING);
  }

  private static Delta.Part set(int count, SortedMap<String, Value> attributes) {
    return new Delta.Keep(count, attributes);
  }

  private static Delta.Part out(int count) {
    return new Delta.Delete(count);
  }

  private static Delta.Part in(String chars) {
    return in(chars, NOTHING);
  }

  private static Delta.Part in(String chars, SortedMap<String, Value> attributes) {
    return new Delta.Insert(chars, attributes);
  }
}
