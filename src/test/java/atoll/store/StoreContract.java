package atoll.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.Hash;
import atoll.store.Envelope.Header;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Arrived;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.WorkspaceStore.Head;
import atoll.store.WorkspaceStore.Snapshot;
import atoll.store.WorkspaceStore.TabStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store promises, asked of every implementation. */
public abstract class StoreContract {
  private static final DocumentId PAGE = new DocumentId("page");
  private static final int ALL = Integer.MAX_VALUE;

  protected Store store;
  private WorkspaceStore workspace;
  private final TestLog log = new TestLog(7);

  /** Opens the store of this test, again after it was closed. */
  protected abstract Store open();

  /** How many steps the random test makes with one seed. */
  protected abstract int randomSteps();

  @BeforeEach
  void openFirst() {
    store = open();
    workspace = store.workspace(TestLog.WORKSPACE);
  }

  @AfterEach
  void closeLast() {
    store.close();
  }

  private void reopen() {
    store.close();
    store = open();
    workspace = store.workspace(TestLog.WORKSPACE);
  }

  @Test
  void nothingAppended_holdsNothing() {
    assertEquals(Clock.EMPTY, workspace.clock());
    assertEquals(new Head(0, Hash.NONE), workspace.head(log.replica()));
    assertEquals(List.of(), workspace.entries(new LogRange(log.replica(), 0, 5), ALL));
    assertEquals(List.of(), workspace.entriesOf(PAGE, 0));
    assertEquals(Optional.empty(), workspace.snapshot(PAGE));
    assertEquals(OptionalLong.empty(), workspace.lastStep("tab"));
    assertEquals(Optional.empty(), store.setting("name"));
    assertEquals(Optional.empty(), workspace.property("name"));
    assertEquals(Optional.empty(), store.readOnly());
  }

  @Test
  void appended_isThereAfterReopening() {
    Envelope first = log.next("one");
    Envelope second = log.next("two");
    assertEquals(1, workspace.append(TestLog.append(first, "page")));
    assertEquals(2, workspace.append(TestLog.append(second, "page", "tree")));
    reopen();
    assertEquals(new Head(2, second.hash()), workspace.head(log.replica()));
    assertEquals(2, workspace.clock().count(log.replica()));
    assertEquals(
        List.of("one", "two"), texts(workspace.entries(new LogRange(log.replica(), 0, 2), ALL)));
    assertEquals(List.of(1L, 2L), positions(workspace.entriesOf(PAGE, 0)));
    assertEquals(List.of(2L), positions(workspace.entriesOf(DocumentId.TREE, 1)));
  }

  @Test
  void entryThatDoesNotFollow_isRefusedAndNothingKept() {
    workspace.append(TestLog.append(log.next("one")));
    Envelope second = log.next("two");
    Envelope third = log.next("three");
    Entry gap = new Entry(third, List.of(), Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> workspace.append(TestLog.append(third)));
    Entry other = new Entry(new TestLog(8).next("x"), List.of(), Optional.empty());
    Append mixed =
        new Append(List.of(other, gap), List.of(), List.of(), Optional.of(new TabStep("tab", 1)));
    assertThrows(IllegalArgumentException.class, () -> workspace.append(mixed));
    assertEquals(OptionalLong.empty(), workspace.lastStep("tab"));
    assertEquals(1, workspace.clock().counts().size());
    assertEquals(2, workspace.append(TestLog.append(second)));
    assertThrows(IllegalArgumentException.class, () -> workspace.append(TestLog.append(second)));
  }

  @Test
  void entryOfAnotherWorkspace_isRefused() {
    Envelope foreign = new TestLog(TestLog.workspace("other"), 7).next("one");
    assertThrows(IllegalArgumentException.class, () -> workspace.append(TestLog.append(foreign)));
  }

  @Test
  void entryWithWrongPrevious_isRefused() {
    workspace.append(TestLog.append(log.next("one")));
    Header header =
        new Header(0, TestLog.WORKSPACE, log.replica(), 1, Hash.of(new byte[1]), Clock.EMPTY);
    Envelope wrong = new Envelope(header, new byte[0], new byte[0]);
    assertThrows(IllegalArgumentException.class, () -> workspace.append(TestLog.append(wrong)));
  }

  @Test
  void appendWithoutEntries_isRefused() {
    Append nothing = new Append(List.of(), List.of(), List.of(), Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> workspace.append(nothing));
  }

  @Test
  void entries_stopAtTheLimitButGiveOne() {
    for (int i = 0; i < 40; i++) {
      workspace.append(TestLog.append(log.next("x".repeat(1000))));
    }
    assertEquals(1, workspace.entries(new LogRange(log.replica(), 3, 40), 10).size());
    assertEquals(4, workspace.entries(new LogRange(log.replica(), 3, 40), 4800).size());
    assertEquals(37, workspace.entries(new LogRange(log.replica(), 3, 90), ALL).size());
    assertEquals(List.of(), workspace.entries(new LogRange(log.replica(), 40, 41), ALL));
  }

