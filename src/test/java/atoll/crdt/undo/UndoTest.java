package atoll.crdt.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Kind;
import atoll.crdt.ListView;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.TextView.Span;
import atoll.crdt.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UndoTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "map");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ContainerId COUNTER = ContainerId.root(Kind.COUNTER, "counter");
  private static final Value BOLD = Value.of(true);

  private Document ann = Document.create(new ReplicaId(1));
  private final Document ben = Document.create(new ReplicaId(2));
  private long time = 1000;

  @Test
  void undo_ofTypedWords_takesBackAWordAtATime() {
    for (char key : "two words".toCharArray()) {
      time += 100;
      edit(ann, draft -> draft.insert(TEXT, ann.text(TEXT).length(), String.valueOf(key)));
    }
    undo();
    assertEquals("two ", text());
    undo();
    assertEquals("", text());
    assertEquals(Optional.empty(), ann.undo());
    redo();
    redo();
    assertEquals("two words", text());
    assertEquals(Optional.empty(), ann.redo());
  }

  @Test
  void undo_afterAPause_takesBackWhatWasTypedSince() {
    edit(ann, draft -> draft.insert(TEXT, 0, "a"));
    time += 5000;
    edit(ann, draft -> draft.insert(TEXT, 1, "b"));
    undo();
    assertEquals("a", text());
  }

  @Test
  void undo_ofADeletion_bringsTheTextBackWithItsMarks() {
    edit(ann, draft -> {
      draft.insert(TEXT, 0, "plain bold");
      draft.mark(TEXT, 6, 10, "bold", BOLD, Expand.END);
    });
    edit(ann, draft -> draft.delete(TEXT, 3, 5));
    undo();
    assertEquals(
        List.of(
            new Span("plain ", new TreeMap<>()),
            new Span("bold", new TreeMap<>(Map.of("bold", BOLD)))),
        ann.text(TEXT).spans());
  }

  @Test
  void undo_ofAnInsertionAfterADeletionWasUndone_takesTheRestoredTextBackToo() {
    edit(ann, draft -> draft.insert(TEXT, 0, "abc"));
    edit(ann, draft -> draft.delete(TEXT, 1, 1));
    undo();
    assertEquals("abc", text());
    undo();
    assertEquals("", text());
    redo();
    redo();
    assertEquals("ac", text());
  }

  @Test
  void undo_ofAnInsertionThatSomebodyTypedIn_leavesWhatTheyTyped() throws RejectedException {
    edit(ann, draft -> draft.insert(TEXT, 0, "mine"));
    exchange();
    edit(ben, draft -> draft.insert(TEXT, 2, "YOURS"));
    exchange();
    undo();
    assertEquals("YOURS", text());
    redo();
    assertEquals("miYOURSne", text());
  }

  @Test
  void undo_ofADeletionThatSomebodyElseMadeToo_bringsNothingBack() throws RejectedException {
    edit(ann, draft -> draft.insert(TEXT, 0, "abc"));
    exchange();
    time += 5000;
    edit(ann, draft -> draft.delete(TEXT, 0, 2));
    edit(ben, draft -> draft.delete(TEXT, 1, 1));
    exchange();
    undo();
    assertEquals("ac", text());
  }

  @Test
  void undo_ofAMark_leavesSomebodyElsesMark() throws RejectedException {
    edit(ann, draft -> draft.insert(TEXT, 0, "abc"));
    exchange();
    edit(ann, draft -> draft.mark(TEXT, 0, 2, "color", Value.of("red"), Expand.END));
    exchange();
    edit(ben, draft -> draft.mark(TEXT, 1, 3, "color", Value.of("blue"), Expand.END));
    exchange();
    undo();
    assertEquals(
        List.of(
            new Span("a", new TreeMap<>()),
            new Span("bc", new TreeMap<>(Map.of("color", Value.of("blue"))))),
        ann.text(TEXT).spans());
  }

  @Test
  void undo_ofAnEntry_restoresTheValueBefore() {
    edit(ann, draft -> draft.put(MAP, "k", Value.of(1)));
    edit(ann, draft -> draft.put(MAP, "k", Value.of(2)));
    undo();
    assertEquals(Value.of(1), ann.map(MAP).get("k"));
    undo();
    assertEquals(Map.of(), entries());
    redo();
    assertEquals(Value.of(1), ann.map(MAP).get("k"));
  }

  @Test
  void undo_ofAnEntryThatSomebodyOverwrote_leavesTheirs() throws RejectedException {
    edit(ann, draft -> draft.put(MAP, "k", Value.of(1)));
    edit(ann, draft -> draft.put(MAP, "other", Value.of(1)));
    edit(ann, draft -> draft.put(MAP, "k", Value.of(2)));
    exchange();
    edit(ben, draft -> draft.put(MAP, "k", Value.of(3)));
    exchange();
    undo();
    assertEquals(Map.of("k", Value.of(3)), entries(), "the overwritten one is passed over");
    redo();
    assertEquals(Map.of("k", Value.of(3), "other", Value.of(1)), entries());
  }

  @Test
  void undo_ofAMoveInAList_movesBackUnlessSomebodyMovedItSince() throws RejectedException {
    edit(
        ann,
        draft -> draft.listInsert(LIST, 0, List.of(Value.of("a"), Value.of("b"), Value.of("c"))));
    exchange();
    edit(ann, draft -> draft.listMove(LIST, 0, 2));
    undo();
    assertEquals("abc", list());
    redo();
    assertEquals("bca", list());
    exchange();
    edit(ben, draft -> draft.listMove(LIST, 2, 1));
    exchange();
    assertEquals("bac", list());
    assertTrue(ann.undo().isPresent());
    undo();
    assertEquals("", list(), "the move is passed over, the insertion is not");
  }

  @Test
  void undo_ofADeletionInAList_putsTheItemBackWhereItWas() throws RejectedException {
    edit(
        ann,
        draft -> draft.listInsert(LIST, 0, List.of(Value.of("a"), Value.of("b"), Value.of("c"))));
    edit(ann, draft -> draft.listDelete(LIST, 1, 2));
    exchange();
    edit(ben, draft -> draft.listInsert(LIST, 1, Value.of("x")));
    exchange();
    undo();
    assertEquals(4, ann.list(LIST).size());
    assertTrue(List.of("abcx", "axbc").contains(list()), list());
  }

  @Test
  void undo_ofARemovedNode_bringsAllBelowBack() {
    OpId[] nodes = new OpId[2];
    edit(ann, draft -> {
      nodes[0] = draft.createNode(TREE, null, 0);
      nodes[1] = draft.createNode(TREE, nodes[0], 0);
    });
    edit(ann, draft -> draft.removeNode(TREE, nodes[0]));
    assertFalse(ann.tree(TREE).contains(nodes[1]));
    undo();
    assertEquals(List.of(nodes[1]), ann.tree(TREE).children(nodes[0]));
    undo();
    assertEquals(List.of(), ann.tree(TREE).children(null));
  }

  @Test
  void undo_ofAMadeNode_leavesItWhileSomebodyElsesIsBelow() throws RejectedException {
    OpId[] node = new OpId[1];
    edit(ann, draft -> node[0] = draft.createNode(TREE, null, 0));
    exchange();
    edit(ben, draft -> draft.createNode(TREE, node[0], 0));
    exchange();
    assertEquals(Optional.empty(), ann.undo());
  }

  @Test
  void undo_ofACounter_takesTheAmountBack() throws RejectedException {
    edit(ann, draft -> draft.add(COUNTER, 5));
    edit(ben, draft -> draft.add(COUNTER, 2));
    exchange();
    undo();
    assertEquals(2, ann.counter(COUNTER));
    redo();
    assertEquals(7, ann.counter(COUNTER));
  }

  @Test
  void undoAndRedo_afterARestart_goOnWhereTheyWere() throws RejectedException {
    edit(ann, draft -> draft.insert(TEXT, 0, "one"));
    time += 5000;
    edit(ann, draft -> draft.insert(TEXT, 3, " two"));
    undo();
    ann = Document.load(ann.save(), ann.self());
    redo();
    assertEquals("one two", text());
    ann = Document.load(ann.save(), ann.self());
    undo();
    undo();
    assertEquals("", text());
  }

  @Test
  void redo_afterAnotherEdit_isOver() {
    edit(ann, draft -> draft.insert(TEXT, 0, "a"));
    undo();
    edit(ann, draft -> draft.put(MAP, "k", Value.of(1)));
    assertEquals(Optional.empty(), ann.redo());
    undo();
    assertEquals(Optional.empty(), ann.undo());
  }

  private void edit(Document document, Consumer<Draft> edit) {
    Draft draft = document.draft().time(time);
    edit.accept(draft);
    document.commit(document.plan(draft));
  }

  private void undo() {
    ann.commit(ann.plan(ann.undo().orElseThrow()));
  }

  private void redo() {
    ann.commit(ann.plan(ann.redo().orElseThrow()));
  }

  private String text() {
    return ann.text(TEXT).toString();
  }

  private Map<String, Value> entries() {
    TreeMap<String, Value> entries = new TreeMap<>();
    ann.map(MAP).keys().forEach(key -> entries.put(key, ann.map(MAP).get(key)));
    return entries;
  }

  private String list() {
    ListView list = ann.list(LIST);
    return String.join(
        "",
        IntStream.range(0, list.size())
            .mapToObj(i -> ((Value.Text) list.get(i)).value())
            .toList());
  }

  private void exchange() throws RejectedException {
    ann.commit(ann.plan(ben.changesSince(ann.frontier())));
    ben.commit(ben.plan(ann.changesSince(ben.frontier())));
  }
}
