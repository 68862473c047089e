package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Documents that somebody else saved: to make them again takes no more memory than was allowed, all that is made on the way
 * counted. What might take more is refused before it is made.
 */
class ForeignMemoryTest {
  private static final ReplicaId SELF = new ReplicaId(9);
  private static final ReplicaId AUTHOR = new ReplicaId(1);
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "t");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "l");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "r");
  private static final int MANY = 1_500;

  /** Bytes that an empty document, an exception and its trace take. */
  private static final long ALWAYS = 96 << 10;

  private final Random random = new Random(3);

  @Test
  void whatIsMadeAgain_takesNoMoreThanIsAllowed() throws RejectedException {
    for (var kind : documents().entrySet()) {
      byte[] bytes = kind.getValue();
      Document.loadForeign(bytes, SELF, Long.MAX_VALUE);
      int refused = 0;
      int taken = 0;
      for (long most = 1 << 14; most < 1L << 28; most *= 3) {
        long limit = most;
        boolean[] isTaken = new boolean[1];
        Taken.Reading reading = () -> isTaken[0] = isTaken(bytes, limit);
        // The first of a kind loads classes.
        long first = Taken.by(reading);
        long took = Math.min(first, Taken.by(reading));
        assertTrue(took <= limit + ALWAYS, () -> kind.getKey() + ": " + took + " of " + limit);
        taken += isTaken[0] ? 1 : 0;
        refused += isTaken[0] ? 0 : 1;
      }
      assertTrue(taken > 0 && refused > 0, kind.getKey() + ": " + taken + " and " + refused);
    }
  }

  @Test
  void aDocument_takesNoMoreThanTwentyTimesItsBytesAndAMebibyteUnlessMoreIsAllowed()
      throws RejectedException {
    for (var kind : documents().entrySet()) {
      byte[] bytes = kind.getValue();
      RejectedException refused =
          assertThrows(RejectedException.class, () -> Document.loadForeign(bytes, SELF));
      assertEquals(Reason.TOO_LARGE, refused.reason(), kind.getKey());
    }
    Document small = Document.create(AUTHOR);
    for (int i = 0; i < 100; i++) {
      small.splice(TEXT, i, 0, "x", i);
    }
    assertEquals(
        "x".repeat(100), Document.loadForeign(small.save(), SELF).text(TEXT).toString());
  }

  private static boolean isTaken(byte[] bytes, long most) throws RejectedException {
    try {
      return Document.loadForeign(bytes, SELF, most).self().equals(SELF);
    } catch (RejectedException e) {
      if (e.reason() != Reason.TOO_LARGE) {
        throw e;
      }
      return false;
    }
  }

  private Map<String, byte[]> documents() throws RejectedException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("typed", each(i -> insert(i, "x")));
    all.put("typed backwards", each(i -> insert(0, "x")));
    all.put("at one place in one change", one(i -> insert(0, "x")));
    all.put("all over", one(i -> insert(i == 0 ? 0 : random.nextInt(i), "x")));
    all.put("all over, each", each(i -> insert(i == 0 ? 0 : random.nextInt(i), "x")));
    all.put(
        "put in and taken out",
        each(i -> i % 2 == 0 ? insert(0, "x") : new Op.DeleteText(TEXT, 0, 1)));
    all.put("a long text", one(i -> insert(0, "some words ")));
    all.put("backspaces", backspaces());
    all.put("branches", branches(0));
    all.put("branches in a long text", branches(MANY));
    all.put(
        "marks",
        each(i -> i == 0
            ? insert(0, "xy")
            : new Op.MarkText(TEXT, 0, 1, "k" + i % 7, Value.of(i), Expand.END)));
    var bold = new TreeMap<>(Map.of("", Value.NULL));
    all.put("styles", each(i -> new Op.InsertText(TEXT, 0, "x", bold)));
    all.put("styles in one change", one(i -> new Op.InsertText(TEXT, 0, "x", bold)));
    all.put("sums", each(i -> new Op.Add(ContainerId.root(Kind.COUNTER, "c"), 1)));
    all.put(
        "texts",
        one(i -> new Op.InsertText(
            ContainerId.root(Kind.TEXT, "" + i), 0, "x", Collections.emptySortedMap())));
    all.put(
        "texts, each",
        each(i -> new Op.InsertText(
            ContainerId.root(Kind.TEXT, "" + i), 0, "x", Collections.emptySortedMap())));
    all.put("counters", one(i -> new Op.Add(ContainerId.root(Kind.COUNTER, "" + i), 1)));
    all.put("entries", each(i -> new Op.Put(map("m"), "k" + i, Value.of(i))));
    all.put("one entry", each(i -> new Op.Put(map("m"), "", Value.NULL)));
    all.put("maps", one(i -> new Op.Put(map("" + i), "", Value.NULL)));
    Value large = Value.of(Collections.nCopies(100, Value.of(Collections.nCopies(2, Value.NULL))));
    all.put("values", each(i -> new Op.Put(map("m"), "" + i % 9, large)));
    all.put("items", each(i -> new Op.ListInsert(LIST, null, Side.RIGHT, List.of(Value.NULL))));
    all.put(
        "items in one", one(i -> new Op.ListInsert(LIST, null, Side.RIGHT, List.of(Value.NULL))));
    OpId first = new OpId(AUTHOR, 0);
    all.put(
        "moves",
        each(i -> i == 0
            ? new Op.ListInsert(LIST, null, Side.RIGHT, List.of(Value.NULL))
            : new Op.ListMove(LIST, first, null, Side.RIGHT)));
    all.put("nodes", each(i -> new Op.TreeCreate(TREE, null, "n" + i)));
    all.put("nodes in one", one(i -> new Op.TreeCreate(TREE, null, "")));
    all.put("deep", one(i -> new Op.TreeCreate(TREE, i == 0 ? null : new OpId(AUTHOR, i - 1), "")));
    all.put("unknown", each(i -> new Op.Unknown(100, 1, new Value.Bytes(new byte[3]))));
    return all;
  }

  private static ContainerId map(String name) {
    return ContainerId.root(Kind.MAP, name);
  }

  private static Op insert(int at, String chars) {
    return new Op.InsertText(TEXT, at, chars, Collections.emptySortedMap());
  }

  private static byte[] backspaces() throws RejectedException {
    Document document = Document.create(AUTHOR);
    document.splice(TEXT, 0, 0, "x".repeat(MANY), 0);
    for (int i = MANY - 1; i >= 0; i--) {
      document.splice(TEXT, i, 1, "", 0);
    }
    return document.save();
  }

  /** Some writers at once, each on what all had before. */
  private byte[] branches(int length) throws RejectedException {
    Document document = Document.create(AUTHOR);
    document.splice(TEXT, 0, 0, "x".repeat(length + 1), 0);
    List<Change> changes = new ArrayList<>();
    Frontier begun = document.frontier();
    for (int i = 0; i < MANY; i++) {
      ReplicaId writer = new ReplicaId(2 + i % 40);
      int counter = i / 40;
      Frontier parents = counter == 0 ? begun : Frontier.of(new OpId(writer, counter - 1));
      Op op = insert(random.nextInt(length + 1), "y");
      changes.add(new Change(writer, counter, parents, i, List.of(op)));
    }
    document.commit(document.plan(changes));
    return document.save();
  }

  private static byte[] one(IntFunction<Op> op) throws RejectedException {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      ops.add(op.apply(i));
    }
    return saved(List.of(new Change(AUTHOR, 0, Frontier.EMPTY, 0, ops)));
  }

  private static byte[] each(IntFunction<Op> op) throws RejectedException {
    List<Change> changes = new ArrayList<>();
    long counter = 0;
    for (int i = 0; i < MANY; i++) {
      Frontier parents = i == 0 ? Frontier.EMPTY : Frontier.of(new OpId(AUTHOR, counter - 1));
      Change change = new Change(AUTHOR, counter, parents, i % 3, List.of(op.apply(i)));
      changes.add(change);
      counter += change.size();
    }
    return saved(changes);
  }

  private static byte[] saved(List<Change> changes) throws RejectedException {
    Document document = Document.create(AUTHOR);
    List<Change> parsed = new ArrayList<>();
    for (Change change : changes) {
      parsed.add(Change.parse(change.toBytes()));
    }
    document.commit(document.plan(parsed));
    return document.save();
  }
}
