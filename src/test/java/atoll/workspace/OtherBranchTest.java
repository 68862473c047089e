package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.SecretKeys;
import atoll.store.memory.MemoryStore;
import atoll.ui.shell.Roles;
import atoll.workspace.comments.Comment;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.seal.ReadOnlyException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a device write under one name, and the team goes on with one of them. */
class OtherBranchTest extends Team {
  private final SecretKeys bosDevice = SecretKeys.generate(new Random(7));
  private final SecretKeys cysDevice = SecretKeys.generate(new Random(8));

  @TempDir
  Path files;

  @Test
  void copyThatTheOwnerDoesNotHave_goesOnAfterItsNextStart_andKeepsWhatItWrote() throws Exception {
    MemoryStore one = new MemoryStore();
    Instance bo = instance("Bo", one, bosDevice);
    Workspace joined = join(bo, "editor");
    MemoryStore other = copiedBeforeItWrites(one, bo, joined);

    Instance copy = instance("Bo", other, bosDevice);
    Workspace alone = copy.workspaces().getFirst();
    write(alone, "other. ");
    NodeId made = alone.tree().create(Optional.empty(), 1, NodeKind.PAGE, "New");
    alone.tree().dress(made, look -> look.withIcon("🌊"));
    List<Optional<String>> limits = new CopyOnWriteArrayList<>();
    alone.people().onChange(() -> limits.add(Roles.limit(alone)));
    copy.meetOthers();
    await(() -> alone.sync().problems().contains(new SyncState.Problem.LeftBranch()));
    await(() -> limits.contains(Optional.of("left-branch")));
    await(() -> home.sync().problems().isEmpty());
    assertThrows(ReadOnlyException.class, () -> alone.tree().renameWorkspace("in vain"));
    copy.close();

    Instance again = instance("Bo", other, bosDevice);
    Workspace here = again.workspaces().getFirst();
    again.meetOthers();
    await(() -> titles(home).size() == 3 && titles(here).equals(titles(home)));
    await(() -> text(here).equals("one. "));
    assertEquals("one. ", text(home));
    assertTrue(titles(home).contains("New"));
    assertEquals("🌊", named(home, "New").look().icon());
    assertEquals("other. ", textBeside(home));
    write(here, "on. ");
    await(() -> text(home).equals("on. one. "));
    assertEquals(List.of(), here.sync().problems());
    assertEquals(Optional.empty(), Roles.limit(here));
  }

  @Test
  void commentsOnTheOtherCopy_comeBackToThePageOfTheTeam() throws Exception {
    MemoryStore one = new MemoryStore();
    Instance bo = instance("Bo", one, bosDevice);
    Workspace joined = join(bo, "editor");
    say(home, "thread00", "asked0000", "What is this?");
    await(() -> said(joined).equals(List.of("What is this?")));
    MemoryStore other = copiedBeforeItWrites(one, bo, joined);

    Instance copy = instance("Bo", other, bosDevice);
    Workspace alone = copy.workspaces().getFirst();
    say(alone, "thread00", "answer000", "A plan.");
    say(alone, "thread11", "begun0000", "And this?");
    copy.meetOthers();
    await(() -> alone.sync().problems().contains(new SyncState.Problem.LeftBranch()));
    copy.close();

    Instance again = instance("Bo", other, bosDevice);
    Workspace here = again.workspaces().getFirst();
    again.meetOthers();
    List<String> all = List.of("What is this?", "A plan.", "And this?");
    await(() -> said(home).equals(all) && said(here).equals(all));
    assertEquals(1, titles(home).size(), "nothing but comments was lost");
  }

  private void say(Workspace workspace, String thread, String id, String text) {
    workspace.comments().add(page, thread, id, "quoted", text).join();
  }

  /** What was said, thread by thread. */
  private List<String> said(Workspace workspace) {
    return workspace.comments().threads(page).stream()
        .sorted(Comparator.comparing(CommentThread::id))
        .flatMap(thread -> thread.comments().stream())
        .map(Comment::text)
        .toList();
  }

  @Test
  void whoBuiltUponTheOtherCopy_keepsThatBesideToo() throws Exception {
    MemoryStore one = new MemoryStore();
    Instance bo = instance("Bo", one, bosDevice);
    Workspace joined = join(bo, "editor");
    MemoryStore cys = new MemoryStore();
    Instance cy = instance("Cy", cys, cysDevice);
    Workspace cysHome = join(cy, "editor");
    await(() -> joined.people().all().size() == 3);
    cy.close();
    MemoryStore other = copiedBeforeItWrites(one, bo, joined);

    Instance copy = instance("Bo", other, bosDevice);
    Workspace alone = copy.workspaces().getFirst();
    write(alone, "other. ");
    Path carried = files.resolve("carried");
    alone.bundles().write(carried);
    copy.close();
    Instance away = instance("Cy", cys, cysDevice);
    away.bringIn(carried);
    Workspace built = away.workspaces().getFirst();
    assertEquals(cysHome.id(), built.id());
    assertEquals("other. ", text(built));
    write(built, "and more of the ");
    away.meetOthers();
    await(() -> built.sync().problems().contains(new SyncState.Problem.LeftBranch()));
    away.close();

    Instance again = instance("Cy", cys, cysDevice);
    Workspace here = again.workspaces().getFirst();
    again.meetOthers();
    await(() -> text(here).equals("one. "));
    assertEquals("and more of the other. ", textBeside(here));
    await(() -> titles(home).size() == 2);
    assertEquals("one. ", text(home), "what was built upon the other copy is not mixed in");
    await(() -> textBeside(home).equals("and more of the other. "));
  }

  private MemoryStore copiedBeforeItWrites(MemoryStore store, Instance instance, Workspace joined) {
    MemoryStore copy = store.copy();
    write(joined, "one. ");
    await(() -> text(home).equals("one. "));
    instance.close();
    return copy;
  }

  private static Node named(Workspace workspace, String title) {
    return workspace.tree().state().walk().stream()
        .filter(node -> node.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> titles(Workspace workspace) {
    return workspace.tree().state().walk().stream().map(Node::title).sorted().toList();
  }

  private static String textBeside(Workspace workspace) {
    return workspace.tree().state().walk().stream()
        .filter(node -> node.title().startsWith("Plan ("))
        .map(node -> workspace.pages().state(node.id().document()).text())
        .findFirst()
        .orElse("");
  }
}
