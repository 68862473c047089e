package atoll.workspace.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.identity.membership.MembershipState;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore.Head;
import atoll.sync.SyncSession;
import atoll.workspace.NodeId;
import atoll.workspace.SimulatedWorkspace.Reading;
import atoll.workspace.Workspace;
import atoll.workspace.comments.CommentThread;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What all devices and relays that belong must have in common after the healing. */
final class Agreement {
  private Agreement() {}

  static boolean isReached(Team team) {
    List<Machine> all = team.belonging();
    Machine first = all.getFirst();
    return all.stream()
        .allMatch(mate -> mate.isAwake()
            && heads(mate).equals(heads(first))
            && mate.session().orElseThrow().status().forks().isEmpty()
            && hashes(mate).equals(hashes(first)));
  }

  private static Map<ReplicaId, Head> heads(Machine mate) {
    Map<ReplicaId, Head> heads = new TreeMap<>();
    mate.store.clock().counts().keySet().forEach(log -> heads.put(log, mate.store.head(log)));
    return heads;
  }

  private static Set<Hash> hashes(Machine mate) {
    Set<Hash> all = new TreeSet<>();
    mate.records().forEach(record -> all.add(Hash.of(record)));
    return all;
  }

  /** Who has what, to find out why it is not reached. */
  static String differences(Team team) {
    StringBuilder all = new StringBuilder();
    for (Machine mate : team.machines) {
      all.append('\n')
          .append(mate.name)
          .append(team.belonging().contains(mate) ? " belongs, log " : " is outside, log ")
          .append(mate.store.self())
          .append(", ")
          .append(mate instanceof Teammate of ? of.workspace().people().role() : "a relay")
          .append(", ")
          .append(mate.inbox().isPresent() ? mate.records().size() : 0)
          .append(" records, ")
          .append(mate.store.clock().counts())
          .append(", ")
          .append(mate.session().map(SyncSession::status));
    }
    return all.toString();
  }

  static void check(Team team) {
    Teammate first = team.founder();
    List<Envelope> entries = entries(first);
    Reading reading = first.read();
    assertFalse(reading.membership().state().orElseThrow().turn(), "the key must be turned");
    assertTrue(
        isInClear(entries.stream().map(reading.contents())), "a member reads what people wrote");
    for (Machine machine : team.belonging()) {
      assertSameEntries(entries, entries(machine), machine.name);
      assertEquals(0, machine.session().orElseThrow().status().behind(), machine.name);
      if (machine instanceof Teammate mate) {
        Reading theirs = mate.read();
        assertEquals(members(first, reading), members(mate, theirs), mate.name);
        assertEquals(role(first, mate), mate.workspace().people().role(), mate.name);
        assertEquals(verdicts(reading, entries), verdicts(theirs, entries), mate.name);
        Map<String, String> documents = documents(mate);
        assertEquals(documents(first), documents, mate.name);
        mate.crash();
        assertEquals(documents, documents(mate), mate.name + " after a restart");
      } else {
        assertFalse(isInClear(machine.store.copy().bytes()), machine.name + " holds it in clear");
        machine.crash();
        assertSameEntries(entries, entries(machine), machine.name + " after a restart");
        assertEquals(hashes(first), hashes(machine), machine.name + " after a restart");
      }
    }
  }

  private static boolean isInClear(Stream<byte[]> bytes) {
    return bytes
        .map(each -> new String(each, StandardCharsets.ISO_8859_1))
        .anyMatch(each -> each.contains(Person.IN_CLEAR));
  }

  private static void assertSameEntries(List<Envelope> here, List<Envelope> there, String name) {
    assertEquals(here.size(), there.size(), name);
    for (int i = 0; i < here.size(); i++) {
      assertArrayEquals(here.get(i).toBytes(), there.get(i).toBytes(), name);
    }
  }

  /** All entries, log by log. */
  static List<Envelope> entries(Machine mate) {
    List<Envelope> all = new ArrayList<>();
    mate.store
        .clock()
        .counts()
        .forEach((log, count) ->
            all.addAll(mate.store.entries(new LogRange(log, 0, count), Integer.MAX_VALUE)));
    return all;
  }

  private static String members(Teammate mate, Reading reading) {
    MembershipState now = reading.membership().state().orElseThrow();
    List<String> people = mate.workspace().people().all().stream()
        .map(person -> person.id()
            + person.name()
            + person.role()
            + person.isFounder()
            + person.devices().stream()
                .map(device -> device.id() + device.name())
                .toList())
        .sorted()
        .toList();
    return people + " former " + now.former() + " keys " + now.keys() + now.key();
  }

  /** The role that somebody's person has, on whichever device. */
  private static Optional<String> role(Teammate asked, Teammate of) {
    return asked.workspace().people().all().stream()
        .filter(person -> person.id().equals(of.person().toString()))
        .map(person -> person.role())
        .findFirst();
  }

  private static List<Boolean> verdicts(Reading reading, List<Envelope> entries) {
    return entries.stream().map(reading.counts()::test).toList();
  }

  /** Every document in a form that does not hang on the order in which things came. */
  static Map<String, String> documents(Teammate mate) {
    Workspace workspace = mate.workspace();
    Map<String, String> all = new TreeMap<>();
    all.put(
        "tree",
        workspace.tree().state().name() + " "
            + new TreeMap<>(workspace.tree().state().nodes())
            + workspace.tree().state().top());
    for (NodeId node : workspace.tree().state().nodes().keySet()) {
      DocumentId page = node.document();
      List<CommentThread> threads = workspace.comments().threads(page).stream()
          .sorted(Comparator.comparing(CommentThread::id))
          .toList();
      all.put(page.value(), workspace.pages().state(page) + " " + threads);
    }
    return all;
  }
}
