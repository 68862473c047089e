package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.ReplicaId;
import atoll.crypto.SecretKeys;
import atoll.crypto.VerifyKey;
import atoll.identity.InvitationException;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.store.DocumentId;
import atoll.store.memory.MemoryStore;
import atoll.workspace.favourites.Favourites;
import atoll.workspace.funnel.Payload;
import atoll.workspace.page.PageFormat;
import atoll.workspace.people.Asking;
import atoll.workspace.people.Person;
import atoll.workspace.seal.ReadOnlyException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Several people on several instances in one process, from the invitation to the removal. */
class TeamTest extends Team {
  @Test
  void newWorkspace_hasItsFounderAndDevice() {
    List<Person> people = home.people().all();

    assertEquals(List.of("Ada"), people.stream().map(Person::name).toList());
    assertEquals("owner", people.getFirst().role());
    assertEquals(ada.personId(), people.getFirst().id());
    assertEquals(1, people.getFirst().devices().size());
  }

  @Test
  void invited_asks_seesTheSameWords_andIsLetIn_bothWrite() throws Exception {
    write(home, "before. ");
    Instance bo = instance("Bo", new MemoryStore());
    Workspace joined = bo.join(home.invite("editor", WEEK));
    Asking asking = asking();

    assertEquals("Bo", asking.person());
    assertEquals(asking.words(), joined.waiting().orElseThrow().words());
    assertEquals(Optional.empty(), joined.people().role());
    assertEquals("", text(joined), "nothing is read before an owner agreed");

    home.people().admit(asking.id(), asking.role());
    await(() -> text(joined).equals("before. "));
    assertEquals(Optional.empty(), joined.waiting());
    write(joined, "by Bo. ");
    await(() -> text(home).equals("by Bo. before. "));
    assertEquals(
        List.of("Bo", "Ada"), joined.people().all().stream().map(Person::name).toList());
  }

  @Test
  void viewer_keepsFavouritesAndWhatWasRead_whichAllStore_andNobodyElses() throws Exception {
    Instance viewer = instance("Vi", new MemoryStore());
    Workspace joined = join(viewer, "viewer");
    NodeId plan = home.tree().state().walk().getFirst().id();
    joined.favourites().add(plan);
    joined.inbox().mark(List.of("a note"), true).join();
    PersonId vi = new PersonId(VerifyKey.parse(viewer.personId()));
    DocumentId own = Favourites.document(vi);
    await(
        () -> home.pages().state(own).version().equals(joined.pages().state(own).version()));
    assertEquals(List.of(plan), joined.favourites().pages());
    PersonId other = new PersonId(VerifyKey.parse(ada.personId()));
    Document anywhere = Document.create(new ReplicaId(7));
    Draft draft = anywhere.draft();
    draft.insert(PageFormat.TEXT, 0, "x", new TreeMap<>());
    Change change = anywhere.plan(draft).changes().getFirst();
    byte[] content =
        new Payload(List.of(new Payload.Part(Favourites.document(other), change))).toBytes();
    assertFalse(Sealing.mayLess(vi, Role.VIEWER, content));
    assertTrue(Sealing.mayLess(other, Role.VIEWER, content));
  }

  @Test
  void viewer_reads_andWritesNothing() throws Exception {
    Workspace joined = join(instance("Vi", new MemoryStore()), "viewer");
    write(home, "to read");
    await(() -> text(joined).equals("to read"));

    CompletionException refused =
        assertThrows(CompletionException.class, () -> write(joined, "mine "));
    assertTrue(refused.getCause() instanceof ReadOnlyException, refused.toString());
    assertEquals("to read", text(joined));
  }

  @Test
  void commenter_comments_andChangesNoText() throws Exception {
    Workspace joined = join(instance("Col", new MemoryStore()), "commenter");
    write(home, "to read");
    await(() -> text(joined).equals("to read"));

    var _ = joined.comments().add(page, "thread01", "thread01", "read", "why?").join();
    await(() -> home.comments().threads(page).size() == 1);
    assertThrows(CompletionException.class, () -> write(joined, "mine "));
  }

