package atoll.crdt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.TextView;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many edits at once, each somewhere else in the text, give what they give one by one; see {@link AtOnce}. */
class ScatteredEditsTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ReplicaId ANN = new ReplicaId(1);
  private static final ReplicaId BEN = new ReplicaId(2);
  private static final ReplicaId READER = new ReplicaId(77);
  private static final int EDITS = 120;
  private static final String PAIR = "\ud83c\udf0a";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void manyEdits_giveWhatTheyGiveOneByOne(long seed) throws RejectedException {
    for (String begun : List.of("", "some words ".repeat(20), ("a " + PAIR + " b").repeat(20))) {
      Document base = Document.create(ANN);
      base.splice(TEXT, 0, 0, begun, 0);
      assertSame(base, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void manyEditsOfAMarkedText_giveWhatTheyGiveOneByOne(long seed) throws RejectedException {
    Document base = Document.create(ANN);
    base.splice(TEXT, 0, 0, "some words ".repeat(20), 0);
    var draft = base.draft();
    draft.mark(TEXT, 20, 90, "bold", Value.of(true), Expand.END);
    base.commit(base.plan(draft));
    assertSame(base, seed);
  }

  private static void assertSame(Document base, long seed) throws RejectedException {
    Random random = new Random(seed);
    byte[] saved = base.save();
    Document ann = Document.load(saved, ANN);
    Document ben = Document.load(saved, BEN);
    for (int i = 0; i < EDITS; i++) {
      edit(ann, random);
      edit(ben, random);
    }
    List<Change> anns = ann.changesSince(base.frontier());
    List<Change> bens = ben.changesSince(base.frontier());
    Document oneByOne = Document.load(saved, READER);
    Document atOnce = Document.load(saved, READER);
    for (List<Change> changes : List.of(anns, bens)) {
      Shadow shadow = shadowOf(atOnce);
      Commit commit = atOnce.commit(atOnce.plan(changes));
      commit.patches().forEach(patch -> shadow.apply((Patch.TextPatch) patch));
      assertEquals(atOnce.text(TEXT).spans(), shadow.spans(), "what its views are told");
      for (Change change : changes) {
        oneByOne.commit(oneByOne.plan(List.of(change)));
      }
      assertEquals(oneByOne.text(TEXT).spans(), atOnce.text(TEXT).spans());
    }
    edit(atOnce, new Random(seed));
    edit(oneByOne, new Random(seed));
    assertEquals(oneByOne.text(TEXT).spans(), atOnce.text(TEXT).spans(), "an edit later");
  }

  /** So long that what is left over of the walk's room is given back before it goes on, see {@link ItemTree#isLarge}. */
  @Test
  void editsOfALongTextWhoseHistoryWasRead_giveTheSame() throws RejectedException {
    int pieces = 50_000;
    Document ann = Document.create(ANN);
    ann.splice(TEXT, 0, 0, "words".repeat(pieces), 0);
    Document ben = Document.load(ann.save(), BEN);
    for (int i = 0; i < pieces; i++) {
      ann.splice(TEXT, 5 * i + 1, i % 2, "x", 0);
    }
    Document read = Document.load(ann.save(), READER);
    read.anchor(TEXT, 100, Side.LEFT);
    Frontier before = ben.frontier();
    Random random = new Random(1);
    for (int i = 0; i < 20 * EDITS; i++) {
      edit(ben, random.nextInt(ben.text(TEXT).length() - 4), random);
    }
    List<Change> bens = ben.changesSince(before);
    read.commit(read.plan(bens));
    ann.commit(ann.plan(bens));
    assertEquals(ann.text(TEXT).toString(), read.text(TEXT).toString());
    ben.commit(ben.plan(ann.changesSince(ben.frontier())));
    assertEquals(ben.text(TEXT).toString(), read.text(TEXT).toString());
  }

  private static Shadow shadowOf(Document document) {
    Shadow shadow = new Shadow();
    List<Patch.TextStep> steps = new ArrayList<>();
    document
        .text(TEXT)
        .spans()
        .forEach(span -> steps.add(new Patch.Insert(span.chars(), span.attributes())));
    shadow.apply(new Patch.TextPatch(TEXT, steps));
    return shadow;
  }

  /** Puts in or takes out, or both, mostly somewhere else than before. */
  private static void edit(Document document, Random random) {
    edit(document, random.nextInt(document.text(TEXT).length() + 1), random);
  }

  private static void edit(Document document, int at, Random random) {
    TextView text = document.text(TEXT);
    int count = random.nextInt(3) == 0 ? Math.min(random.nextInt(4), text.length() - at) : 0;
    if (isWithinPair(text, at) || isWithinPair(text, at + count)) {
      return;
    }
    String more = "typed more".substring(random.nextInt(10));
    document.splice(TEXT, at, count, random.nextInt(5) == 0 ? "" : more, 0);
  }

  private static boolean isWithinPair(TextView text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
  }

  @Test
  void anEditBeyondTheTextAmongMany_isRefused() throws RejectedException {
    List<Op> ops = insertions();
    ops.add(new Op.DeleteText(TEXT, EDITS - 1, 2));
    assertRefused(ops);
    ops = insertions();
    ops.add(insert(EDITS + 1, "x"));
    assertRefused(ops);
  }

  @Test
  void anEditWithinAPairAmongMany_isRefused() throws RejectedException {
    List<Op> ops = insertions();
    ops.add(insert(0, PAIR));
    ops.add(insert(1, "x"));
    assertRefused(ops);
  }

  /** One character each, from the end of the text to its start. */
  private static List<Op> insertions() {
    return new ArrayList<>(Collections.nCopies(EDITS, insert(0, "x")));
  }

  private static Op insert(int at, String chars) {
    return new Op.InsertText(TEXT, at, chars, new TreeMap<>());
  }

  private static void assertRefused(List<Op> ops) throws RejectedException {
    Document document = Document.create(READER);
    Change bad = new Change(ANN, 0, Frontier.EMPTY, 0, ops);
    var refused = assertThrows(RejectedException.class, () -> document.plan(List.of(bad)));
    assertEquals(Reason.OUT_OF_RANGE, refused.reason());
    Change good = new Change(ANN, 0, Frontier.EMPTY, 0, insertions());
    document.commit(document.plan(List.of(good)));
    assertEquals("x".repeat(EDITS), document.text(TEXT).toString());
  }
}
