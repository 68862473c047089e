package atoll.workspace.comments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.crdt.Value;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.memory.MemoryStore;
import atoll.workspace.TestSeal;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageService;
import atoll.workspace.page.PageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommentServiceTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final DocumentId PAGE = new DocumentId("page");
  private static final String THREAD = "thread00";
  private static final SortedMap<String, Value> NOTHING = new TreeMap<>();
  private static final SortedMap<String, Value> COMMENTED =
      new TreeMap<>(Map.of(CommentFormat.mark(THREAD), Value.of(true)));

  private final MemoryStore store = new MemoryStore();
  private Funnel funnel = TestSeal.funnel(WORKSPACE, store.workspace(WORKSPACE));
  private CommentService comments = service();

  @AfterEach
  void close() {
    funnel.close();
  }

  @Test
  void thread_holdsItsCommentsInOrderAfterARestart() {
    List<List<CommentThread>> heard = Collections.synchronizedList(new ArrayList<>());
    comments.subscribe(PAGE, heard::add);
    add("first000", "Why?");
    add("second00", "Because.");
    restart();
    assertEquals("noon: Ada Why?, Ada Because.", shown());
    assertEquals(2, heard.size());
  }

  @Test
  void resolvedThread_canBeOpenedAgain() {
    add("first000", "Why?");
    comments.resolve(PAGE, THREAD, true).join();
    assertEquals("(resolved) noon: Ada Why?", shown());
    comments.resolve(PAGE, THREAD, false).join();
    assertEquals("noon: Ada Why?", shown());
  }

  @Test
  void ownComment_canBeDeletedAndTheLastTakesTheThreadAlong() {
    add("first000", "Why?");
    add("second00", "Because.");
    comments.delete(PAGE, THREAD, "first000").join();
    assertEquals("noon: Ada Because.", shown());
    comments.delete(PAGE, THREAD, "second00").join();
    assertEquals("", shown());
  }

  @Test
  void whatIsNoComment_isRefused() {
    assertRefused(comments.add(PAGE, "no/thread", "first000", "", "x"));
    assertRefused(comments.add(PAGE, THREAD, "first000", "", "  "));
    assertRefused(comments.delete(PAGE, THREAD, "unknown0"));
    assertTrue(comments.threads(PAGE).isEmpty());
  }

  @Test
  void mark_staysOnItsCharactersThroughEditsSplitsAndMoves() {
    PageService pages = new PageService(funnel);
    Frontier version = edit(pages, Frontier.EMPTY, new Delta.Insert("We meet at noon.", NOTHING));
    version = edit(pages, version, new Delta.Keep(11, NOTHING), new Delta.Keep(4, COMMENTED));
    add("first000", "Why?");
    version = edit(pages, version, new Delta.Insert("So: ", NOTHING));
    version = edit(pages, version, new Delta.Keep(17, NOTHING), new Delta.Insert("\n", NOTHING));
    assertEquals("[no][on]", commented(pages));
    // Moved as an editor moves a line: taken out here, put in there, with its marks.
    version = edit(
        pages,
        version,
        new Delta.Insert("on", COMMENTED),
        new Delta.Insert(".\n", NOTHING),
        new Delta.Keep(17, NOTHING),
        new Delta.Delete(4));
    assertEquals("[on][no]", commented(pages));
    edit(pages, version, new Delta.Delete(21));
    assertEquals("", commented(pages));
    assertEquals("noon: Ada Why?", shown());
  }

  @Test
  void threadOnABlock_isOfTheBlockAndOfTheFirstLineToo() {
    PageService pages = new PageService(funnel);
    Frontier version = edit(pages, Frontier.EMPTY, new Delta.Insert("one\ntwo", NOTHING));
    edit(pages, version, new Delta.Keep(3, NOTHING), new Delta.Keep(1, COMMENTED));
    assertEquals(COMMENTED, pages.state(PAGE).lines().getLast().attributes());
    assertEquals("", commented(pages));
    pages
        .edit(PAGE, pages.state(PAGE).version(), new Delta(List.of(), COMMENTED), Optional.empty())
        .join();
    assertEquals(COMMENTED, pages.state(PAGE).first());
  }

  private static Frontier edit(PageService pages, Frontier base, Delta.Part... parts) {
    return pages
        .edit(PAGE, base, new Delta(List.of(parts), NOTHING), Optional.empty())
        .join()
        .after();
  }

  private static String commented(PageService pages) {
    PageState state = pages.state(PAGE);
    StringBuilder found = new StringBuilder();
    state.marks().stream()
        .filter(mark -> mark.attributes().containsKey(CommentFormat.mark(THREAD)))
        .forEach(mark ->
            found.append('[').append(state.text(), mark.from(), mark.to()).append(']'));
    return found.toString();
  }

  private void add(String id, String text) {
    comments.add(PAGE, THREAD, id, "noon", text).join();
  }

  private void restart() {
    funnel.close();
    funnel = TestSeal.funnel(WORKSPACE, store.workspace(WORKSPACE));
    comments = service();
  }

  private CommentService service() {
    return new CommentService(funnel, () -> "Ada", () -> Instant.EPOCH);
  }

  private static void assertRefused(CompletableFuture<?> answer) {
    CompletionException refusal = assertThrows(CompletionException.class, answer::join);
    assertInstanceOf(RejectedException.class, refusal.getCause());
  }

  private String shown() {
    List<String> lines = new ArrayList<>();
    for (CommentThread thread : comments.threads(PAGE)) {
      List<String> said = thread.comments().stream()
          .map(comment -> comment.name() + " " + comment.text())
          .toList();
      lines.add((thread.resolved() ? "(resolved) " : "") + thread.quote() + ": "
          + String.join(", ", said));
    }
    return String.join("\n", lines);
  }
}
