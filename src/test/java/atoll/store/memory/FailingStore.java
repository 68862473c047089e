package atoll.store.memory;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A workspace on a disk that fails as a test wants: full for a while, without power in the middle of a write, or set back
 * to what it was. As in a data folder, what is derived may be older after a loss of power than what is not.
 */
public final class FailingStore implements WorkspaceStore {
  private static final int DERIVED_WRITTEN_PER_MILLE = 100;

  private final WorkspaceId id;
  private ReplicaId self;
  private final RandomGenerator random;
  private final List<Append> history = new ArrayList<>();
  private final Map<String, byte[]> properties = new HashMap<>();
  private WorkspaceStore held;
  private Optional<WorkspaceStore> before = Optional.empty();
  private Map<DocumentId, Snapshot> snapshots = new HashMap<>();
  private Map<DocumentId, Snapshot> durableSnapshots = new HashMap<>();
  private long writesLeft = Long.MAX_VALUE;
  private boolean isFull;
  private boolean isOff;

  /** @param self the replica under which it writes */
  public FailingStore(WorkspaceId id, ReplicaId self, RandomGenerator random) {
    this.id = id;
    this.self = self;
    this.random = random;
    this.held = empty();
  }

  public WorkspaceId id() {
    return id;
  }

  /** The power goes in the middle of a later write, 1 for the next one; that write is done or not. */
  public void losePowerIn(int writes) {
    writesLeft = writes;
  }

  /** Refuses every write as long as the disk is full. */
  public void full(boolean now) {
    isFull = now;
  }

  /** Writes what is derived, so that a loss of power does not take it. */
  public void writeDerived() {
    durableSnapshots = new HashMap<>(snapshots);
  }

  /** Whether the power has gone. */
  public boolean isOff() {
    return isOff;
  }

  /** What the next start finds; all that was written if only the process died. */
  public void start() {
    if (isOff) {
      snapshots = new HashMap<>(durableSnapshots);
    }
    isOff = false;
    writesLeft = Long.MAX_VALUE;
  }

  /** What somebody has who copied the folder. */
  public record Copy(
      ReplicaId self,
      Optional<WorkspaceStore> before,
      List<Append> appends,
      Map<String, byte[]> properties,
      Map<DocumentId, Snapshot> snapshots) {
    /** Whatever of it was not made up by the store itself. */
    public Stream<byte[]> bytes() {
      return Stream.of(
              appends.stream()
                  .flatMap(append -> append.entries().stream())
                  .map(entry -> entry.envelope().toBytes()),
              properties.values().stream(),
              snapshots.values().stream().map(Snapshot::bytes))
          .flatMap(each -> each);
    }
  }

  /** Copies everything. */
  public Copy copy() {
    return new Copy(
        self, before, List.copyOf(history), Map.copyOf(properties), Map.copyOf(snapshots));
  }

  /** Sets the disk back to a copy behind everybody's back: under the same replica, so that numbers are used twice. */
  public void putBack(Copy copy) {
    self = copy.self();
    before = copy.before();
    held = empty();
    history.clear();
    history.addAll(copy.appends());
    history.forEach(held::append);
    properties.clear();
    properties.putAll(copy.properties());
    snapshots = new HashMap<>(copy.snapshots());
    durableSnapshots = new HashMap<>(copy.snapshots());
  }

  /** The store of a data folder whose only workspace this is. */
  public Store folder() {
    return new OneWorkspace(this);
  }

  /** See {@link Store#before}. */
  Optional<WorkspaceStore> before() {
    return before;
  }

  /** See {@link Store#goOnWithout}; all of it is one write. */
  void goOnWithout(
      Map<ReplicaId, Long> ends, Set<String> leaving, Function<Envelope, List<DocumentId>> again) {
    write(() -> {
      WorkspaceStore old = held;
      properties.forEach(old::putProperty);
      List<Entry> all =
          history.stream().flatMap(append -> append.entries().stream()).toList();
      List<Entry> kept = MemoryWorkspaceStore.kept(all, ends, again);
      before = Optional.of(old);
      self = new ReplicaId(random.nextLong());
      held = empty();
      history.clear();
      for (Entry entry : kept) {
        Append append = new Append(List.of(entry), List.of(), List.of(), Optional.empty());
        held.append(append);
        history.add(append);
      }
      properties.keySet().removeAll(leaving);
      snapshots = new HashMap<>();
      durableSnapshots = new HashMap<>();
    });
  }

  private WorkspaceStore empty() {
    return new MemoryWorkspaceStore(new MemoryStore(), id, self);
  }

  private void write(Runnable what) {
    if (isOff) {
      throw new PowerLost();
    }
    if (isFull) {
      throw new StoreException("the disk is full");
    }
    if (random.nextInt(1_000) < DERIVED_WRITTEN_PER_MILLE) {
      writeDerived();
    }
    if (--writesLeft == 0) {
      isOff = true;
      if (random.nextBoolean()) {
        what.run();
      }
      throw new PowerLost();
    }
    what.run();
  }

  @Override
  public ReplicaId self() {
    return self;
  }

  @Override
  public void renew() {
    write(() -> self = new ReplicaId(random.nextLong()));
  }

  @Override
  public Clock clock() {
    return held.clock();
  }

  @Override
  public Head head(ReplicaId log) {
    return held.head(log);
  }

  @Override
  public List<Envelope> entries(LogRange range, int mostBytes) {
    return held.entries(range, mostBytes);
  }

  @Override
  public long append(Append append) {
    long[] position = new long[1];
    write(() -> {
      position[0] = held.append(append);
      history.add(append);
    });
    return position[0];
  }

  @Override
  public Optional<Snapshot> snapshot(DocumentId document) {
    return Optional.ofNullable(snapshots.get(document));
  }

  @Override
  public List<Arrived> entriesOf(DocumentId document, long after) {
    return held.entriesOf(document, after);
  }

  @Override
  public void putSnapshot(DocumentId document, Snapshot snapshot) {
    write(() -> snapshots.put(document, snapshot));
  }

  @Override
  public List<DocumentId> stale() {
    return held.stale();
  }

  @Override
  public void putRows(List<DocumentId> fresh, List<NodeRow> nodes, List<PageText> texts) {
    write(() -> held.putRows(fresh, nodes, texts));
  }

  @Override
  public OptionalLong lastStep(String session) {
    return held.lastStep(session);
  }

  @Override
  public Optional<byte[]> property(String key) {
    return Optional.ofNullable(properties.get(key));
  }

  @Override
  public void putProperty(String key, byte[] value) {
    write(() -> properties.put(key, value));
  }

  @Override
  public Optional<byte[]> note(String key) {
    return held.note(key);
  }

  @Override
  public void putNote(String key, byte[] value) {
    write(() -> held.putNote(key, value));
  }
}
