package atoll.store.memory;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** One workspace of a {@link MemoryStore}. */
final class MemoryWorkspaceStore implements WorkspaceStore {
  private final MemoryStore store;
  private final WorkspaceId id;
  private ReplicaId self;
  private final List<Entry> arrived = new ArrayList<>();
  private final Map<ReplicaId, List<Envelope>> logs = new TreeMap<>();
  private final Map<DocumentId, Snapshot> snapshots = new HashMap<>();
  private final Map<String, Step> steps = new HashMap<>();
  private final Map<String, byte[]> properties = new HashMap<>();
  private final Map<String, byte[]> notes = new HashMap<>();
  private boolean isFormer;

  MemoryWorkspaceStore(MemoryStore store, WorkspaceId id, ReplicaId self) {
    this.store = store;
    this.id = id;
    this.self = self;
  }

  /** The last step of a tab, and the last entry of it. */
  private record Step(long number, Entry entry) {}

  /** Gives what stays to another one, and takes nothing any more. */
  synchronized void goOnIn(
      MemoryWorkspaceStore next,
      Map<ReplicaId, Long> ends,
      Set<String> leaving,
      Function<Envelope, List<DocumentId>> again) {
    for (Entry entry : kept(arrived, ends, again)) {
      next.append(new Append(List.of(entry), List.of(), List.of(), Optional.empty()));
    }
    steps.forEach((session, step) -> {
      if (next.arrived.contains(step.entry())) {
        next.steps.put(session, step);
      }
    });
    next.properties.putAll(properties);
    next.properties.keySet().removeAll(leaving);
    isFormer = true;
  }

  /** The entries that stay, and those again that were set aside and are to be tried again. */
  static List<Entry> kept(
      List<Entry> entries, Map<ReplicaId, Long> ends, Function<Envelope, List<DocumentId>> again) {
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      Envelope.Header header = entry.envelope().header();
      List<DocumentId> tried =
          entry.setAside().isPresent() ? again.apply(entry.envelope()) : List.of();
      if (header.number() < ends.getOrDefault(header.log(), Long.MAX_VALUE)) {
        kept.add(tried.isEmpty() ? entry : new Entry(entry.envelope(), tried, Optional.empty()));
      }
    }
    return kept;
  }

  /** The same in another store. */
  synchronized MemoryWorkspaceStore copy(MemoryStore to) {
    MemoryWorkspaceStore copy = new MemoryWorkspaceStore(to, id, self);
    copy.arrived.addAll(arrived);
    logs.forEach((log, entries) -> copy.logs.put(log, new ArrayList<>(entries)));
    copy.snapshots.putAll(snapshots);
    copy.steps.putAll(steps);
    copy.properties.putAll(properties);
    copy.notes.putAll(notes);
    return copy;
  }

  private void writable() {
    if (isFormer) {
      throw new IllegalStateException("the workspace has gone on");
    }
    store.writable();
  }

  @Override
  public synchronized ReplicaId self() {
    return self;
  }

  @Override
  public synchronized void renew() {
    writable();
    self = store.anotherReplica();
  }

  @Override
  public synchronized Clock clock() {
    TreeMap<ReplicaId, Long> counts = new TreeMap<>();
    logs.forEach((log, entries) -> counts.put(log, (long) entries.size()));
    return new Clock(counts);
  }

  @Override
  public synchronized Head head(ReplicaId log) {
    List<Envelope> entries = logs.getOrDefault(log, List.of());
    return entries.isEmpty()
        ? new Head(0, Hash.NONE)
        : new Head(entries.size(), entries.getLast().hash());
  }

  @Override
  public synchronized List<Envelope> entries(LogRange range, int mostBytes) {
    List<Envelope> found = new ArrayList<>();
    List<Envelope> held = logs.getOrDefault(range.log(), List.of());
    long bytes = 0;
    for (long number = range.from(); number < Math.min(range.to(), held.size()); number++) {
      Envelope envelope = held.get((int) number);
      bytes += envelope.toBytes().length;
      if (bytes > mostBytes && !found.isEmpty()) {
        break;
      }
      found.add(envelope);
    }
    return found;
  }

  @Override
  public synchronized long append(Append append) {
    writable();
    Map<ReplicaId, Head> heads = new HashMap<>();
    for (Entry entry : append.entries()) {
      Envelope.Header header = entry.envelope().header();
      Head head = heads.computeIfAbsent(header.log(), this::head);
      if (!header.workspace().equals(id)
          || header.number() != head.count()
          || !header.previous().equals(head.last())) {
        throw new IllegalArgumentException(header + " does not follow " + head);
      }
      heads.put(header.log(), new Head(head.count() + 1, entry.envelope().hash()));
    }
    if (append.entries().isEmpty()) {
      throw new IllegalArgumentException("an append without entries");
    }
    for (Entry entry : append.entries()) {
      arrived.add(entry);
      logs.computeIfAbsent(entry.envelope().header().log(), log -> new ArrayList<>())
          .add(entry.envelope());
    }
    append
        .step()
        .ifPresent(step -> steps.put(step.session(), new Step(step.number(), arrived.getLast())));
    return arrived.size();
  }

  @Override
  public synchronized Optional<Snapshot> snapshot(DocumentId document) {
    return Optional.ofNullable(snapshots.get(document));
  }

  @Override
  public synchronized List<Arrived> entriesOf(DocumentId document, long after) {
    List<Arrived> found = new ArrayList<>();
    for (int i = (int) after; i < arrived.size(); i++) {
      Entry entry = arrived.get(i);
      if (entry.touches().contains(document) && entry.setAside().isEmpty()) {
        found.add(new Arrived(i + 1L, entry.envelope()));
      }
    }
    return found;
  }

  @Override
  public synchronized void putSnapshot(DocumentId document, Snapshot snapshot) {
    writable();
    snapshots.put(document, snapshot);
  }

  @Override
  public List<DocumentId> stale() {
    return List.of();
  }

  @Override
  public void putRows(List<DocumentId> fresh, List<NodeRow> nodes, List<PageText> texts) {
    writable();
  }

  @Override
  public synchronized OptionalLong lastStep(String session) {
    Step step = steps.get(session);
    return step == null ? OptionalLong.empty() : OptionalLong.of(step.number());
  }

  @Override
  public synchronized Optional<byte[]> property(String key) {
    return Optional.ofNullable(properties.get(key));
  }

  @Override
  public synchronized void putProperty(String key, byte[] value) {
    writable();
    properties.put(key, value);
  }

  @Override
  public synchronized Optional<byte[]> note(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  @Override
  public synchronized void putNote(String key, byte[] value) {
    writable();
    notes.put(key, value);
  }
}
