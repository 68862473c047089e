package atoll.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.StoreException;
import atoll.store.blobs.BlobId;
import atoll.store.memory.MemoryStore;
import atoll.workspace.PageLook.Cover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreeServiceTest {
  private static final Optional<NodeId> TOP = Optional.empty();

  private final MemoryStore store = new MemoryStore();
  private Instance instance =
      new Instance(store, TestSeal.DEVICE, new NoMeeting(), new Random(1), () -> Instant.EPOCH);
  private TreeService tree = instance.create("Home").tree();

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void newNodes_standWhereTheyWerePut() {
    NodeId b = tree.create(TOP, 0, NodeKind.PAGE, "b");
    tree.create(TOP, 0, NodeKind.PAGE, "a");
    tree.create(TOP, 99, NodeKind.PAGE, "c");
    tree.create(Optional.of(b), 0, NodeKind.PAGE, "under b");
    assertEquals("a b(under b) c", shown(TOP));
  }

  @Test
  void tree_isThereAfterARestart() {
    NodeId a = tree.create(TOP, 0, NodeKind.PAGE, "a");
    tree.create(Optional.of(a), 0, NodeKind.PAGE, "b");
    restart();
    assertEquals("Home", instance.workspaces().getFirst().name());
    assertEquals("a(b)", shown(TOP));
  }

  private void restart() {
    instance.close();
    instance =
        new Instance(store, TestSeal.DEVICE, new NoMeeting(), new Random(2), () -> Instant.EPOCH);
    tree = instance.workspaces().getFirst().tree();
  }

  @Test
  void look_isKeptByItsPartsAndThereAfterARestart() {
    NodeId page = tree.create(TOP, 0, NodeKind.PAGE, "a");
    assertEquals(PageLook.PLAIN, tree.state().node(page).orElseThrow().look());
    Cover cover = new Cover(BlobId.of("a picture".getBytes(UTF_8)), "Sea at dawn.jpg", 30);
    tree.dress(page, look -> look.withIcon("🏝️"));
    tree.dress(page, look -> look.withCover(Optional.of(cover)).withWidth(true));
    restart();
    assertEquals(
        new PageLook("🏝️", Optional.of(cover), true),
        tree.state().node(page).orElseThrow().look());
    tree.dress(page, look -> PageLook.PLAIN);
    assertEquals(PageLook.PLAIN, tree.state().node(page).orElseThrow().look());
  }

  @Test
  void lookThatStays_writesNothing() {
    NodeId page = tree.create(TOP, 0, NodeKind.PAGE, "a");
    List<TreeState> told = new ArrayList<>();
    tree.subscribe(told::add);
    tree.dress(page, look -> look.withIcon("").withWidth(false));
    assertEquals(List.of(), told);
  }

  @Test
  void indexes_countWhatIsShown() throws IllegalMoveException {
    NodeId a = tree.create(TOP, 0, NodeKind.PAGE, "a");
    NodeId gone = tree.create(TOP, 1, NodeKind.PAGE, "gone");
    tree.create(TOP, 2, NodeKind.PAGE, "b");
    tree.create(TOP, 3, NodeKind.PAGE, "c");
    tree.trash(gone);
    tree.move(a, TOP, 1);
    assertEquals("b a c", shown(TOP));
    tree.move(a, TOP, 2);
    assertEquals("b c a", shown(TOP));
    tree.move(a, TOP, 0);
    assertEquals("a b c", shown(TOP));
  }

  @Test
  void everyMoveOfThree_endsAtItsIndex() throws IllegalMoveException {
    for (String title : List.of("a", "b", "c", "d")) {
      tree.create(TOP, 99, NodeKind.PAGE, title);
    }
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      Node moved = tree.state().children(TOP).get(random.nextInt(4));
      int to = random.nextInt(4);
      tree.move(moved.id(), TOP, to);
      assertEquals(moved.id(), tree.state().children(TOP).get(to).id());
    }
  }

  @Test
  void moveUnderItself_isRefusedAndNothingMoves() {
    NodeId a = tree.create(TOP, 0, NodeKind.PAGE, "a");
    NodeId b = tree.create(Optional.of(a), 0, NodeKind.PAGE, "b");
    assertThrows(IllegalMoveException.class, () -> tree.move(a, Optional.of(b), 0));
    assertThrows(IllegalMoveException.class, () -> tree.move(a, Optional.of(a), 0));
    assertEquals("a(b)", shown(TOP));
  }

  /** As for a device that was just told of a removal. */
  @Test
  void nodeThatIsNotThereAnyMore_isSaidToBeGoneAndNothingChanges() {
    NodeId a = tree.create(TOP, 0, NodeKind.PAGE, "a");
    NodeId gone = NodeId.parse("00000000000000aa-7").orElseThrow();
    assertThrows(GoneException.class, () -> tree.move(a, Optional.of(gone), 0));
    assertThrows(GoneException.class, () -> tree.move(gone, TOP, 0));
    assertThrows(GoneException.class, () -> tree.create(Optional.of(gone), 0, NodeKind.PAGE, "b"));
    assertThrows(GoneException.class, () -> tree.restore(gone));
    assertEquals("a", shown(TOP));
  }

  @Test
  void trashedNode_goesWithWhatLiesUnderItAndComesBack() {
    NodeId a = tree.create(TOP, 0, NodeKind.PAGE, "a");
    NodeId b = tree.create(Optional.of(a), 0, NodeKind.PAGE, "b");
    tree.trash(a);
    assertEquals("", shown(TOP));
    assertTrue(tree.state().inTrash(b));
    assertEquals(List.of("a"), tree.state().trash().stream().map(Node::title).toList());
    tree.restore(a);
    assertEquals("a(b)", shown(TOP));
    assertFalse(tree.state().inTrash(b));
  }

  @Test
  void nodeWhoseParentIsInTheTrash_isRestoredToTheTop() {
    NodeId a = tree.create(TOP, 0, NodeKind.PAGE, "a");
    NodeId b = tree.create(Optional.of(a), 0, NodeKind.PAGE, "b");
    tree.trash(b);
    tree.trash(a);
    tree.restore(b);
    assertEquals("b", shown(TOP));
  }

  @Test
  void titles_areOneLineOfBoundedLength() {
    NodeId a = tree.create(TOP, 0, NodeKind.PAGE, " two\nlines ");
    assertEquals("two lines", tree.state().node(a).orElseThrow().title());
    tree.rename(a, "x".repeat(10_000));
    assertEquals(
        Node.MOST_TITLE_CHARACTERS, tree.state().node(a).orElseThrow().title().length());
  }

  @Test
  void refusalOfTheDisk_changesNothingAndIsTold() {
    tree.create(TOP, 0, NodeKind.PAGE, "a");
    List<TreeState> told = new ArrayList<>();
    tree.subscribe(told::add);
    store.refuse("the disk is full");
    StoreException refusal =
        assertThrows(StoreException.class, () -> tree.create(TOP, 0, NodeKind.PAGE, "b"));
    assertEquals("the disk is full", refusal.getMessage());
    assertEquals("a", shown(TOP));
    assertEquals(List.of(), told);
  }

  /** Titles in order, with what lies under a node in brackets behind it. */
  private String shown(Optional<NodeId> parent) {
    List<String> titles = new ArrayList<>();
    for (Node node : tree.state().children(parent)) {
      String below = shown(Optional.of(node.id()));
      titles.add(node.title() + (below.isEmpty() ? "" : "(" + below + ")"));
    }
    return String.join(" ", titles);
  }
}