  @Test
  void largestBody_comesBackAsItWas() {
    byte[] body = new byte[Envelope.MOST_BODY_BYTES];
    new Random(1).nextBytes(body);
    workspace.append(TestLog.append(log.next(body), "page"));
    reopen();
    assertArrayEquals(body, workspace.entriesOf(PAGE, 0).getFirst().envelope().body());
  }

  @Test
  void setAside_isInTheLogAndNotInTheDocument() {
    Entry aside = new Entry(log.next("bad"), List.of(PAGE), Optional.of("MALFORMED"));
    workspace.append(new Append(List.of(aside), List.of(), List.of(), Optional.empty()));
    workspace.append(TestLog.append(log.next("good"), "page"));
    reopen();
    assertEquals(List.of(2L), positions(workspace.entriesOf(PAGE, 0)));
    assertEquals(2, workspace.entries(new LogRange(log.replica(), 0, 2), ALL).size());
  }

  @Test
  void step_isRememberedPerTab() {
    Append one = TestLog.append(log.next("one"));
    workspace.append(
        new Append(one.entries(), List.of(), List.of(), Optional.of(new TabStep("a", 3))));
    Append two = TestLog.append(log.next("two"));
    workspace.append(
        new Append(two.entries(), List.of(), List.of(), Optional.of(new TabStep("a", 4))));
    reopen();
    assertEquals(OptionalLong.of(4), workspace.lastStep("a"));
    assertEquals(OptionalLong.empty(), workspace.lastStep("b"));
  }

  @Test
  void snapshot_isTheNewest() {
    workspace.putSnapshot(PAGE, new Snapshot(1, new byte[] {1}));
    workspace.putSnapshot(PAGE, new Snapshot(2, new byte[] {2, 2}));
    reopen();
    assertEquals(2, workspace.snapshot(PAGE).orElseThrow().upTo());
    assertArrayEquals(new byte[] {2, 2}, workspace.snapshot(PAGE).orElseThrow().bytes());
  }

  @Test
  void settings_areApartPerWorkspace() {
    store.putSetting("name", new byte[] {1});
    workspace.putProperty("name", new byte[] {2});
    workspace.putProperty("name", new byte[] {3});
    WorkspaceStore other = store.workspace(TestLog.workspace("other"));
    other.putProperty("name", new byte[] {});
    reopen();
    assertArrayEquals(new byte[] {1}, store.setting("name").orElseThrow());
    assertArrayEquals(new byte[] {3}, workspace.property("name").orElseThrow());
    assertArrayEquals(
        new byte[0],
        store.workspace(TestLog.workspace("other")).property("name").orElseThrow());
  }

  @Test
  void notes_areTheNewestOfEachWorkspace() {
    assertEquals(Optional.empty(), workspace.note("name"));
    workspace.putNote("name", new byte[] {2});
    workspace.putNote("name", new byte[] {3});
    store.workspace(TestLog.workspace("other")).putNote("name", new byte[] {4});
    workspace.putProperty("name", new byte[] {5});
    reopen();
    assertArrayEquals(new byte[] {3}, workspace.note("name").orElseThrow());
    assertArrayEquals(
        new byte[] {4}, store.workspace(TestLog.workspace("other")).note("name").orElseThrow());
  }

  @Test
  void workspaces_areInTheOrderInWhichTheyCame() {
    store.workspace(TestLog.workspace("z"));
    store.workspace(TestLog.workspace("a"));
    assertSame(workspace, store.workspace(TestLog.WORKSPACE));
    reopen();
    assertEquals(
        List.of(TestLog.WORKSPACE, TestLog.workspace("z"), TestLog.workspace("a")),
        store.workspaces());
  }

  @Test
  void self_staysAndDiffersPerWorkspace() {
    var self = workspace.self();
    assertNotEquals(self, store.workspace(TestLog.workspace("other")).self());
    reopen();
    assertEquals(self, workspace.self());
  }

