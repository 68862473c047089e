package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts as large as the engine must bear: what they end in, and that they cost no more than their size. */
@Tag("slow")
class ScaleTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ReplicaId READER = new ReplicaId(1);
  private static final int BRANCHES = 10_000;
  private static final int WRITERS = 50;
  private static final int REPLICAS = 1_000;
  private static final int CHANGES = 1_000_000;
  private static final int NAME_BITS = 14;
  private static final int PASTED = 10_000_000;
  private static final int MOST_MB_OF_A_MILLION = 30;

  @Test
  void tenThousandBranchesAtOnePlace_mergeInTheOrderOfTheirIds() throws RejectedException {
    List<Change> changes = branches(BRANCHES, WRITERS);
    assertEquals(inOrderOfIds(changes), afterAnotherStart(merged(changes)));
  }

  @Test
  void tenThousandBranchesAtOnePlace_costNoMoreThanTheirNumber() throws RejectedException {
    // Forty thousand, where a square shows.
    List<Change> changes = branches(4 * BRANCHES, WRITERS);
    Growth.assertLinear(changes.size(), size -> merged(changes.subList(0, size)));
  }

  @Test
  void tenThousandBranchesAllOverAText_costNoMoreThanTheirNumber() throws RejectedException {
    Document base = Document.create(READER);
    base.splice(TEXT, 0, 0, "The quick brown fox. ".repeat(1000), 0);
    List<Change> changes = new ArrayList<>(base.changesSince(Frontier.EMPTY));
    Frontier begun = base.frontier();
    Random random = new Random(3);
    for (int i = 0; i < BRANCHES; i++) {
      Op op = random.nextInt(3) == 0
          ? new Op.DeleteText(TEXT, random.nextInt(20_000), 2)
          : insertion(random.nextInt(20_000), "xyz");
      changes.add(new Change(new ReplicaId(2 + i), 0, begun, 0, List.of(op)));
    }
    Document merged = merged(changes);
    Collections.shuffle(changes, random);
    assertEquals(merged.text(TEXT).toString(), afterAnotherStart(merged(changes)));
    Growth.assertLinear(changes.size(), size -> {
      Document document = Document.load(base.save(), READER);
      document.commit(document.plan(changes.subList(0, size)));
      return document;
    });
  }

  @Test
  void thousandReplicas_mergeInTheOrderOfTheirIds() throws RejectedException {
    List<Change> changes = branches(REPLICAS, REPLICAS);
    assertEquals(inOrderOfIds(changes), afterAnotherStart(merged(changes)));
  }

  /** One after the other, each on what all before have written. */
  @Test
  void thousandReplicasThatTakeTurns_costNoMoreThanTheirNumber() throws RejectedException {
    Growth.assertLinear(4 * REPLICAS, size -> {
      Document document = Document.create(READER);
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < size; i++) {
        Op op = insertion(i, letter(i));
        Change change = new Change(new ReplicaId(2 + i), 0, document.frontier(), 0, List.of(op));
        document.commit(document.plan(List.of(change)));
        expected.append(letter(i));
      }
      assertEquals(expected.toString(), document.text(TEXT).toString());
      return document;
    });
  }

  private static Op insertion(int at, String chars) {
    return new Op.InsertText(TEXT, at, chars, Collections.emptySortedMap());
  }

  private static String letter(int i) {
    return String.valueOf((char) ('a' + i % 26));
  }

  /** One letter each at the same place, none of which knows of another. */
  private static List<Change> branches(int branches, int replicas) {
    long[] counters = new long[replicas];
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < branches; i++) {
      int who = i % replicas;
      List<Op> ops = List.of(insertion(0, letter(i / replicas + who)));
      changes.add(new Change(new ReplicaId(2 + who), counters[who]++, Frontier.EMPTY, 0, ops));
    }
    return changes;
  }

  private static String inOrderOfIds(List<Change> changes) {
    return changes.stream()
        .sorted(Comparator.comparing(Change::firstId))
        .map(change -> ((Op.InsertText) change.ops().getFirst()).chars())
        .collect(Collectors.joining());
  }

  private static Document merged(List<Change> changes) throws RejectedException {
    Document document = Document.create(READER);
    document.commit(document.plan(changes));
    return document;
  }

  /** The text as it is after saving and loading, from the state and from the history. */
  private static String afterAnotherStart(Document document) throws RejectedException {
    Document again = Document.load(document.save(), READER);
    assertEquals(document.text(TEXT).toString(), again.text(TEXT).toString());
    return again.at(again.frontier()).text(TEXT).toString();
  }

  @Test
  void aMillionChangesOfOneReplica_areSavedAndGoOn() throws RejectedException {
    StringBuilder expected = new StringBuilder();
    Document document = typed(CHANGES, expected);
    assertEquals(expected.toString(), afterAnotherStart(document));
    Document again = Document.load(document.save(), READER);
    again.splice(TEXT, 5, 1, "y", 0);
    expected.replace(5, 6, "y");
    assertEquals(expected.toString(), again.text(TEXT).toString());
    assertEquals(1, again.changesSince(document.frontier()).size());
    assertEquals(CHANGES, document.changesSince(Frontier.EMPTY).size());
  }

  /** What is shown of them is one step of a patch. */
  @Test
  void aChangeOfManyInsertionsAtOnePlace_costsNoMoreThanTheirNumber() throws RejectedException {
    Growth.assertLinear(4 * BRANCHES, size -> {
      Document document = Document.create(READER);
      Op op = insertion(0, "x");
      Change change =
          new Change(new ReplicaId(2), 0, Frontier.EMPTY, 0, Collections.nCopies(size, op));
      Commit commit = document.commit(document.plan(List.of(change)));
      var step = new Patch.Insert("x".repeat(size), Collections.emptySortedMap());
      assertEquals(List.of(new Patch.TextPatch(TEXT, List.of(step))), commit.patches());
      return document;
    });
  }

  /** As somebody would choose them who wants others to wait. */
  @Test
  void containersWhoseNamesHaveOneHash_costNoMoreThanTheirNumber() throws RejectedException {
    Growth.assertLinear(1 << NAME_BITS, size -> {
      List<Op> ops = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        ops.add(new Op.Add(ContainerId.root(Kind.COUNTER, nameOfOneHash(i)), i));
      }
      Change change = new Change(new ReplicaId(2), 0, Frontier.EMPTY, 0, ops);
      Document document = merged(List.of(change));
      Document again = Document.load(document.save(), READER);
      ContainerId last = ContainerId.root(Kind.COUNTER, nameOfOneHash(size - 1));
      assertEquals(size - 1, again.counter(last));
      return again;
    });
  }

  private static String nameOfOneHash(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < NAME_BITS; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @Test
  void aMillionChangesOfOneReplica_costNoMoreThanTheirNumber() throws RejectedException {
    Growth.assertLinear(CHANGES, size -> typed(size, new StringBuilder()));
    byte[] quarter = typed(CHANGES / 4, new StringBuilder()).save();
    byte[] whole = typed(CHANGES, new StringBuilder()).save();
    Growth.assertLinear(CHANGES, size -> {
      Document document = Document.load(size == CHANGES ? whole : quarter, READER);
      return document.at(document.frontier()).text(TEXT);
    });
  }

  @Test
  void aMillionChangesOpenForEditing_takeLessThanThirtyMegabytes() throws RejectedException {
    byte[] saved = typed(CHANGES, new StringBuilder()).save();
    long before = used();
    Document open = Document.load(saved, READER);
    open.splice(TEXT, 5, 0, "x", 0);
    long taken = used() - before;
    assertEquals(1, open.changesSince(Document.load(saved, READER).frontier()).size());
    assertTrue(taken < MOST_MB_OF_A_MILLION << 20, () -> taken + " bytes");
  }

  /** Bytes of the heap that something holds on to: the least of some looks, because others leave garbage meanwhile. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** Letter by letter, a little back now and then, sometimes half way back, and every tenth taken out again. */
  private static Document typed(int changes, StringBuilder expected) {
    Document document = Document.create(READER);
    for (int i = 0; i < changes; i++) {
      int length = expected.length();
      int at = i % 997 == 0 ? length / 2 : i % 7 == 0 ? Math.max(0, length - 30) : length;
      boolean isDeletion = i % 10 == 9;
      String inserted = isDeletion ? "" : letter(i / 3);
      document.splice(TEXT, isDeletion ? at - 1 : at, isDeletion ? 1 : 0, inserted, i / 10);
      if (isDeletion) {
        expected.deleteCharAt(at - 1);
      } else {
        expected.insert(at, inserted);
      }
    }
    return document;
  }

  @Test
  void tenMillionCharacters_arePastedAndEdited() throws RejectedException {
    String digits = "0123456789".repeat(PASTED / 10);
    Document document = pasted(digits);
    Frontier before = document.frontier();
    document.splice(TEXT, PASTED / 2, 3, "", 0);
    Draft apart = document.draftAt(before);
    apart.insert(TEXT, PASTED, "end");
    document.commit(document.plan(apart));
    String expected = digits.substring(0, PASTED / 2) + digits.substring(PASTED / 2 + 3) + "end";
    assertTrue(expected.contentEquals(document.text(TEXT)));
    assertTrue(expected.equals(afterAnotherStart(document)));
  }

  @Test
  void tenMillionCharacters_costNoMoreThanTheirNumber() throws RejectedException {
    String digits = "0123456789".repeat(PASTED / 10);
    Growth.assertLinear(PASTED, size -> {
      Document document = pasted(digits.substring(0, size));
      for (int i = 0; i < 100; i++) {
        document.splice(TEXT, size / 2 + i, 0, "x", 0);
      }
      return document.save();
    });
  }

  private static Document pasted(String chars) {
    Document document = Document.create(READER);
    Draft draft = document.draft();
    draft.insert(TEXT, 0, chars);
    document.commit(document.plan(draft));
    return document;
  }
}
