package atoll.crdt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replicas that edit one text apart, at random, and must agree with each other and with what their patches say. */
class TextFuzzTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final List<String> KEYS = List.of("bold", "link", "color");

  static List<Long> seeds() {
    return new Random(20).longs(60).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void replicas_editingApart_agree(long seed) throws RejectedException {
    new Run(seed, 60).run();
  }

  private static final class Run {
    private final Random random;
    private final int rounds;
    private final List<Document> replicas = new ArrayList<>();
    private final List<Shadow> shadows = new ArrayList<>();
    private final List<Frontier> versions = new ArrayList<>(List.of(Frontier.EMPTY));
    private int concurrent;

    Run(long seed, int rounds) {
      random = new Random(seed);
      this.rounds = rounds;
      for (int i = 0; i < 2 + random.nextInt(3); i++) {
        replicas.add(Document.create(new ReplicaId(random.nextLong())));
        shadows.add(new Shadow());
      }
    }

    void run() throws RejectedException {
      for (int i = 0; i < rounds; i++) {
        int who = random.nextInt(replicas.size());
        switch (random.nextInt(4)) {
          case 0 -> receive(who, random.nextInt(replicas.size()), random.nextInt(4) == 0);
          default -> edit(who);
        }
      }
      for (int i = 0; i < replicas.size() * replicas.size(); i++) {
        receive(i % replicas.size(), (i + 1) % replicas.size(), false);
      }
      check();
    }

    private void edit(int who) {
      Document doc = replicas.get(who);
      List<Frontier> known = versions.stream().filter(doc::knows).toList();
      boolean old = random.nextInt(8) == 0;
      Draft draft = old ? doc.draftAt(known.get(random.nextInt(known.size()))) : doc.draft();
      int length =
          old ? doc.at(draft.parents()).text(TEXT).length() : doc.text(TEXT).length();
      int ops = 1 + random.nextInt(3);
      for (int i = 0; i < ops; i++) {
        length = edit(draft, length);
      }
      if (!draft.isEmpty()) {
        commit(who, doc.commit(doc.plan(draft)));
      }
    }

    private int edit(Draft draft, int length) {
      int at = random.nextInt(length + 1);
      int count = random.nextInt(Math.min(4, length - at) + 1);
      String key = KEYS.get(random.nextInt(KEYS.size()));
      Value value = random.nextInt(3) == 0 ? Value.NULL : Value.of(random.nextInt(3));
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          draft.delete(TEXT, at, count);
          return length - count;
        }
        case 2 -> {
          if (count > 0) {
            Expand expand = random.nextBoolean() ? Expand.END : Expand.NONE;
            draft.mark(TEXT, at, at + count, key, value, expand);
          }
          return length;
        }
        case 3 -> {
          String chars = chars();
          draft.insert(TEXT, at, chars, Map.of(key, value));
          return length + chars.length();
        }
        default -> {
          String chars = chars();
          draft.insert(TEXT, at, chars);
          return length + chars.length();
        }
      }
    }

    private String chars() {
      StringBuilder out = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0; i--) {
        out.append((char) ('a' + random.nextInt(26)));
      }
      return out.toString();
    }

    private void receive(int to, int from, boolean cut) throws RejectedException {
      Document doc = replicas.get(to);
      List<Change> changes = new ArrayList<>();
      for (Change change : replicas.get(from).changesSince(doc.frontier())) {
        changes.add(Change.parse(change.toBytes()));
      }
      Collections.shuffle(changes, random);
      if (cut) {
        changes = changes.subList(0, random.nextInt(changes.size() + 1));
      }
      commit(to, doc.commit(doc.plan(changes)));
    }

    private void commit(int who, Commit commit) {
      concurrent += commit.after().ids().size() > 1 ? 1 : 0;
      commit.patches().forEach(patch -> shadows.get(who).apply((Patch.TextPatch) patch));
      Document doc = replicas.get(who);
      assertEquals(doc.text(TEXT).spans(), shadows.get(who).spans());
      versions.add(commit.after());
    }

    private void check() throws RejectedException {
      Document first = replicas.getFirst();
      for (Document doc : replicas) {
        assertEquals(first.frontier(), doc.frontier());
        assertEquals(first.text(TEXT).spans(), doc.text(TEXT).spans());
      }
      Document again = Document.load(first.save(), first.self());
      assertEquals(first.text(TEXT).spans(), again.text(TEXT).spans());
      for (int i = 0; i < 5; i++) {
        Frontier from = versions.get(random.nextInt(versions.size()));
        Frontier to = versions.get(random.nextInt(versions.size()));
        Shadow shadow = new Shadow();
        first.diff(Frontier.EMPTY, from).forEach(patch -> shadow.apply((Patch.TextPatch) patch));
        assertEquals(first.at(from).text(TEXT).spans(), shadow.spans());
        first.diff(from, to).forEach(patch -> shadow.apply((Patch.TextPatch) patch));
        assertEquals(first.at(to).text(TEXT).spans(), shadow.spans());
      }
      assertTrue(concurrent > 0, "nothing was concurrent");
    }
  }
}