  @Test
  void goneOnWithoutAnEnd_holdsTheRestInItsOrder() {
    TestLog other = new TestLog(8);
    workspace.append(TestLog.append(log.next("one"), "page"));
    workspace.append(TestLog.append(log.next("two"), "page", "tree"));
    workspace.append(TestLog.append(other.next("three"), "page"));
    Entry aside = new Entry(other.next("bad"), List.of(PAGE), Optional.of("MALFORMED"));
    workspace.append(new Append(List.of(aside), List.of(), List.of(), Optional.empty()));
    workspace.append(TestLog.append(other.next("four"), "tree"));
    workspace = store.goOnWithout(TestLog.WORKSPACE, Map.of(log.replica(), 1L), Set.of());
    for (int again = 0; again < 2; again++) {
      assertSame(workspace, store.workspace(TestLog.WORKSPACE));
      assertEquals(
          Map.of(log.replica(), 1L, other.replica(), 3L), workspace.clock().counts());
      assertEquals(List.of("one"), texts(all(log)));
      assertEquals(List.of("three", "bad", "four"), texts(all(other)));
      assertEquals(List.of(1L, 2L), positions(workspace.entriesOf(PAGE, 0)));
      assertEquals(List.of(4L), positions(workspace.entriesOf(DocumentId.TREE, 0)));
      reopen();
    }
    assertEquals(5, workspace.append(TestLog.append(other.next("five"))));
    workspace.append(TestLog.append(new TestLog(7).continued(workspace).next("others' two")));
    assertEquals(List.of("one", "others' two"), texts(all(log)));
  }

  @Test
  void goneOn_writesAsAnotherReplica() {
    var first = workspace.self();
    var second = store.goOnWithout(TestLog.WORKSPACE, Map.of(), Set.of()).self();
    var third = store.goOnWithout(TestLog.WORKSPACE, Map.of(), Set.of()).self();
    assertEquals(3, Set.of(first, second, third).size());
    reopen();
    assertEquals(third, workspace.self());
    assertEquals(second, store.before(TestLog.WORKSPACE).orElseThrow().self());
  }

  @Test
  void renewed_writesAsAnotherReplica_andHoldsWhatItHeld() {
    var before = workspace.self();
    TestLog log = new TestLog(1);
    workspace.append(TestLog.append(log.next("one")));
    workspace.renew();
    var after = workspace.self();
    assertNotEquals(before, after);
    reopen();
    assertEquals(after, workspace.self());
    assertEquals(List.of("one"), texts(all(log)));
    assertEquals(Optional.empty(), store.before(TestLog.WORKSPACE));
  }

  @Test
  void goneOn_triesWhatWasSetAsideAgain_whereThatIsWanted() {
    TestLog log = new TestLog(1);
    DocumentId page = new DocumentId("page");
    for (String text : List.of("tried", "left")) {
      workspace.append(new WorkspaceStore.Append(
          List.of(new WorkspaceStore.Entry(log.next(text), List.of(), Optional.of("wrong"))),
          List.of(),
          List.of(),
          Optional.empty()));
    }
    workspace = store.goOnWithout(
        TestLog.WORKSPACE,
        Map.of(),
        Set.of(),
        aside -> texts(List.of(aside)).equals(List.of("tried")) ? List.of(page) : List.of());
    reopen();
    assertEquals(2, all(log).size());
    assertEquals(
        List.of("tried"),
        texts(workspace.entriesOf(page, 0).stream()
            .map(WorkspaceStore.Arrived::envelope)
            .toList()));
  }

  @Test
  void goneOn_keepsPropertiesAndStepsButNotWhatLeaves() {
    workspace.append(withStep("one", "a", 3));
    workspace.append(withStep("two", "b", 4));
    workspace.append(TestLog.append(log.next("three")));
    workspace.append(withStep("four", "a", 5));
    workspace.append(withStep("five", "c", 6));
    workspace.putProperty("stays", new byte[] {1});
    workspace.putProperty("leaves", new byte[] {2});
    workspace.putSnapshot(PAGE, new Snapshot(1, new byte[] {3}));
    store.goOnWithout(TestLog.WORKSPACE, Map.of(log.replica(), 4L), Set.of("leaves"));
    reopen();
    assertEquals(OptionalLong.of(5), workspace.lastStep("a"));
    assertEquals(OptionalLong.of(4), workspace.lastStep("b"));
    assertEquals(OptionalLong.empty(), workspace.lastStep("c"));
    assertArrayEquals(new byte[] {1}, workspace.property("stays").orElseThrow());
    assertEquals(Optional.empty(), workspace.property("leaves"));
    assertEquals(Optional.empty(), workspace.snapshot(PAGE));
  }

