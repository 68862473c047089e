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
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Histories of one text that say as much as they can with few bytes: to load the document and to look into them takes no more
 * than 20 times its bytes in memory, and not much more where these are deflated.
 */
class OpenedHistoryTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "t");
  private static final ReplicaId AUTHOR = new ReplicaId(1);
  private static final int MANY = 20_000;
  private static final int MAGIC = 0x41544F44;
  private static final int FORMAT = 2;

  private final Random random = new Random(1);
  private final List<Op> ops = new ArrayList<>();

  @Test
  void insertionsAllOver_takeLittle() throws RejectedException {
    for (int i = 0; i < MANY; i++) {
      insert(i == 0 ? 0 : random.nextInt(i), "x");
    }
    assertSmall();
  }

  /** Beyond twenty times where it is deflated; ADR 170 says why. */
  @Test
  void wordsPutInAndTakenOutAllOver_takeLittle() throws RejectedException {
    insert(0, "word ".repeat(MANY));
    for (int i = 0; i < MANY; i++) {
      if (i % 2 == 0) {
        insert(random.nextInt(5 * MANY), "some");
      } else {
        ops.add(new Op.DeleteText(TEXT, random.nextInt(4 * MANY), 3));
      }
    }
    assertSmall(20, 33);
  }

  /** Beyond twenty times; ADR 170 says why. */
  @Test
  void deletionsAllOver_takeLittle() throws RejectedException {
    insert(0, "x".repeat(3 * MANY));
    for (int i = 0; i < MANY; i++) {
      ops.add(new Op.DeleteText(TEXT, random.nextInt(2 * MANY), 1));
    }
    assertSmall(25, 25);
  }

  @Test
  void stylesAllOver_takeLittle() throws RejectedException {
    var style = new TreeMap<>(Map.of("", Value.NULL));
    for (int i = 0; i < MANY; i++) {
      ops.add(new Op.InsertText(TEXT, i == 0 ? 0 : random.nextInt(i), "x", style));
    }
    assertSmall();
  }

  @Test
  void marksAtOnePlace_takeLittle() throws RejectedException {
    insert(0, "x");
    for (int i = 0; i < MANY; i++) {
      mark(0);
    }
    assertSmall();
  }

  /** Beyond twenty times where it is deflated; ADR 170 says why. */
  @Test
  void marksAllOver_takeLittle() throws RejectedException {
    insert(0, "x".repeat(MANY));
    for (int i = 0; i < MANY; i++) {
      mark(random.nextInt(MANY + 2 * i - 1));
    }
    assertSmall(20, 32);
  }

  @Test
  void aHistoryThatIsLongerThanItsText_isRefusedBeforeThereIsRoomForIt() throws RejectedException {
    byte[] bytes = textSaidToHave(1 << 28);
    Executable reading = () -> Document.loadForeign(bytes, AUTHOR, 1 << 20);
    long taken = Taken.by(() -> assertThrows(RejectedException.class, reading));
    assertEquals(
        Reason.MALFORMED, assertThrows(RejectedException.class, reading).reason());
    assertTrue(taken < 1 << 20, () -> taken + " bytes for " + bytes.length);
  }

  /** A document of one change that says to have put in so many characters, and has one. */
  private static byte[] textSaidToHave(int length) {
    ByteWriter out = new ByteWriter().i32(MAGIC).u8(FORMAT).i32(0);
    part(
        out,
        new ByteWriter().varint(1).i64(1).varint(1).varint(length).varint(0).varint(1));
    ByteWriter index = new ByteWriter().varint(1).varint(length).varint(1);
    index.varint(1).varint(0).zigzag(0); // one time
    index.varint(1).u8(0).string("t").varint(1).varint(0).zigzag(0); // one text, about which all is
    part(out, index);
    part(out, new ByteWriter().u8(0).string("x").varint(0).varint(0));
    ByteWriter log = new ByteWriter();
    part(log, new ByteWriter().varint(1).varint(1 << 3).varint(0)); // one insertion
    part(log, new ByteWriter().zigzag(0));
    part(log, new ByteWriter().varint(length - 1));
    part(log, new ByteWriter());
    part(log, new ByteWriter().u8(0).varint(0));
    out.varint(log.size()).raw(log.toBytes());
    part(out, new ByteWriter().varint(0));
    part(out, new ByteWriter().varint(0));
    return Sealed.withChecksum(out.toBytes());
  }

  private static void part(ByteWriter out, ByteWriter content) {
    out.varint(content.size()).varint(0).raw(content.toBytes());
  }

  private void insert(int at, String chars) {
    ops.add(new Op.InsertText(TEXT, at, chars, Collections.emptySortedMap()));
  }

  private void mark(int at) {
    ops.add(new Op.MarkText(TEXT, at, at + 1, "", Value.NULL, Expand.END));
  }

  private void assertSmall() throws RejectedException {
    assertSmall(20, 20);
  }

  private void assertSmall(int mostTimes, int mostTimesDeflated) throws RejectedException {
    byte[] change = new Change(AUTHOR, 0, Frontier.EMPTY, 0, ops).toBytes();
    Document document = Document.create(AUTHOR);
    document.commit(document.plan(List.of(Change.parse(change))));
    byte[] deflated = document.save();
    byte[] inflated = Inflated.of(deflated, 1);
    Taken.assertSmall(inflated, mostTimes, () -> opened(inflated));
    Taken.assertSmall(deflated, mostTimesDeflated, () -> opened(deflated));
  }

  private static Object opened(byte[] bytes) throws RejectedException {
    return Document.load(bytes, AUTHOR).anchor(TEXT, 0, Side.LEFT);
  }
}