  @Test
  void removed_getsNothingMore_andTheOthersGoOn() throws Exception {
    Instance bo = instance("Bo", new MemoryStore());
    Workspace removed = join(bo, "editor");
    Workspace staying = join(instance("Cy", new MemoryStore()), "editor");
    write(home, "for all. ");
    await(() -> text(removed).equals("for all. ") && text(staying).equals("for all. "));

    home.people().remove(bo.personId());
    await(() -> staying.people().all().size() == 2 && removed.people().role().isEmpty());
    write(home, "secret. ");
    await(() -> text(staying).equals("secret. for all. "));
    write(staying, "ours. ");
    await(() -> text(home).equals("ours. secret. for all. "));
    assertEquals("for all. ", text(removed));
    assertThrows(CompletionException.class, () -> write(removed, "still here "));
  }

  @Test
  void restart_keepsWhoBelongs() throws Exception {
    MemoryStore store = new MemoryStore();
    SecretKeys device = SecretKeys.generate(new Random(77));
    Instance bo = instance("Bo", store, device);
    Workspace joined = join(bo, "editor");
    write(home, "kept");
    await(() -> text(joined).equals("kept"));
    bo.close();

    Workspace again = instance("Bo", store, device).workspaces().getFirst();
    assertEquals(Optional.of("editor"), again.people().role());
    assertEquals("kept", text(again));
    write(again, "on. ");
    assertEquals("on. kept", text(again));
  }

  @Test
  void turnedAway_isTold() throws Exception {
    Workspace joined = instance("Bo", new MemoryStore()).join(home.invite("editor", WEEK));
    home.people().turnAway(asking().id());

    await(() -> refused(joined).equals("turned-away"));
    assertEquals(1, home.people().all().size());
  }

  @Test
  void invitationOfSomebodyElse_isSaidToBeUsed() throws Exception {
    String invitation = home.invite("editor", WEEK);
    join(instance("Bo", new MemoryStore()), invitation, "editor");
    Workspace late = instance("Cy", new MemoryStore()).join(invitation);

    await(() -> refused(late).equals("used"));
  }

  @Test
  void invitationThatRunsOutOnTheWay_isSaidToBeExpired() throws Exception {
    String invitation = home.invite("editor", WEEK);
    Instance bo = instance("Bo", new MemoryStore());
    Workspace joined = bo.join(invitation);
    asking();
    now = now.plus(WEEK).plusSeconds(1);

    await(() -> refused(joined).equals("expired"));
    assertThrows(InvitationException.class, () -> bo.join(invitation));
  }

  @Test
  void cutOrForeignText_isExplained() {
    Instance bo = instance("Bo", new MemoryStore());
    String invitation = home.invite("editor", WEEK);
    String cut = invitation.substring(0, invitation.length() - 3);

    assertEquals(InvitationException.Why.CUT, refusal(bo, cut));
    assertEquals(InvitationException.Why.NONE, refusal(bo, "hello"));
    assertEquals(List.of(), bo.workspaces());
  }

  private static InvitationException.Why refusal(Instance at, String text) {
    return assertThrows(InvitationException.class, () -> at.join(text)).why();
  }

  @Test
  void demoted_readsOn_andWritesNoMore() throws Exception {
    Instance bo = instance("Bo", new MemoryStore());
    Workspace joined = join(bo, "editor");
    write(joined, "mine. ");
    await(() -> text(home).equals("mine. "));

    home.people().change(bo.personId(), "viewer");
    await(() -> joined.people().role().equals(Optional.of("viewer")));
    assertThrows(CompletionException.class, () -> write(joined, "more "));
    write(home, "news. ");
    await(() -> text(joined).equals("news. mine. "));

    home.people().change(bo.personId(), "editor");
    await(() -> joined.people().role().equals(Optional.of("editor")));
    write(joined, "back. ");
    await(() -> text(home).equals("back. news. mine. "));
  }

  @Test
  void onlyOwners_letIn() throws Exception {
    Workspace joined = join(instance("Bo", new MemoryStore()), "editor");

    assertFalse(joined.people().asking().stream().anyMatch(each -> true));
    assertThrows(RuntimeException.class, () -> joined.people().remove(ada.personId()));
  }

  private static String refused(Workspace joined) {
    return joined.waiting().flatMap(Workspace.Waiting::refused).orElse("");
  }
}
