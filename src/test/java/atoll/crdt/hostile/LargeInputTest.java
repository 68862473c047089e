package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Large inputs that say as much as they can with few bytes: reading them takes no more than 20 times their size in memory, all
 * that is made on the way counted, and so no more than linear time.
 */
class LargeInputTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "t");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "m");
  private static final ContainerId COUNTER = ContainerId.root(Kind.COUNTER, "c");
  private static final ReplicaId AUTHOR = new ReplicaId(1);
  private static final int MANY = 20_000;

  @Test
  void insertionsOfOneCharacter_takeLittle() throws RejectedException {
    assertSmall(change(i -> insertAt(5)));
  }

  /** As no writer of ours writes them: they are joined when they are read. */
  @Test
  void insertionsThatFollowEachOther_takeLittle() throws RejectedException {
    byte[] two =
        new Change(AUTHOR, 0, Frontier.EMPTY, 0, List.of(insertAt(5), insertAt(5))).toBytes();
    int last = two.length - 4;
    ByteWriter out = new ByteWriter().raw(two, 0, 12).varint(MANY).raw(two, 13, last - 13);
    for (int i = 1; i < MANY; i++) {
      out.u8(two[last]).varint(5 + i).varint(1).u8('x');
    }
    byte[] bytes = out.toBytes();
    assertEquals("x".repeat(MANY), ((Op.InsertText) Change.parse(bytes).ops().getFirst()).chars());
    assertSmall(bytes);
  }

  private static Op insertAt(int position) {
    return new Op.InsertText(TEXT, position, "x", Collections.emptySortedMap());
  }

  @Test
  void deletionsOfOneCharacter_takeLittle() throws RejectedException {
    assertSmall(change(i -> new Op.DeleteText(TEXT, i % 2, 1)));
  }

  @Test
  void entriesWithShortNames_takeLittle() throws RejectedException {
    assertSmall(change(i -> new Op.Remove(MAP, "")));
    assertSmall(change(i -> new Op.Put(MAP, "", Value.NULL)));
  }

  @Test
  void listsAndTrees_takeLittle() throws RejectedException {
    ContainerId list = ContainerId.root(Kind.LIST, "l");
    ContainerId tree = ContainerId.root(Kind.TREE, "r");
    OpId node = new OpId(AUTHOR, 1);
    for (int count = 1; count < 6; count++) {
      List<Value> values = Collections.nCopies(count, Value.NULL);
      assertSmall(change(i -> new Op.ListInsert(list, null, Side.LEFT, values)));
    }
    assertSmall(change(i -> new Op.ListMove(list, node, null, Side.LEFT)));
    assertSmall(change(i -> new Op.ListSet(list, node, Value.NULL)));
    assertSmall(change(i -> new Op.ListDelete(list, node)));
    assertSmall(change(i -> new Op.TreeCreate(tree, null, "")));
    assertSmall(change(i -> new Op.TreeMove(tree, node, null, "")));
    assertSmall(change(i -> new Op.TreeRemove(tree, node)));
  }

  @Test
  void whatIsRare_takesLittle() throws RejectedException {
    assertSmall(change(i -> new Op.Add(COUNTER, 1)));
    Op.Run run = new Op.Run(new OpId(AUTHOR, 1), 1);
    for (int count = 0; count < 6; count++) {
      List<Op.Run> runs = Collections.nCopies(count, run);
      assertSmall(change(i -> new Op.Undo(0, 0, runs)));
    }
    assertSmall(change(i -> new Op.Undo(0, 0, Collections.nCopies(MANY, run)), 1));
    for (int length = 0; length < 5; length++) {
      Value.Bytes content = new Value.Bytes(new byte[length]);
      assertSmall(change(i -> new Op.Unknown(100, 1, content)));
    }
    assertSmall(change(i -> new Op.MarkText(TEXT, 0, 1, "", Value.NULL, Expand.END)));
    var styled = new TreeMap<>(Map.of("", Value.NULL));
    assertSmall(change(i -> new Op.InsertText(TEXT, 5, "x", styled)));
    var other = new TreeMap<>(Map.of("ab", Value.NULL));
    assertSmall(change(i -> new Op.InsertText(TEXT, 5, "xy", other)));
  }

  @Test
  void valuesWithinValues_takeLittle() throws RejectedException {
    assertSmall(value(Value.NULL));
    assertSmall(value(Value.of(1)));
    assertSmall(value(Value.of(1.5)));
    assertSmall(value(Value.container(Kind.MAP)));
    for (int length = 0; length < 5; length++) {
      assertSmall(value(Value.of("x".repeat(length))));
      assertSmall(value(Value.of("é".repeat(length))));
      assertSmall(value(Value.of(new byte[length])));
      assertSmall(value(new Value.Unknown(100, new Value.Bytes(new byte[length]))));
      assertSmall(value(Value.of(Collections.nCopies(length, Value.NULL))));
    }
    assertSmall(value(Value.of(List.of(Value.of(List.of(Value.NULL))))));
  }

  @Test
  void mapsWithinValues_takeLittle() throws RejectedException {
    assertSmall(value(Value.of(new TreeMap<>())));
    for (int length = 0; length < 12; length++) {
      var one = new TreeMap<>(Map.of("n".repeat(length), Value.NULL));
      assertSmall(value(Value.of(one)));
      one.put("other name", Value.of(true));
      assertSmall(value(Value.of(one)));
      var within = new TreeMap<>(Map.of("n".repeat(length), Value.of(one)));
      assertSmall(value(Value.of(within)));
    }
  }

  @Test
  void aDocumentOfManyBranches_takesLittle() throws RejectedException {
    Document document = Document.create(AUTHOR);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Op op = new Op.Add(COUNTER, 1);
      changes.add(new Change(new ReplicaId(2), i, Frontier.EMPTY, 0, List.of(op)));
    }
    document.commit(document.plan(changes));
    byte[] bytes = document.save();
    Taken.assertSmall(bytes, () -> Document.load(bytes, AUTHOR));
  }

  @Test
  void aTextWithGapsBetweenItsOperations_takesLittle() throws RejectedException {
    byte[] bytes = textWithGaps(10_000);
    Taken.assertSmall(bytes, () -> Document.load(bytes, AUTHOR));
  }

  /** Which is read when it is first needed. */
  @Test
  void aHistoryThatIsLookedInto_takesLittle() throws RejectedException {
    for (String text : List.of("x", "some words")) {
      int length = text.length();
      byte[] back = saved(
          i -> i % 2 == 0
              ? new Op.InsertText(TEXT, 0, text, Collections.emptySortedMap())
              : new Op.DeleteText(TEXT, 0, length),
          MANY);
      assertSmallWithHistory(back);
    }
    String all = "Some words, and more. ".repeat(MANY);
    assertSmallWithHistory(
        saved(i -> new Op.InsertText(TEXT, 0, all, Collections.emptySortedMap()), 1));
  }

  private static void assertSmallWithHistory(byte[] bytes) throws RejectedException {
    Taken.assertSmall(bytes, () -> Document.load(bytes, AUTHOR).anchor(TEXT, 0, Side.LEFT));
  }

  private static byte[] saved(IntFunction<Op> op, int count) throws RejectedException {
    Document document = Document.create(AUTHOR);
    document.commit(document.plan(List.of(Change.parse(change(op, count)))));
    return document.save();
  }

  /** To make the changes again, or to look into the history, takes what there is, however far apart it is. */
  @Test
  void whatIsMadeAgain_takesNoMoreForGaps() throws RejectedException {
    byte[] dense = textWithGaps(1);
    byte[] sparse = textWithGaps(10_000);
    long least = Taken.by(() -> Document.loadForeign(dense, AUTHOR, Long.MAX_VALUE));
    assertTrue(
        Taken.by(() -> Document.loadForeign(sparse, AUTHOR, Long.MAX_VALUE)) < least * 5 / 4);
    least = Taken.by(() -> Document.load(dense, AUTHOR).anchor(TEXT, 1, Side.LEFT));
    long most = least * 5 / 4;
    assertTrue(Taken.by(() -> Document.load(sparse, AUTHOR).anchor(TEXT, 1, Side.LEFT)) < most);
  }

  /** What a newer version made counts up local versions, so those of the text are far apart. */
  private static byte[] textWithGaps(int gap) throws RejectedException {
    Value.Bytes nothing = new Value.Bytes(new byte[0]);
    Random random = new Random(1);
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < MANY / 2; i++) {
      ops.add(new Op.Unknown(100, gap, nothing));
      int at = i == 0 ? 0 : random.nextInt(i);
      ops.add(new Op.InsertText(TEXT, at, "x", Collections.emptySortedMap()));
    }
    Document document = Document.create(AUTHOR);
    Change change = new Change(AUTHOR, 0, Frontier.EMPTY, 0, ops);
    document.commit(document.plan(List.of(Change.parse(change.toBytes()))));
    return document.save();
  }

  private static byte[] change(IntFunction<Op> op) {
    return change(op, MANY);
  }

  private static byte[] change(IntFunction<Op> op, int count) {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ops.add(op.apply(i));
    }
    return new Change(AUTHOR, 0, Frontier.EMPTY, 0, ops).toBytes();
  }

  private static byte[] value(Value item) {
    Value all = Value.of(Collections.nCopies(MANY, item));
    Op op = new Op.Put(MAP, "k", all);
    return new Change(AUTHOR, 0, Frontier.EMPTY, 0, List.of(op)).toBytes();
  }

  private static void assertSmall(byte[] change) throws RejectedException {
    Taken.assertSmall(change, () -> Change.parse(change));
  }
}
