package atoll.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Arrived;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.WorkspaceStore.Snapshot;
import atoll.store.WorkspaceStore.TabStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random steps on a store, and lists and maps that say what must come of them. */
final class StoreModel {
  private static final List<DocumentId> DOCUMENTS =
      List.of(DocumentId.TREE, new DocumentId("a"), new DocumentId("b"), new DocumentId("c"));

  private static final List<String> TABS = List.of("tab0", "tab1", "tab2");

  private final SplittableRandom random;
  private final WorkspaceId id;
  private final List<TestLog> logs = new ArrayList<>();
  private final List<Entry> arrived = new ArrayList<>();
  private final Map<DocumentId, Snapshot> snapshots = new HashMap<>();
  private final Map<String, Long> steps = new HashMap<>();
  private final Map<String, Entry> stepEntries = new HashMap<>();
  private final Map<String, byte[]> properties = new HashMap<>();
  private int appends;

  StoreModel(SplittableRandom random, WorkspaceId id) {
    this.random = random;
    this.id = id;
    for (int i = 0; i < 3; i++) {
      logs.add(new TestLog(id, random.nextLong()));
    }
  }

  int appends() {
    return appends;
  }

  /** Does something to the store and notes it; says what. */
  String step(Store store) {
    WorkspaceStore workspace = store.workspace(id);
    return switch (random.nextInt(6)) {
      case 0 -> putSnapshot(workspace);
      case 1 -> putProperty(workspace);
      case 2 -> goOn(store);
      default -> append(workspace);
    };
  }

  /** Compares everything that the store says with what was noted. */
  void check(Store store, String when) {
    WorkspaceStore workspace = store.workspace(id);
    TreeMap<ReplicaId, List<byte[]>> byLog = new TreeMap<>();
    for (Entry entry : arrived) {
      byLog
          .computeIfAbsent(entry.envelope().header().log(), log -> new ArrayList<>())
          .add(entry.envelope().toBytes());
    }
    assertEquals(byLog.keySet(), workspace.clock().counts().keySet(), when);
    byLog.forEach((log, bytes) -> {
      List<Envelope> found =
          workspace.entries(new LogRange(log, 0, bytes.size() + 1L), Integer.MAX_VALUE);
      assertEquals(bytes.size(), found.size(), when);
      for (int i = 0; i < bytes.size(); i++) {
        assertArrayEquals(bytes.get(i), found.get(i).toBytes(), when);
      }
    });
    for (DocumentId document : DOCUMENTS) {
      long after = arrived.isEmpty() ? 0 : random.nextInt(arrived.size());
      assertEquals(
          positions(document, after),
          workspace.entriesOf(document, after).stream().map(Arrived::position).toList(),
          when);
      Optional<Snapshot> snapshot = workspace.snapshot(document);
      assertEquals(
          Optional.ofNullable(snapshots.get(document)).map(Snapshot::upTo),
          snapshot.map(Snapshot::upTo),
          when);
    }
    for (String session : TABS) {
      Long number = steps.get(session);
      assertEquals(
          number == null ? OptionalLong.empty() : OptionalLong.of(number),
          workspace.lastStep(session),
          when);
    }
    properties.forEach(
        (key, value) -> assertArrayEquals(value, workspace.property(key).orElseThrow(), when));
  }

  private List<Long> positions(DocumentId document, long after) {
    List<Long> positions = new ArrayList<>();
    for (int i = (int) after; i < arrived.size(); i++) {
      if (arrived.get(i).touches().contains(document)
          && arrived.get(i).setAside().isEmpty()) {
        positions.add(i + 1L);
      }
    }
    return positions;
  }

  private String append(WorkspaceStore workspace) {
    List<Entry> entries = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      byte[] body = new byte[random.nextInt(300)];
      random.nextBytes(body);
      List<DocumentId> touches =
          DOCUMENTS.stream().filter(document -> random.nextBoolean()).toList();
      Optional<String> aside = random.nextInt(8) == 0 ? Optional.of("CHECKSUM") : Optional.empty();
      entries.add(new Entry(logs.get(random.nextInt(logs.size())).next(body), touches, aside));
    }
    Optional<TabStep> step = Optional.empty();
    if (random.nextBoolean()) {
      step = Optional.of(new TabStep(TABS.get(random.nextInt(3)), random.nextLong(1000)));
      steps.put(step.get().session(), step.get().number());
      stepEntries.put(step.get().session(), entries.getLast());
    }
    arrived.addAll(entries);
    appends++;
    assertEquals(arrived.size(), workspace.append(new Append(entries, List.of(), List.of(), step)));
    return "append of " + count;
  }

  private String goOn(Store store) {
    TestLog log = logs.get(random.nextInt(logs.size()));
    long end = random.nextLong(log.count() / 2, log.count() + 2);
    String leaving = "key" + random.nextInt(3);
    WorkspaceStore next = store.goOnWithout(id, Map.of(log.replica(), end), Set.of(leaving));
    arrived.removeIf(entry -> entry.envelope().header().log().equals(log.replica())
        && entry.envelope().header().number() >= end);
    stepEntries.values().removeIf(entry -> !arrived.contains(entry));
    steps.keySet().retainAll(stepEntries.keySet());
    snapshots.clear();
    properties.remove(leaving);
    log.continued(next);
    return "going on without what follows " + end + " of " + log.replica();
  }

  private String putSnapshot(WorkspaceStore workspace) {
    DocumentId document = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
    Snapshot snapshot = new Snapshot(arrived.size(), new byte[random.nextInt(100)]);
    snapshots.put(document, snapshot);
    workspace.putSnapshot(document, snapshot);
    return "snapshot";
  }

  private String putProperty(WorkspaceStore workspace) {
    String key = "key" + random.nextInt(3);
    byte[] value = new byte[random.nextInt(20)];
    random.nextBytes(value);
    properties.put(key, value);
    workspace.putProperty(key, value);
    return "property";
  }
}
