package atoll.crdt.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.oracle.OracleDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Replicas of which some drop the beginning of their history while others keep it all: they go on to merge, and end as the
 * oracle says. One is behind where the history was dropped, and is told so. {@code -Dfuzz.trims=N} runs more seeds.
 */
class TrimFuzzTest {
  private static final int RUNS = Integer.getInteger("fuzz.trims", 80);
  private static final int ROUNDS = 40;

  private int concurrent;
  private int undone;

  @Test
  void replicasWithAndWithoutTheBeginning_agreeWithTheOracle() throws RejectedException {
    Random seeds = new Random(31);
    for (int i = 0; i < RUNS; i++) {
      long seed = seeds.nextLong();
      try {
        new Run(new Random(seed)).run();
      } catch (AssertionError | RuntimeException | RejectedException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertTrue(concurrent > 10 * RUNS && undone > RUNS / 2, concurrent + " apart, " + undone);
  }

  private final class Run {
    private final Random random;
    private final Editor editor;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Change> said = new ArrayList<>();
    private final Replica behind;
    private final List<Frontier> versions = new ArrayList<>();

    Run(Random random) {
      this.random = random;
      editor = new Editor(random);
      for (int i = 2 + random.nextInt(4); i > 0; i--) {
        replicas.add(new Replica(new ReplicaId(random.nextLong())));
      }
      behind = new Replica(new ReplicaId(random.nextLong()));
    }

    void run() throws RejectedException {
      rounds(false);
      hear(behind, said);
      hearEverything();
      Frontier shared = mark(replicas.getFirst());
      hearEverything();
      for (Replica replica : replicas) {
        if (replica != replicas.getLast()) {
          replica.trim(shared);
          assertEquals(Optional.of(shared), replica.document().trimmedAt());
        }
      }
      versions.clear();
      versions.add(shared);
      rounds(true);
      refuseWhoIsBehind();
      hearEverything();
      check();
    }

    private void rounds(boolean undoing) throws RejectedException {
      for (int i = 0; i < ROUNDS; i++) {
        Replica replica = replicas.get(random.nextInt(replicas.size()));
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> hear(replica, some());
          case 3 -> replica.restart();
          case 4 -> {
            if (undoing) {
              Optional<Draft> undo = random.nextInt(4) == 0
                  ? replica.document().redo()
                  : replica.document().undo();
              undone += undo.isPresent() ? 1 : 0;
              undo.ifPresent(draft -> say(replica, draft));
            }
          }
          default -> edit(replica);
        }
      }
    }

    private void edit(Replica replica) {
      Document document = replica.document();
      List<Frontier> known = versions.stream().filter(document::knows).toList();
      boolean old = !known.isEmpty() && random.nextInt(6) == 0;
      Draft draft =
          old ? document.draftAt(known.get(random.nextInt(known.size()))) : document.draft();
      editor.edit(draft, old ? document.at(draft.parents()) : document, 3);
      if (!draft.isEmpty()) {
        say(replica, draft);
      }
    }

    private void say(Replica replica, Draft draft) {
      if (!said.isEmpty()
          && !replica.document().knows(Frontier.of(said.getLast().lastId()))) {
        concurrent++;
      }
      Change change =
          replica.take(draft.time(random.nextInt(100_000))).changes().getFirst();
      said.add(change);
      versions.add(replica.document().frontier());
    }

    /** An edit that everything else will follow. */
    private Frontier mark(Replica replica) {
      Draft draft = replica.document().draft();
      draft.insert(ContainerId.root(Kind.TEXT, "text"), 0, "V");
      say(replica, draft);
      return replica.document().frontier();
    }

    private List<Change> some() {
      List<Change> some = new ArrayList<>(said);
      Collections.shuffle(some, random);
      return some.subList(0, random.nextInt(some.size() + 1));
    }

    private void hearEverything() throws RejectedException {
      for (Replica replica : replicas) {
        List<Change> all = new ArrayList<>(said);
        Collections.shuffle(all, random);
        hear(replica, all);
        assertEquals(List.of(), replica.document().waiting());
      }
    }

    private static void hear(Replica replica, List<Change> changes) throws RejectedException {
      replica.take(changes.stream().map(Change::toBytes).toList());
    }

    private void refuseWhoIsBehind() throws RejectedException {
      Draft draft = behind.document().draft();
      editor.edit(draft, behind.document(), 3);
      if (draft.isEmpty()) {
        return;
      }
      Change late = behind.take(draft).changes().getFirst();
      Document trimmed = replicas.getFirst().document();
      Picture before = Picture.of(trimmed);
      RejectedException refusal =
          assertThrows(RejectedException.class, () -> trimmed.plan(List.of(late)));
      assertEquals(Reason.TRIMMED, refusal.reason());
      assertEquals(before, Picture.of(trimmed));
      Frontier there = behind.document().frontier();
      assertThrows(IllegalArgumentException.class, () -> trimmed.changesSince(there));
      assertThrows(IllegalArgumentException.class, () -> trimmed.at(Frontier.EMPTY));
    }

    private void check() throws RejectedException {
      OracleDocument oracle = new OracleDocument(said);
      Picture expected = oracle.newest();
      for (Replica replica : replicas) {
        assertEquals(expected, Picture.of(replica.document()), "replica " + replica.id);
        for (int i = 0; i < 3; i++) {
          Frontier from = versions.get(random.nextInt(versions.size()));
          Frontier to = versions.get(random.nextInt(versions.size()));
          assertEquals(oracle.at(from), Picture.of(replica.document().at(from)));
          ShadowDocument shadow = new ShadowDocument();
          shadow.apply(replicas.getLast().document().diff(Frontier.EMPTY, from));
          shadow.apply(replica.document().diff(from, to));
          assertEquals(oracle.at(to).shown(), shadow.shown(), from + " to " + to);
        }
      }
      byte[] saved = replicas.getFirst().document().save();
      Document foreign = Document.loadForeign(saved, new ReplicaId(1), Long.MAX_VALUE);
      assertEquals(expected, Picture.of(foreign), "taken from somebody else");
      assertEquals(replicas.getFirst().document().trimmedAt(), foreign.trimmedAt());
      assertEquals(
          replicas.getFirst().document().trimmedAt(),
          Document.load(foreign.saveSince(foreign.trimmedAt().orElseThrow()), new ReplicaId(1))
              .trimmedAt());
    }
  }
}
