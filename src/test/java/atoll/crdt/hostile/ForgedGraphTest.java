package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import atoll.crdt.Document;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteWriter;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Graphs that nobody would write, with as many runs as their bytes can say: reading them takes no more than any other input. */
class ForgedGraphTest {
  private static final int RUNS = 20_000;
  private static final ReplicaId SELF = new ReplicaId(1);
  private static final int MAGIC = 0x41544F44;
  private static final int FORMAT = 2;
  private static final int[] NOTHING = {};

  /** For a run that was made on all before it: the bytes do not name its parents. */
  private static final int[] ALL = {0};

  @Test
  void runsOnNothing_takeLittle() throws RejectedException {
    assertSmall(1, run -> NOTHING);
  }

  @Test
  void runsOnAllBefore_takeLittle() throws RejectedException {
    assertSmall(2, run -> run == 0 ? NOTHING : ALL);
    assertSmall(2, run -> run % 2 == 0 ? NOTHING : ALL);
    assertSmall(2, run -> run % 3 == 0 ? ALL : NOTHING);
  }

  @Test
  void runsOnOneBefore_takeLittle() throws RejectedException {
    assertSmall(2, run -> run == 0 ? NOTHING : new int[] {1});
    assertSmall(3, run -> run < 2 ? NOTHING : new int[] {2});
    assertSmall(1, run -> run < 2 ? NOTHING : new int[] {1 + run % 2});
  }

  @Test
  void mergesThatNameTheirParents_takeLittle() throws RejectedException {
    assertSmall(2, run -> run < 2 ? NOTHING : new int[] {2, 1});
    assertSmall(3, run -> run < 3 ? NOTHING : new int[] {3, 2, 1});
    assertSmall(2, run -> run < 4 || run % 2 == 0 ? NOTHING : new int[] {2, 1});
  }

  @Test
  void asManyWritersAsRuns_takeLittle() throws RejectedException {
    assertSmall(RUNS, run -> run == 0 ? NOTHING : ALL);
    assertSmall(RUNS, run -> NOTHING);
  }

  private static void assertSmall(int writers, IntFunction<int[]> stepsBack)
      throws RejectedException {
    byte[] bytes = document(writers, stepsBack);
    byte[] again = Document.load(bytes, SELF).save();
    assertArrayEquals(again, Document.load(again, SELF).save(), "read as it was written");
    Taken.assertSmall(bytes, () -> Document.load(bytes, SELF));
  }

  private static byte[] document(int writers, IntFunction<int[]> stepsBack) {
    ByteWriter graph = new ByteWriter().varint(writers);
    for (int writer = 0; writer < writers; writer++) {
      graph.i64(writer);
    }
    graph.varint(RUNS);
    for (int run = 0; run < RUNS; run++) {
      graph.varint(1);
    }
    for (int run = 0; run < RUNS; run++) {
      graph.varint(run % writers);
    }
    for (int run = 0; run < RUNS; run++) {
      int[] steps = stepsBack.apply(run);
      boolean isAll = steps.length == 1 && steps[0] == 0;
      graph.varint(isAll ? 0 : steps.length + 1);
      for (int i = 0; !isAll && i < steps.length; i++) {
        graph.varint(steps[i]);
      }
    }
    ByteWriter index = new ByteWriter();
    index.varint(1).varint(1).varint(RUNS); // changes of one operation each
    index.varint(1).varint(0).zigzag(0); // one time
    index.varint(0).varint(1).varint(0).zigzag(-1); // no container, so nothing is about one
    ByteWriter nothing = new ByteWriter().varint(0);
    ByteWriter out = new ByteWriter().i32(MAGIC).u8(FORMAT).i32(0);
    part(out, graph);
    part(out, index);
    part(out, nothing);
    part(out, nothing);
    return Sealed.withChecksum(out.toBytes());
  }

  /** As it is, so that every byte counts. */
  private static void part(ByteWriter out, ByteWriter content) {
    byte[] raw = content.toBytes();
    out.varint(raw.length).varint(0).raw(raw);
  }
}
