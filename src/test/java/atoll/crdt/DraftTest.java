package atoll.crdt;

import static atoll.crdt.Pair.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each call of a draft does, as the views of the document tell it. */
class DraftTest {
  private static final ReplicaId SELF = new ReplicaId(1);
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "map");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ContainerId COUNTER = ContainerId.root(Kind.COUNTER, "counter");

  private final Document document = Document.create(SELF);

  @Test
  void aDraft_knowsItsVersionItsTimeAndWhetherItIsEmpty() {
    edit(document, draft -> draft.insert(TEXT, 0, "a"));
    Draft draft = document.draft().time(1234);
    assertTrue(draft.isEmpty());
    assertEquals(document.frontier(), draft.parents());
    OpId made = draft.add(COUNTER, 2);
    assertFalse(draft.isEmpty());
    Change change = draft.change();
    assertEquals(1234, change.time());
    assertEquals(List.of(new Op.Add(COUNTER, 2)), change.ops());
    assertEquals(made, change.lastId());
    assertEquals(SELF, document.self());
    assertEquals(SELF, change.author());
    Frontier before = document.frontier();
    Commit commit = document.commit(document.plan(draft));
    assertEquals(before, commit.before());
    assertEquals(document.frontier(), commit.after());
    assertEquals(List.of(change), commit.changes());
    assertEquals(List.of(new Patch.CounterPatch(COUNTER, 2)), commit.patches());
  }

  @Test
  void textCalls_putInTakeOutAndMark() {
    edit(document, draft -> draft.insert(TEXT, 0, "hello"));
    edit(document, draft -> draft.insert(TEXT, 5, "!", Map.of("code", Value.of(true))));
    edit(document, draft -> draft.delete(TEXT, 1, 3));
    edit(document, draft -> draft.mark(TEXT, 0, 1, "bold", Value.of(true), Expand.NONE));
    TextView text = document.text(TEXT);
    assertEquals("ho!", text.toString());
    assertEquals(3, text.length());
    assertEquals('o', text.charAt(1));
    assertEquals("o!", text.subSequence(1, 3));
    var bold = new TreeMap<>(Map.of("bold", Value.of(true)));
    var code = new TreeMap<>(Map.of("code", Value.of(true)));
    assertEquals(
        List.of(
            new TextView.Span("h", bold),
            new TextView.Span("o", new TreeMap<>()),
            new TextView.Span("!", code)),
        text.spans());
    assertEquals(bold, text.attributesAt(0));
    assertEquals(code, text.attributesAt(2));
  }

  @Test
  void mapCalls_writeAndRemove() {
    List<OpId> ids = new ArrayList<>();
    edit(document, draft -> {
      ids.add(draft.put(MAP, "b", Value.of(1)));
      draft.put(MAP, "a", Value.of(2));
    });
    MapView map = document.map(MAP);
    assertEquals(Value.of(1), map.get("b"));
    assertEquals(ids.getFirst(), map.writer("b"));
    assertEquals(List.of("a", "b"), List.copyOf(map.keys()));
    assertEquals(List.of(), map.conflicts("a"));
    edit(document, draft -> draft.remove(MAP, "b"));
    assertNull(document.map(MAP).get("b"));
    assertNull(document.map(MAP).writer("b"));
    assertEquals(Set.of("a"), document.map(MAP).keys());
  }

  @Test
  void listCalls_putInMoveWriteAndDelete() {
    edit(document, draft -> draft.listInsert(LIST, 0, List.of(Value.of("a"), Value.of("b"))));
    edit(document, draft -> draft.listInsert(LIST, 1, Value.of("x")));
    assertEquals(List.of("a", "x", "b"), texts());
    OpId first = document.list(LIST).item(0);
    edit(document, draft -> draft.listMove(LIST, 0, 2));
    assertEquals(List.of("x", "b", "a"), texts());
    assertEquals(2, document.list(LIST).indexOf(first));
    List<OpId> writers = new ArrayList<>();
    edit(document, draft -> writers.add(draft.listSet(LIST, 2, Value.of("A"))));
    assertEquals(List.of("x", "b", "A"), texts());
    assertEquals(first, document.list(LIST).item(2), "the same item with another value");
    assertEquals(writers.getFirst(), document.list(LIST).writer(2));
    edit(document, draft -> draft.listDelete(LIST, 1, 2));
    assertEquals(List.of("x"), texts());
    assertEquals(-1, document.list(LIST).indexOf(first));
  }

  private List<String> texts() {
    ListView list = document.list(LIST);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(((Value.Text) list.get(i)).value());
    }
    return texts;
  }

  @Test
  void treeCalls_makeMoveAndRemove() {
    List<OpId> made = new ArrayList<>();
    edit(document, draft -> {
      made.add(draft.createNode(TREE, null, 0));
      made.add(draft.createNode(TREE, made.get(0), 0));
      made.add(draft.createNode(TREE, made.get(0), 0));
    });
    OpId top = made.get(0);
    assertEquals(List.of(top), document.tree(TREE).children(null));
    assertEquals(List.of(made.get(2), made.get(1)), document.tree(TREE).children(top));
    assertEquals(top, document.tree(TREE).parent(made.get(1)));
    assertEquals(3, document.tree(TREE).size());
    edit(document, draft -> draft.moveNode(TREE, made.get(1), null, 1));
    assertEquals(List.of(top, made.get(1)), document.tree(TREE).children(null));
    assertNull(document.tree(TREE).parent(made.get(1)));
    edit(document, draft -> draft.removeNode(TREE, top));
    TreeView tree = document.tree(TREE);
    assertEquals(List.of(made.get(1)), tree.children(null));
    assertFalse(tree.contains(made.get(2)), "below what was removed");
    assertTrue(tree.isRemoved(made.get(2)));
    assertFalse(tree.isRemoved(made.get(1)));
    assertTrue(tree.contains(made.get(1)));
    assertEquals(1, tree.size());
    assertThrows(IllegalArgumentException.class, () -> document.draft().createNode(TREE, top, 0));
  }

  @Test
  void containers_areThoseThatSomebodyWroteTo() {
    List<OpId> made = new ArrayList<>();
    edit(document, draft -> {
      draft.add(COUNTER, 3);
      draft.add(COUNTER, -1);
      made.add(draft.createNode(TREE, null, 0));
    });
    ContainerId nested = ContainerId.nested(made.getFirst(), Kind.TEXT);
    edit(document, draft -> draft.insert(nested, 0, "n"));
    assertEquals(Set.of(COUNTER, TREE, nested), document.containers());
    assertEquals(2, document.counter(COUNTER));
    assertEquals("", document.text(TEXT).toString(), "nobody wrote to it");
  }

  @Test
  void splice_isAChangeLikeOthers() {
    document.splice(TEXT, 0, 0, "hello", 7);
    document.splice(TEXT, 1, 3, "-", 8);
    assertEquals("h-o", document.text(TEXT).toString());
    List<Change> changes = document.changesSince(Frontier.EMPTY);
    assertEquals(List.of(7L, 8L), changes.stream().map(Change::time).toList());
    Frontier first = Frontier.of(changes.getFirst().lastId());
    assertTrue(document.knows(first));
    assertFalse(document.knows(Frontier.of(new OpId(SELF, 99))));
    assertFalse(document.knows(Frontier.of(changes.getFirst().firstId())), "within a change");
    assertEquals("hello", document.at(first).text(TEXT).toString());
    assertEquals(changes.subList(1, 2), document.changesSince(first));
    assertThrows(IndexOutOfBoundsException.class, () -> document.splice(TEXT, 2, 2, "", 0));
  }
}
