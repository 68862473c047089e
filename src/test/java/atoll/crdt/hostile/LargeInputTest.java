package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.crdt.codec.ByteWriter;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Large inputs that say as much as they can with few bytes: reading them takes no more than 20 times their size in memory, all
 * that is made on the way counted, and so no more than linear time. Beyond that go, within a value, lists of three (22 times) and
 * maps whose names have fewer than ten characters: some 150 bytes for itself and each name.
 */
class LargeInputTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "t");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "m");
  private static final ContainerId COUNTER = ContainerId.root(Kind.COUNTER, "c");
  private static final ReplicaId AUTHOR = new ReplicaId(1);
  private static final int MANY = 20_000;
  private static final int MOST_TIMES = 20;

  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
    assertSmall(change(i -> new Op.ListDelete(list, new OpId(AUTHOR, 1))));
    assertSmall(change(i -> new Op.TreeCreate(tree, null, "")));
    assertSmall(change(i -> new Op.Undo(0, 0, List.of())));
  }

  @Test
  void valuesWithinValues_takeLittle() throws RejectedException {
    assertSmall(value(Value.NULL));
    assertSmall(value(Value.of(1)));
    assertSmall(value(Value.of("x")));
    assertSmall(value(Value.of(List.of())));
    assertSmall(value(Value.of(List.of(Value.NULL))));
    assertSmall(value(Value.of(Collections.nCopies(4, Value.NULL))));
    assertSmall(value(Value.of(new TreeMap<>())));
    assertSmall(value(Value.of(new TreeMap<>(Map.of("a name of some length", Value.NULL)))));
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
    assertSmall(bytes, () -> Document.load(bytes, AUTHOR));
  }

  @FunctionalInterface
  private interface Reading {
    Object read() throws RejectedException;
  }

  private static byte[] change(IntFunction<Op> op) {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      ops.add(op.apply(i));
    }
    return new Change(AUTHOR, 0, Frontier.EMPTY, 0, ops).toBytes();
  }

  private static byte[] value(Value item) {
    Value all = Value.of(Collections.nCopies(MANY, item));
    Op op = new Op.Put(MAP, "k", all);
    return new Change(AUTHOR, 0, Frontier.EMPTY, 0, List.of(op)).toBytes();
  }

  private void assertSmall(byte[] change) throws RejectedException {
    assertSmall(change, () -> Change.parse(change));
  }

  private void assertSmall(byte[] bytes, Reading reading) throws RejectedException {
    long before = memory.getCurrentThreadAllocatedBytes();
    Object read = reading.read();
    long taken = memory.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        taken <= (long) MOST_TIMES * bytes.length,
        () -> taken + " bytes for the " + bytes.length + " of a " + read.getClass());
  }
}
