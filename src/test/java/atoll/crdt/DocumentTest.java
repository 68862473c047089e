package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException.Reason;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "first");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ContainerId COUNTER = ContainerId.root(Kind.COUNTER, "count");

  private final Document ann = Document.create(new ReplicaId(1));
  private final Document ben = Document.create(new ReplicaId(2));

  @Test
  void plan_ofADraft_leavesTheDocumentAsItIs() {
    Draft draft = ann.draft();
    draft.insert(TEXT, 0, "abc");
    Plan plan = ann.plan(draft);
    assertEquals("", ann.text(TEXT).toString());
    assertEquals(Frontier.EMPTY, ann.frontier());
    assertEquals(
        List.of(new Patch.TextPatch(TEXT, List.of(new Patch.Insert("abc", new TreeMap<>())))),
        plan.patches());
    Commit commit = ann.commit(plan);
    assertEquals("abc", ann.text(TEXT).toString());
    assertEquals(commit.after(), ann.frontier());
    assertThrows(IllegalStateException.class, () -> ann.commit(plan));
  }

  @Test
  void draftAt_anOlderVersion_mergesWithWhatCameSince() {
    type(ann, 0, "hello");
    Frontier old = ann.frontier();
    type(ann, 0, ">> ");
    Draft draft = ann.draftAt(old);
    draft.insert(TEXT, 5, "!");
    Commit commit = ann.commit(ann.plan(draft));
    assertEquals(">> hello!", ann.text(TEXT).toString());
    assertEquals(
        List.of(new Patch.TextPatch(
            TEXT,
            List.of(new Patch.Retain(8, new TreeMap<>()), new Patch.Insert("!", new TreeMap<>())))),
        commit.patches());
  }

  @Test
  void plan_ofChangesWithoutTheirParents_waitsAndSaysForWhat() throws RejectedException {
    Change first = type(ann, 0, "a");
    Change second = type(ann, 1, "b");
    Commit none = ben.commit(ben.plan(List.of(second)));
    assertEquals(List.of(), none.changes());
    assertEquals(List.of(new Plan.Waiting(second, List.of(first.lastId()))), ben.waiting());
    ben.commit(ben.plan(List.of(first)));
    assertEquals("ab", ben.text(TEXT).toString());
    assertEquals(List.of(), ben.waiting());
    assertEquals(List.of(), ben.plan(List.of(second, first)).changes());
  }

  @Test
  void plan_ofAPositionBeyondTheEnd_isRejectedAndTheDocumentIsAsBefore() throws RejectedException {
    type(ann, 0, "abc");
    Op lie = new Op.InsertText(TEXT, 4, "x", new TreeMap<>());
    Change change = new Change(new ReplicaId(7), 0, ann.frontier(), 0, List.of(lie));
    RejectedException rejected =
        assertThrows(RejectedException.class, () -> ann.plan(List.of(change)));
    assertEquals(Reason.OUT_OF_RANGE, rejected.reason());
    type(ann, 3, "d");
    assertEquals("abcd", ann.text(TEXT).toString());
  }

  @Test
  void insert_withinASurrogatePair_goesBeforeThePair() {
    type(ann, 0, "a\uD83D\uDE00b");
    type(ann, 2, "x");
    assertEquals("ax\uD83D\uDE00b", ann.text(TEXT).toString());
    Draft draft = ann.draft();
    draft.delete(TEXT, 3, 1);
    ann.commit(ann.plan(draft));
    assertEquals("axb", ann.text(TEXT).toString());
  }

  @Test
  void insert_atTheEndOfBoldAndOfALink_isBoldAndNotLinked() {
    type(ann, 0, "abcd");
    Draft draft = ann.draft();
    draft.mark(TEXT, 1, 3, "bold", Value.of(true), Expand.END);
    draft.mark(TEXT, 1, 3, "link", Value.of("https://example.org"), Expand.NONE);
    draft.insert(TEXT, 3, "X");
    draft.insert(TEXT, 1, "Y");
    draft.insert(TEXT, 0, "\n", Map.of("type", Value.of("task")));
    ann.commit(ann.plan(draft));
    TextView text = ann.text(TEXT);
    assertEquals("\naYbcXd", text.toString());
    assertEquals(Map.of("bold", Value.of(true)), text.attributesAt(5));
    assertEquals(Map.of(), text.attributesAt(2));
    assertEquals(Map.of(), text.attributesAt(6));
    assertEquals(Map.of("type", Value.of("task")), text.attributesAt(0));
  }

  @Test
  void structures_writtenApart_areTheSameAfterMerging() throws RejectedException {
    Draft draft = ann.draft();
    draft.put(MAP, "k", Value.of(1));
    draft.listInsert(LIST, 0, List.of(Value.of("a"), Value.of("b"), Value.of("c")));
    OpId one = draft.createNode(TREE, null, 0);
    OpId two = draft.createNode(TREE, null, 1);
    draft.add(COUNTER, 5);
    ann.commit(ann.plan(draft));
    exchange();
    Draft anns = ann.draft();
    anns.put(MAP, "k", Value.of(2));
    anns.listMove(LIST, 0, 2);
    anns.moveNode(TREE, one, two, 0);
    anns.add(COUNTER, 1);
    Draft bens = ben.draft();
    bens.put(MAP, "k", Value.of(3));
    bens.listMove(LIST, 0, 1);
    bens.moveNode(TREE, two, one, 0);
    bens.add(COUNTER, -2);
    ann.commit(ann.plan(anns));
    ben.commit(ben.plan(bens));
    exchange();
    assertEquals(Value.of(3), ann.map(MAP).get("k"));
    assertEquals(Value.of(3), ben.map(MAP).get("k"));
    assertEquals(Value.of(2), ben.map(MAP).conflicts("k").getFirst().value());
    assertEquals(List.of(Value.of("b"), Value.of("a"), Value.of("c")), values(ann));
    assertEquals(values(ann), values(ben));
    assertEquals(List.of(two), ben.tree(TREE).children(null));
    assertEquals(List.of(one), ben.tree(TREE).children(two));
    assertEquals(4, ben.counter(COUNTER));
  }

  @Test
  void diff_betweenAnyTwoVersions_leadsFromOneToTheOther() {
    Frontier start = ann.frontier();
    type(ann, 0, "abc");
    Frontier middle = ann.frontier();
    Draft draft = ann.draft();
    draft.delete(TEXT, 1, 1);
    ann.commit(ann.plan(draft));
    assertEquals("abc", ann.at(middle).text(TEXT).toString());
    assertEquals("", ann.at(start).text(TEXT).toString());
    assertEquals(
        List.of(new Patch.TextPatch(
            TEXT,
            List.of(new Patch.Retain(1, new TreeMap<>()), new Patch.Insert("b", new TreeMap<>())))),
        ann.diff(ann.frontier(), middle));
  }

  /** Each container of a version is worked out when it is first asked for; what is staged beyond it is not there. */
  @Test
  void at_readWhileAPlanIsStaged_isThatVersion() throws RejectedException {
    Draft draft = ann.draft();
    draft.insert(TEXT, 0, "abc");
    draft.put(MAP, "k", Value.of(1));
    draft.listInsert(LIST, 0, List.of(Value.of(1)));
    OpId node = draft.createNode(TREE, null, 0);
    draft.add(COUNTER, 1);
    ann.commit(ann.plan(draft));
    exchange();
    Frontier version = ann.frontier();
    Draft bens = ben.draft();
    bens.delete(TEXT, 0, 2);
    ben.commit(ben.plan(bens));
    View asked = ann.at(version);
    View askedLate = ann.at(version);
    Draft later = ann.draft();
    later.insert(TEXT, 3, "def");
    later.put(MAP, "k", Value.of(2));
    later.listInsert(LIST, 0, List.of(Value.of(2)));
    later.createNode(TREE, node, 0);
    later.add(COUNTER, 1);
    ann.commit(ann.plan(later));
    Plan staged = ann.plan(ben.changesSince(version));
    assertFirst(asked);
    assertFirst(ann.at(version));
    ann.commit(staged);
    assertFirst(asked);
    assertFirst(askedLate);
    assertEquals("cdef", ann.text(TEXT).toString());
    assertEquals(2, ann.counter(COUNTER));
  }

  private static void assertFirst(View view) {
    assertEquals("abc", view.text(TEXT).toString());
    assertEquals(Value.of(1), view.map(MAP).get("k"));
    assertEquals(Value.of(1), view.list(LIST).get(0));
    assertEquals(1, view.list(LIST).size());
    assertEquals(1, view.tree(TREE).size());
    assertEquals(1, view.counter(COUNTER));
  }

  @Test
  void anchor_besideACharacter_staysThere() throws RejectedException {
    type(ann, 0, "abc");
    Anchor before = ann.anchor(TEXT, 1, Side.LEFT);
    Anchor after = Anchor.parse(ann.anchor(TEXT, 1, Side.RIGHT).toBytes());
    type(ann, 1, "__");
    assertEquals(OptionalInt.of(3), ann.position(before));
    assertEquals(OptionalInt.of(1), ann.position(after));
    Draft draft = ann.draft();
    draft.delete(TEXT, 0, 1);
    ann.commit(ann.plan(draft));
    assertEquals(OptionalInt.of(0), ann.position(after));
  }

  @Test
  void load_ofWhatWasSaved_goesOn() throws RejectedException {
    type(ann, 0, "abc");
    Document again = Document.load(ann.save(), ann.self());
    type(again, 3, "d");
    assertEquals("abcd", again.text(TEXT).toString());
    ann.commit(ann.plan(again.changesSince(ann.frontier())));
    assertEquals("abcd", ann.text(TEXT).toString());
    assertEquals(again.frontier(), Frontier.parseText(ann.frontier().toText()));
    assertTrue(again.knows(ann.frontier()));
  }

  private static Change type(Document document, int at, String chars) {
    Draft draft = document.draft();
    draft.insert(TEXT, at, chars);
    return document.commit(document.plan(draft)).changes().getFirst();
  }

  private static List<Value> values(Document document) {
    ListView list = document.list(LIST);
    return IntStream.range(0, list.size()).mapToObj(list::get).toList();
  }

  private void exchange() throws RejectedException {
    ann.commit(ann.plan(ben.changesSince(ann.frontier())));
    ben.commit(ben.plan(ann.changesSince(ben.frontier())));
  }
}
