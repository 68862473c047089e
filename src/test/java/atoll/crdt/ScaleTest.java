package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents as large as the engine must bear. */
@Tag("slow")
class ScaleTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final int BRANCHES = 10_000;
  private static final int REPLICAS = 1_000;
  private static final int CHANGES = 1_000_000;
  private static final int PASTED = 10_000_000;

  @Test
  void tenThousandBranches_merge() throws RejectedException {
    assertEquals(BRANCHES, merged(BRANCHES, 50));
  }

  @Test
  void thousandReplicas_merge() throws RejectedException {
    assertEquals(REPLICAS, merged(REPLICAS, REPLICAS));
  }

  private static int merged(int branches, int replicas) throws RejectedException {
    Document document = Document.create(new ReplicaId(1));
    long[] counters = new long[replicas];
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < branches; i++) {
      int who = i % replicas;
      Op op = new Op.InsertText(TEXT, 0, "x", new TreeMap<>());
      changes.add(
          new Change(new ReplicaId(2 + who), counters[who]++, Frontier.EMPTY, 0, List.of(op)));
    }
    document.commit(document.plan(changes));
    Document again = Document.load(document.save(), new ReplicaId(1));
    assertEquals(document.text(TEXT).toString(), again.text(TEXT).toString());
    return document.text(TEXT).length();
  }

  @Test
  void aMillionChanges_areSavedAndGoOn() throws RejectedException {
    Document document = Document.create(new ReplicaId(1));
    for (int i = 0; i < CHANGES; i++) {
      document.splice(TEXT, i % 7 == 0 ? i / 2 : i, 0, "x", i / 10);
    }
    Document again = Document.load(document.save(), new ReplicaId(1));
    again.splice(TEXT, 5, 1, "y", 0);
    assertEquals(CHANGES, again.text(TEXT).length());
    assertEquals(1, again.changesSince(document.frontier()).size());
  }

  @Test
  void tenMillionCharacters_arePastedAndEdited() throws RejectedException {
    Document document = Document.create(new ReplicaId(1));
    Draft draft = document.draft();
    draft.insert(TEXT, 0, "0123456789".repeat(PASTED / 10));
    document.commit(document.plan(draft));
    Frontier pasted = document.frontier();
    document.splice(TEXT, PASTED / 2, 3, "", 0);
    Draft apart = document.draftAt(pasted);
    apart.insert(TEXT, PASTED, "end");
    document.commit(document.plan(apart));
    Document again = Document.load(document.save(), new ReplicaId(1));
    assertEquals(PASTED, again.text(TEXT).length());
    assertEquals("9end", again.text(TEXT).subSequence(PASTED - 4, PASTED).toString());
  }
}