  @Test
  void whatWasHeldBefore_isReadAndNotWritten() {
    assertEquals(Optional.empty(), store.before(TestLog.WORKSPACE));
    WorkspaceStore old = workspace;
    workspace.append(TestLog.append(log.next("one"), "page"));
    workspace.append(TestLog.append(log.next("two"), "page"));
    workspace.putProperty("name", new byte[] {1});
    workspace.putSnapshot(PAGE, new Snapshot(1, new byte[] {3}));
    store.goOnWithout(TestLog.WORKSPACE, Map.of(log.replica(), 0L), Set.of());
    Append next = TestLog.append(log.next("three"), "page");
    assertThrows(IllegalStateException.class, () -> old.append(next));
    reopen();
    assertEquals(Clock.EMPTY, workspace.clock());
    WorkspaceStore before = store.before(TestLog.WORKSPACE).orElseThrow();
    assertEquals(Map.of(log.replica(), 2L), before.clock().counts());
    assertEquals(
        List.of("one", "two"), texts(before.entries(new LogRange(log.replica(), 0, 9), ALL)));
    assertEquals(List.of(1L, 2L), positions(before.entriesOf(PAGE, 0)));
    assertEquals(1, before.snapshot(PAGE).orElseThrow().upTo());
    assertArrayEquals(new byte[] {1}, before.property("name").orElseThrow());
    assertThrows(IllegalStateException.class, () -> before.append(next));
    assertThrows(IllegalStateException.class, () -> before.putProperty("name", new byte[0]));
    assertThrows(
        IllegalStateException.class, () -> before.putRows(List.of(), List.of(), List.of()));
  }

  @Test
  void goneOn_leavesOtherWorkspacesAndTheirOrderAlone() {
    WorkspaceStore other = store.workspace(TestLog.workspace("other"));
    TestLog own = new TestLog(TestLog.workspace("other"), 7);
    other.append(TestLog.append(own.next("one"), "page"));
    var self = other.self();
    store.goOnWithout(TestLog.WORKSPACE, Map.of(own.replica(), 0L), Set.of());
    store.workspace(TestLog.workspace("third"));
    reopen();
    assertEquals(
        List.of(TestLog.WORKSPACE, TestLog.workspace("other"), TestLog.workspace("third")),
        store.workspaces());
    other = store.workspace(TestLog.workspace("other"));
    assertEquals(self, other.self());
    assertEquals(Optional.empty(), store.before(TestLog.workspace("other")));
    assertEquals(List.of(1L), positions(other.entriesOf(PAGE, 0)));
    assertEquals(2, other.append(TestLog.append(own.next("two"), "page")));
  }

  @Test
  void goingOnWithWhatIsNotHeld_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> store.goOnWithout(TestLog.workspace("other"), Map.of(), Set.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.goOnWithout(TestLog.WORKSPACE, Map.of(log.replica(), -1L), Set.of()));
    workspace.append(TestLog.append(log.next("one")));
  }

  private Append withStep(String text, String session, long number) {
    return new Append(
        TestLog.append(log.next(text)).entries(),
        List.of(),
        List.of(),
        Optional.of(new TabStep(session, number)));
  }

  private List<Envelope> all(TestLog of) {
    return workspace.entries(new LogRange(of.replica(), 0, 99), ALL);
  }

  @Test
  void appendsOfManyThreads_areAllThereInTheOrderOfEach() throws Exception {
    int threads = 8;
    int each = 50;
    List<Callable<Long>> work = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      TestLog own = new TestLog(100 + i);
      work.add(() -> {
        long last = 0;
        for (int n = 0; n < each; n++) {
          long position = workspace.append(TestLog.append(own.next("n" + n), "page"));
          assertTrue(position > last);
          assertEquals(n + 1, workspace.head(own.replica()).count());
          last = position;
        }
        return last;
      });
    }
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> done : pool.invokeAll(work)) {
        done.get();
      }
    }
    reopen();
    List<Long> positions = positions(workspace.entriesOf(PAGE, 0));
    assertEquals(threads * each, positions.size());
    assertEquals((long) threads * each, positions.getLast());
    for (int i = 0; i < threads; i++) {
      List<Envelope> entries =
          workspace.entries(new LogRange(new TestLog(100 + i).replica(), 0, each), ALL);
      assertEquals("n" + (each - 1), TestLog.text(entries.getLast()));
    }
  }

  @Test
  void interruptedCaller_harmsNothing() {
    Thread.currentThread().interrupt();
    try {
      workspace.append(TestLog.append(log.next("one"), "page"));
      assertEquals(1, workspace.entriesOf(PAGE, 0).size());
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      Thread.interrupted();
    }
    workspace.append(TestLog.append(log.next("two"), "page"));
    assertEquals(2, workspace.entriesOf(PAGE, 0).size());
  }

  @Test
  void randomSteps_equalAPlainModelReopenedAtEveryStep() {
    for (long seed = 1; seed <= 2; seed++) {
      StoreModel model =
          new StoreModel(new SplittableRandom(seed), TestLog.workspace("random " + seed));
      for (int step = 0; step < randomSteps(); step++) {
        String done = model.step(store);
        reopen();
        model.check(store, "seed " + seed + ", step " + step + ", " + done);
      }
      assertTrue(model.appends() > randomSteps() / 4, "the test did next to nothing");
    }
  }

  private static List<String> texts(List<Envelope> envelopes) {
    return envelopes.stream().map(TestLog::text).toList();
  }

  private static List<Long> positions(List<Arrived> arrived) {
    return arrived.stream().map(Arrived::position).toList();
  }
}
