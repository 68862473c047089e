package atoll.crdt.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.Change;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.oracle.OracleDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some replicas that edit one document apart. The network doubles, delays, reorders and cuts what they say and loses some of
 * it until the end, when everybody hears everything.
 */
final class FuzzRun {
  private final Random random;
  /** Apart, so that the seeds that failed once mean what they meant before messages were cut. */
  private final Random cuts;

  private final int rounds;
  private final Editor editor;
  private final boolean isUndoing;
  private final List<Replica> replicas = new ArrayList<>();
  private final Map<Frontier, Change> said = new LinkedHashMap<>();
  private final List<Frontier> versions = new ArrayList<>(List.of(Frontier.EMPTY));

  FuzzRun(long seed, int rounds) {
    random = new Random(seed);
    cuts = new Random(~seed);
    this.rounds = rounds;
    editor = new Editor(random);
    isUndoing = random.nextInt(3) != 0;
    int count = random.nextInt(3) == 0 ? 2 + random.nextInt(9) : 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      replicas.add(new Replica(new ReplicaId(random.nextLong())));
    }
  }

  /** Runs, checks, and adds what happened to the guards. */
  void run(Guards guards) throws RejectedException {
    for (int i = 0; i < rounds; i++) {
      Replica replica = replicas.get(random.nextInt(replicas.size()));
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> receive(replica, guards);
        case 4 -> lose(replica);
        case 5 -> {
          if (random.nextInt(4) == 0) {
            replica.restart();
          }
        }
        case 6 -> {
          if (isUndoing) {
            undo(replica, guards);
          }
        }
        default -> edit(replica);
      }
    }
    hearEverything();
    check(guards);
  }

  private void edit(Replica replica) {
    Document document = replica.document();
    List<Frontier> known = versions.stream().filter(document::knows).toList();
    boolean old = random.nextInt(6) == 0;
    Draft draft =
        old ? document.draftAt(known.get(random.nextInt(known.size()))) : document.draft();
    editor.edit(draft, old ? document.at(draft.parents()) : document, 3);
    if (!draft.isEmpty()) {
      say(replica, draft);
    }
  }

  private void undo(Replica replica, Guards guards) {
    Document document = replica.document();
    boolean over =
        document.frontier().ids().stream().anyMatch(id -> !id.replica().equals(replica.id));
    Optional<Draft> draft = random.nextInt(3) == 0 ? document.redo() : document.undo();
    if (draft.isPresent()) {
      say(replica, draft.get());
      guards.add(Guards.Case.UNDO_OVER_OTHERS, over ? 1 : 0);
    }
  }

  private void say(Replica replica, Draft draft) {
    Change change = replica.take(draft.time(random.nextInt(100_000))).changes().getFirst();
    said.put(Frontier.of(change.lastId()), change);
    versions.add(
        random.nextBoolean() ? Frontier.of(change.lastId()) : replica.document().frontier());
    for (Replica other : replicas) {
      if (other != replica) {
        other.inbox.add(change.toBytes());
      }
    }
  }

  private void receive(Replica replica, Guards guards) throws RejectedException {
    if (random.nextBoolean()) {
      Collections.shuffle(replica.inbox, random);
    }
    int count = random.nextInt(replica.inbox.size() + 1);
    List<byte[]> some = new ArrayList<>(replica.inbox.subList(0, count));
    if (random.nextInt(3) != 0) {
      replica.inbox.subList(0, count).clear();
    }
    if (!some.isEmpty() && cuts.nextInt(3) == 0) {
      cut(replica, some, guards);
    }
    replica.take(some);
    versions.add(replica.document().frontier());
  }

  /** One of the messages ends too early: with the others it is refused, whole, and said again. */
  private void cut(Replica replica, List<byte[]> some, Guards guards) {
    int which = cuts.nextInt(some.size());
    byte[] whole = some.get(which);
    some.set(which, Arrays.copyOf(whole, cuts.nextInt(whole.length)));
    Picture before = Picture.of(replica.document());
    assertThrows(RejectedException.class, () -> replica.take(some));
    assertEquals(before, Picture.of(replica.document()), "after a message that was cut");
    some.set(which, whole);
    guards.add(Guards.Case.CUT_MESSAGES, 1);
  }

  private void lose(Replica replica) {
    replica.inbox.removeIf(message -> random.nextInt(3) == 0);
  }

  private void hearEverything() throws RejectedException {
    for (Replica replica : replicas) {
      List<byte[]> all = new ArrayList<>();
      said.values().forEach(change -> all.add(change.toBytes()));
      Collections.shuffle(all, random);
      replica.take(all);
      assertEquals(List.of(), replica.document().waiting(), "everything was said");
    }
  }

  private void check(Guards guards) throws RejectedException {
    Document first = replicas.getFirst().document();
    OracleDocument oracle = new OracleDocument(said.values());
    Picture expected = oracle.newest();
    for (Replica replica : replicas) {
      assertEquals(first.frontier(), replica.document().frontier());
      assertEquals(
          expected, Picture.of(replica.document()), "replica " + replica.id + " and the oracle");
    }
    assertEquals(expected, Picture.of(Document.load(first.save(), first.self())), "after a reload");
    replay(expected);
    for (int i = 0; i < 4; i++) {
      checkVersions(first, oracle, version(), version());
    }
    guards.look(oracle);
    Replica one = replicas.get(random.nextInt(replicas.size()));
    if (said.values().stream()
        .noneMatch(change -> change.ops().stream().anyMatch(Op.Undo.class::isInstance))) {
      undoAll(one, oracle, guards);
    }
  }

  /** Takes back everything that one replica did, looking each time whether it can be done again. */
  private void undoAll(Replica replica, OracleDocument oracle, Guards guards) {
    Document document = replica.document();
    for (Optional<Draft> undo = document.undo(); undo.isPresent(); undo = document.undo()) {
      SortedMap<String, String> before = Picture.of(document).shown();
      replica.take(undo.get());
      if (random.nextInt(3) == 0) {
        replica.take(document.redo().orElseThrow());
        assertEquals(before, Picture.of(document).shown(), "undone and done again");
        replica.take(document.undo().orElseThrow());
      }
    }
    SortedMap<String, String> left = Picture.of(document).shown();
    SortedMap<String, String> others = oracle.without(replica.id).shown();
    // What others put below a node of one's own stays in sight, and nobody says where: not
    // compared.
    treesEntangledWith(replica.id).forEach(tree -> {
      left.remove(tree);
      others.remove(tree);
    });
    assertEquals(others, left, "all of " + replica.id + " taken back");
    guards.add(Guards.Case.ALL_UNDONE, 1);
  }

  /** Trees in which somebody else's operation names a node of this replica. */
  private Set<String> treesEntangledWith(ReplicaId self) {
    return said.values().stream()
        .filter(change -> !change.author().equals(self))
        .flatMap(change -> change.ops().stream())
        .filter(op -> nodesNamed(op).anyMatch(node -> node.replica().equals(self)))
        .map(op -> ((Op.Targeted) op).target().toString())
        .collect(Collectors.toSet());
  }

  private static Stream<OpId> nodesNamed(Op op) {
    return switch (op) {
      case Op.TreeCreate create -> Stream.ofNullable(create.parent());
      case Op.TreeMove move ->
        Stream.concat(Stream.of(move.node()), Stream.ofNullable(move.parent()));
      case Op.TreeRemove remove -> Stream.of(remove.node());
      default -> Stream.empty();
    };
  }

  private void replay(Picture expected) throws RejectedException {
    Document again = Document.create(new ReplicaId(random.nextLong()));
    List<Change> all = new ArrayList<>(said.values());
    Collections.shuffle(all, random);
    int half = random.nextInt(all.size() + 1);
    again.commit(again.plan(all.subList(0, half)));
    again.commit(again.plan(all.subList(half, all.size())));
    assertEquals(expected, Picture.of(again), "replayed from nothing");
  }

  private Frontier version() {
    return versions.get(random.nextInt(versions.size()));
  }

  private static void checkVersions(
      Document document, OracleDocument oracle, Frontier from, Frontier to) {
    Picture expected = oracle.at(from);
    assertEquals(expected, Picture.of(document.at(from)), "version " + from);
    ShadowDocument shadow = new ShadowDocument();
    shadow.apply(document.diff(Frontier.EMPTY, from));
    assertEquals(expected.shown(), shadow.shown(), "from nothing to " + from);
    shadow.apply(document.diff(from, to));
    assertEquals(oracle.at(to).shown(), shadow.shown(), "from " + from + " to " + to);
  }
}
