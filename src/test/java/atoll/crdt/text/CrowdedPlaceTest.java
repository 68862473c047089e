package atoll.crdt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.crdt.fuzz.Picture;
import atoll.crdt.oracle.OracleDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many writers at one place at the same time: so many that the walker does not compare each with each, see {@link Siblings}. */
class CrowdedPlaceTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ReplicaId READER = new ReplicaId(77);
  private static final int WRITERS = 70;

  static List<Long> seeds() {
    return new Random(5).longs(12).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void manyInsertionsAtOnePlace_lieWhereTheOracleSays(long seed) throws RejectedException {
    Random random = new Random(seed);
    Document base = Document.create(new ReplicaId(1));
    base.splice(TEXT, 0, 0, "ab", 0);
    byte[] begun = base.save();
    List<Change> all = new ArrayList<>(base.changesSince(Frontier.EMPTY));
    for (int i = 0; i < WRITERS; i++) {
      Document writer = Document.load(begun, new ReplicaId(random.nextLong()));
      if (random.nextInt(3) == 0) {
        writer.commit(writer.plan(all.subList(0, random.nextInt(all.size()))));
      }
      Frontier before = writer.frontier();
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        edit(writer, random);
      }
      all.addAll(writer.changesSince(before));
    }
    Picture expected = new OracleDocument(all).newest();
    Collections.shuffle(all, random);
    Document atOnce = Document.create(READER);
    atOnce.commit(atOnce.plan(all));
    assertEquals(expected, Picture.of(atOnce), "at once");
    Document oneByOne = Document.create(READER);
    for (Change change : all) {
      oneByOne.commit(oneByOne.plan(List.of(change)));
    }
    assertEquals(expected, Picture.of(oneByOne), "one by one");
  }

  private static void edit(Document writer, Random random) {
    int length = writer.text(TEXT).length();
    int at = Math.min(length, 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0));
    Draft draft = writer.draft();
    switch (random.nextInt(8)) {
      case 0 -> draft.delete(TEXT, 0, 1);
      case 1 -> draft.delete(TEXT, at, Math.min(1, length - at));
      case 2 -> draft.insert(TEXT, at, "styled", Map.of("color", Value.of(1)));
      case 3 -> {
        if (at < length) {
          draft.mark(TEXT, at, length, "bold", Value.of(true), Expand.NONE);
        }
      }
      default -> draft.insert(TEXT, at, random.nextBoolean() ? "x" : "yz");
    }
    if (!draft.isEmpty()) {
      writer.commit(writer.plan(draft));
    }
  }
}
