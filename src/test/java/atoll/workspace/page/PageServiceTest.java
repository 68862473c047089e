package atoll.workspace.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore.TabStep;
import atoll.store.memory.MemoryStore;
import atoll.workspace.TestSeal;
import atoll.workspace.funnel.AlreadyTakenException;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageServiceTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final DocumentId PAGE = new DocumentId("page");

  private final MemoryStore store = new MemoryStore();
  private Funnel funnel = TestSeal.funnel(WORKSPACE, store.workspace(WORKSPACE));
  private PageService pages = new PageService(funnel);
  private final List<PageChange> heard = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    funnel.close();
  }

  @Test
  void text_isThereAfterARestart() {
    insert(Frontier.EMPTY, 0, "hello");
    restart();
    assertEquals("hello", pages.state(PAGE).text());
  }

  @Test
  void manyEdits_areThereAfterARestartFromASnapshot() {
    Frontier version = Frontier.EMPTY;
    for (int i = 0; i < 900; i++) {
      version = insert(version, i, String.valueOf((char) ('a' + i % 26))).after();
    }
    String before = pages.state(PAGE).text();
    restart();
    assertTrue(store.workspace(WORKSPACE).snapshot(PAGE).isPresent());
    assertEquals(before, pages.state(PAGE).text());
  }

  @Test
  void stepsOnTheSameVersion_areBothThere() {
    Frontier base = insert(Frontier.EMPTY, 0, "one two").after();
    pages.open(PAGE, "tab", Optional.empty(), heard::add);
    insert(base, 0, "A ");
    insert(base, 7, " B");
    assertEquals("A one two B", pages.state(PAGE).text());
    assertEquals(
        List.of(new Delta.Keep(9, new TreeMap<>()), new Delta.Insert(" B", new TreeMap<>())),
        heard.getLast().delta().parts());
  }

  @Test
  void stepSentAgain_isTakenOnce() {
    TabStep step = new TabStep("tab", 1);
    pages.edit(PAGE, Frontier.EMPTY, inserting(0, "x"), Optional.of(step)).join();
    CompletionException again = assertThrows(
        CompletionException.class,
        () -> pages
            .edit(PAGE, Frontier.EMPTY, inserting(0, "x"), Optional.of(step))
            .join());
    assertInstanceOf(AlreadyTakenException.class, again.getCause());
    restart();
    assertThrows(
        CompletionException.class,
        () -> pages
            .edit(PAGE, Frontier.EMPTY, inserting(0, "x"), Optional.of(step))
            .join());
    assertEquals("x", pages.state(PAGE).text());
  }

  @Test
  void tabThatComesBack_hearsWhatItMissed() {
    Frontier seen = insert(Frontier.EMPTY, 0, "ab").after();
    insert(seen, 1, "-");
    PageService.Resumed resumed = pages.resume(PAGE, "tab", seen, 0, heard::add).orElseThrow();
    assertEquals(
        List.of(new Delta.Keep(1, new TreeMap<>()), new Delta.Insert("-", new TreeMap<>())),
        resumed.missed().parts());
    insert(resumed.version(), 3, "!");
    assertEquals(1, heard.size());
  }

  @Test
  void tabWhoseStepWasTaken_mustOpenAnew() {
    Committed taken = pages
        .edit(PAGE, Frontier.EMPTY, inserting(0, "x"), Optional.of(new TabStep("tab", 3)))
        .join();
    assertTrue(pages.resume(PAGE, "tab", Frontier.EMPTY, 3, heard::add).isEmpty());
    assertEquals(3, pages.open(PAGE, "tab", Optional.empty(), heard::add).lastStep());
    assertTrue(pages.resume(PAGE, "tab", taken.after(), 4, heard::add).isPresent());
  }

  @Test
  void deltaBeyondTheText_isRefusedAndNothingChanges() {
    insert(Frontier.EMPTY, 0, "ab");
    Frontier now = pages.state(PAGE).version();
    for (Delta wrong : List.of(
        inserting(3, "x"),
        new Delta(List.of(new Delta.Delete(3)), new TreeMap<>()),
        inserting(0, "\ud83d"),
        new Delta(
            List.of(new Delta.Insert("x", new TreeMap<>(Map.of("link", Value.of("javascript:x"))))),
            new TreeMap<>()))) {
      CompletionException refusal = assertThrows(
          CompletionException.class,
          () -> pages.edit(PAGE, now, wrong, Optional.empty()).join(),
          wrong.toString());
      assertInstanceOf(RejectedException.class, refusal.getCause(), wrong.toString());
    }
    assertEquals("ab", pages.state(PAGE).text());
  }

  @Test
  void versionOfAnotherPage_isRefused() {
    Frontier foreign = Frontier.of(new OpId(new ReplicaId(99), 5));
    CompletionException refusal = assertThrows(
        CompletionException.class,
        () -> pages.edit(PAGE, foreign, inserting(0, "x"), Optional.empty()).join());
    assertInstanceOf(RejectedException.class, refusal.getCause());
  }

  @Test
  void refusalOfTheDisk_leavesThePageAsItWas() {
    Frontier base = insert(Frontier.EMPTY, 0, "ab").after();
    pages.open(PAGE, "tab", Optional.empty(), heard::add);
    store.refuse("the disk is full");
    CompletionException refusal = assertThrows(
        CompletionException.class,
        () -> pages.edit(PAGE, base, inserting(0, "x"), Optional.empty()).join());
    assertInstanceOf(StoreException.class, refusal.getCause());
    assertEquals("ab", pages.state(PAGE).text());
    assertEquals(List.of(), heard);
  }

  @Test
  void linesAndTheirBlocks_areReadFromMarksOnBreaks() {
    TreeMap<String, Value> bullet = new TreeMap<>(Map.of("type", Value.of("bullet")));
    TreeMap<String, Value> heading = new TreeMap<>(Map.of("type", Value.of("heading1")));
    TreeMap<String, Value> bold = new TreeMap<>(Map.of("bold", Value.of(true)));
    Delta delta = new Delta(
        List.of(
            new Delta.Insert("Title", new TreeMap<>()),
            new Delta.Insert("\n", bullet),
            new Delta.Insert("item", bold)),
        heading);
    pages.edit(PAGE, Frontier.EMPTY, delta, Optional.empty()).join();
    PageState state = pages.state(PAGE);
    assertEquals(
        List.of(new PageState.Line(0, 5, heading), new PageState.Line(6, 10, bullet)),
        state.lines());
    assertEquals(List.of(new PageState.Marked(6, 10, bold)), state.marks());
  }

  private Committed insert(Frontier base, int at, String text) {
    return pages.edit(PAGE, base, inserting(at, text), Optional.empty()).join();
  }

  private static Delta inserting(int at, String text) {
    Delta.Part insert = new Delta.Insert(text, new TreeMap<>());
    return new Delta(
        at == 0 ? List.of(insert) : List.of(new Delta.Keep(at, new TreeMap<>()), insert),
        new TreeMap<>());
  }

  private void restart() {
    funnel.close();
    funnel = TestSeal.funnel(WORKSPACE, store.workspace(WORKSPACE));
    pages = new PageService(funnel);
  }
}
