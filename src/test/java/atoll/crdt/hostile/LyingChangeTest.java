package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Pair;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import atoll.crdt.fuzz.Picture;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that are well formed and lie: rejected with the reason, the document as before and usable. */
class LyingChangeTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "map");
  private static final ReplicaId LIAR = new ReplicaId(66);
  private static final OpId NOTHING = new OpId(new ReplicaId(77), 7);

  private final Pair pair = new Pair();
  private final Document document = pair.ann;

  @BeforeEach
  void aDocumentWithSomething() throws RejectedException {
    Pair.edit(document, draft -> {
      draft.insert(TEXT, 0, "abc");
      draft.listInsert(LIST, 0, List.of(Value.of(1), Value.of(2)));
      draft.createNode(TREE, null, 0);
      draft.put(MAP, "k", Value.of(1));
    });
    Pair.edit(document, draft -> draft.delete(TEXT, 1, 1));
    pair.exchange();
  }

  @Test
  void positions_beyondTheText_areRejected() {
    rejected(Reason.OUT_OF_RANGE, new Op.InsertText(TEXT, 3, "x", new TreeMap<>()));
    rejected(Reason.OUT_OF_RANGE, new Op.DeleteText(TEXT, 1, 2));
    rejected(Reason.OUT_OF_RANGE, new Op.DeleteText(TEXT, 2, 1));
    rejected(Reason.OUT_OF_RANGE, new Op.MarkText(TEXT, 0, 3, "bold", Value.of(true), Expand.END));
    rejected(Reason.OUT_OF_RANGE, new Op.InsertText(TEXT, Integer.MAX_VALUE, "x", new TreeMap<>()));
  }

  @Test
  void itemsAndPlaces_thatAreNotThere_areRejected() {
    OpId item = document.list(LIST).item(0);
    rejected(Reason.OUT_OF_RANGE, new Op.ListMove(LIST, NOTHING, null, Side.RIGHT));
    rejected(Reason.OUT_OF_RANGE, new Op.ListMove(LIST, item, NOTHING, Side.RIGHT));
    rejected(Reason.OUT_OF_RANGE, new Op.ListInsert(LIST, null, Side.LEFT, List.of(Value.NULL)));
    rejected(Reason.OUT_OF_RANGE, new Op.ListDelete(LIST, NOTHING));
    rejected(
        Reason.OUT_OF_RANGE,
        new Op.ListSet(LIST, document.tree(TREE).children(null).getFirst(), Value.NULL));
  }

  @Test
  void nodes_thatAreNotThere_areRejected() {
    rejected(Reason.OUT_OF_RANGE, new Op.TreeCreate(TREE, NOTHING, "A"));
    rejected(Reason.OUT_OF_RANGE, new Op.TreeMove(TREE, NOTHING, null, "A"));
    rejected(
        Reason.OUT_OF_RANGE,
        new Op.TreeMove(TREE, document.tree(TREE).children(null).getFirst(), NOTHING, "A"));
    rejected(Reason.OUT_OF_RANGE, new Op.TreeRemove(TREE, document.list(LIST).item(0)));
  }

  @Test
  void whatIsThereButWasNotKnownToTheWriter_isRejected() {
    OpId item = document.list(LIST).item(0);
    OpId node = document.tree(TREE).children(null).getFirst();
    rejected(
        Reason.OUT_OF_RANGE,
        new Change(LIAR, 0, Frontier.EMPTY, 0, List.of(new Op.ListDelete(LIST, item))));
    rejected(
        Reason.OUT_OF_RANGE,
        new Change(LIAR, 0, Frontier.EMPTY, 0, List.of(new Op.TreeRemove(TREE, node))));
  }

  @Test
  void aCounter_usedAgainWithOtherContent_isAContradiction() {
    Change known = document.changesSince(Frontier.EMPTY).getFirst();
    Op other = new Op.Put(MAP, "k", Value.of(2));
    rejected(
        Reason.CONTRADICTION,
        new Change(known.author(), 0, known.parents(), known.time(), List.of(other)));
    rejected(
        Reason.CONTRADICTION,
        new Change(known.author(), 1, known.parents(), known.time(), List.of(other)));
  }

  @Test
  void parents_withinAChange_areBad() {
    OpId within = new OpId(document.self(), 1);
    rejected(
        Reason.BAD_PARENTS,
        new Change(LIAR, 0, Frontier.of(within), 0, List.of(new Op.Remove(MAP, "k"))));
  }

  @Test
  void parents_ofWhichOneIsBeforeTheOther_areBad() {
    List<Change> known = document.changesSince(Frontier.EMPTY);
    Frontier both = Frontier.of(known.get(0).lastId(), known.get(1).lastId());
    rejected(Reason.BAD_PARENTS, new Change(LIAR, 0, both, 0, List.of(new Op.Remove(MAP, "k"))));
  }

  @Test
  void changes_thatFollowEachOther_waitForEver() throws RejectedException {
    ReplicaId second = new ReplicaId(67);
    Change one =
        new Change(LIAR, 0, Frontier.of(new OpId(second, 0)), 0, List.of(new Op.Remove(MAP, "k")));
    Change two =
        new Change(second, 0, Frontier.of(new OpId(LIAR, 0)), 0, List.of(new Op.Remove(MAP, "k")));
    Picture before = Picture.of(document);
    document.commit(document.plan(List.of(one, two)));
    assertEquals(2, document.waiting().size());
    assertEquals(before, Picture.of(document));
    stillWorks();
  }

  @Test
  void aLieAmongTrueChanges_takesNothing() {
    Pair.edit(pair.ben, draft -> draft.put(MAP, "true", Value.of(1)));
    Change honest = pair.ben.changesSince(document.frontier()).getFirst();
    Change lie =
        new Change(LIAR, 0, document.frontier(), 0, List.of(new Op.ListDelete(LIST, NOTHING)));
    Picture before = Picture.of(document);
    assertThrows(RejectedException.class, () -> document.plan(List.of(honest, lie)));
    assertEquals(before, Picture.of(document));
  }

  @Test
  void whatANewerVersionMade_isCarried() throws RejectedException {
    Value unknown = new Value.Unknown(99, new Value.Bytes(new byte[] {1, 2}));
    Op carried = new Op.Unknown(100, 3, new Value.Bytes(new byte[] {9}));
    Change change = new Change(
        LIAR, 0, document.frontier(), 0, List.of(carried, new Op.Put(MAP, "new", unknown)));
    document.commit(document.plan(List.of(Change.parse(change.toBytes()))));
    Document again = Document.load(document.save(), document.self());
    assertEquals(unknown, again.map(MAP).get("new"));
    assertEquals(change, again.changesSince(Frontier.EMPTY).getLast());
    Pair.edit(again, draft -> draft.insert(TEXT, 0, "on"));
    assertEquals("onac", again.text(TEXT).toString());
  }

  private void rejected(Reason reason, Op op) {
    rejected(reason, new Change(LIAR, 0, document.frontier(), 0, List.of(op)));
  }

  private void rejected(Reason reason, Change lie) {
    byte[] before = document.save();
    Picture shown = Picture.of(document);
    RejectedException rejected =
        assertThrows(RejectedException.class, () -> document.plan(List.of(lie)));
    assertEquals(reason, rejected.reason(), rejected.getMessage());
    assertEquals(shown, Picture.of(document));
    assertArrayEquals(before, document.save());
    stillWorks();
  }

  private void stillWorks() {
    int length = document.text(TEXT).length();
    Pair.edit(document, draft -> draft.insert(TEXT, length, "x"));
    Pair.edit(document, draft -> draft.delete(TEXT, length, 1));
    assertEquals(length, document.text(TEXT).length());
  }
}
