package atoll.workspace.links;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.Frontier;
import atoll.crdt.Value;
import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.NoMeeting;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.page.Delta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkIndexTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SortedMap<String, Value> NOTHING = new TreeMap<>();

  private final MemoryStore store = new MemoryStore();
  private Instance instance =
      new Instance(store, TestSeal.DEVICE, new NoMeeting(), new Random(1), () -> Instant.EPOCH);
  private Workspace workspace = instance.create("Home");
  private final NodeId plan = page("Plan");
  private final NodeId diary = page("Diary");

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void mention_isABacklinkWithItsLine() throws InterruptedException {
    write(
        diary,
        text("first\nRead the "),
        mention("page:" + plan),
        text(" on "),
        mention("date:2030-12-31"));
    awaitBacklinks(plan, "Diary: Read the Plan on 2030-12-31");
  }

  @Test
  void linkAndPageBlock_areBacklinksToo() throws InterruptedException {
    write(
        diary,
        new Delta.Insert("see", new TreeMap<>(Map.of("link", Value.of("/p/" + plan)))),
        new Delta.Insert(
            "\n",
            new TreeMap<>(Map.of("type", Value.of("page"), "node", Value.of(plan.toString())))));
    awaitBacklinks(plan, "Diary: see", "Diary: ");
  }

  @Test
  void linkThatIsTakenOut_isNoBacklinkAnyMore() throws InterruptedException {
    Frontier with = write(diary, mention("page:" + plan));
    awaitBacklinks(plan, "Diary: Plan");
    edit(diary, with, List.of(new Delta.Delete(1)));
    awaitBacklinks(plan);
  }

  @Test
  void pageInTheTrash_isNoBacklinkUntilItIsRestored() throws InterruptedException {
    write(diary, mention("page:" + plan));
    awaitBacklinks(plan, "Diary: Plan");
    workspace.tree().trash(diary);
    awaitBacklinks(plan);
    workspace.tree().restore(diary);
    awaitBacklinks(plan, "Diary: Plan");
  }

  @Test
  void renamedPage_isShownByItsNewTitle() throws InterruptedException {
    write(diary, text("the "), mention("page:" + plan));
    workspace.tree().rename(plan, "Great plan");
    awaitBacklinks(plan, "Diary: the Great plan");
  }

  @Test
  void person_isShownByThePresentName_orAsWrittenWhereNotKnown() throws InterruptedException {
    String stranger = "ab".repeat(32);
    workspace.people().rename(instance.personId(), "Ada");
    write(
        diary,
        mention("person:" + instance.personId() + ":Written"),
        text(" and "),
        mention("person:" + stranger + ":Bo"),
        text(" and "),
        mention("person:Cy"),
        text(" plan "),
        mention("page:" + plan));
    awaitBacklinks(plan, "Diary: @Ada and @Bo and @Cy plan Plan");
    workspace.people().rename(instance.personId(), "Ada Byron");
    assertEquals(List.of("Diary: @Ada Byron and @Bo and @Cy plan Plan"), shown(plan));
  }

  @Test
  void backlinks_areThereAfterARestart() throws InterruptedException {
    write(diary, mention("page:" + plan));
    instance.close();
    instance =
        new Instance(store, TestSeal.DEVICE, new NoMeeting(), new Random(2), () -> Instant.EPOCH);
    workspace = instance.workspaces().getFirst();
    awaitBacklinks(plan, "Diary: Plan");
  }

  private NodeId page(String title) {
    return workspace.tree().create(Optional.empty(), Integer.MAX_VALUE, NodeKind.PAGE, title);
  }

  private static Delta.Part text(String chars) {
    return new Delta.Insert(chars, NOTHING);
  }

  private static Delta.Part mention(String value) {
    return new Delta.Insert("\ufffc", new TreeMap<>(Map.of("mention", Value.of(value))));
  }

  private Frontier write(NodeId page, Delta.Part... parts) {
    return edit(page, workspace.pages().state(page.document()).version(), List.of(parts));
  }

  private Frontier edit(NodeId page, Frontier base, List<Delta.Part> parts) {
    return workspace
        .pages()
        .edit(page.document(), base, new Delta(parts, NOTHING), Optional.empty())
        .join()
        .after();
  }

  private void awaitBacklinks(NodeId target, String... expected) throws InterruptedException {
    Semaphore changed = new Semaphore(0);
    try (var _ = workspace.links().subscribe(targets -> changed.release())) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!shown(target).equals(List.of(expected)) && System.nanoTime() < end) {
        boolean _ = changed.tryAcquire(1, TimeUnit.SECONDS);
      }
    }
    assertEquals(List.of(expected), shown(target));
  }

  private List<String> shown(NodeId target) {
    List<String> lines = new ArrayList<>();
    workspace.links().to(target).forEach(link -> lines.add(title(link) + ": " + link.line()));
    return lines;
  }

  private String title(Backlink link) {
    return workspace.tree().state().node(link.from()).orElseThrow().title();
  }
}
