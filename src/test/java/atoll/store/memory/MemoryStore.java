package atoll.store.memory;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.blobs.BlobStore;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Behaves as a store does, and keeps everything until it is collected. Closing it loses nothing. */
public final class MemoryStore implements Store {
  private final Map<WorkspaceId, MemoryWorkspaceStore> workspaces = new LinkedHashMap<>();
  private final Map<WorkspaceId, MemoryWorkspaceStore> before = new HashMap<>();
  private final Map<String, byte[]> settings = new LinkedHashMap<>();
  private final BlobStore blobs = new MemoryBlobs();
  private final RandomGenerator random;
  private Optional<String> readOnly = Optional.empty();

  public MemoryStore() {
    this(new SecureRandom());
  }

  /** A store whose replicas get their ids from here. */
  public MemoryStore(RandomGenerator random) {
    this.random = random;
  }

  /** Another store that holds the same and writes under the same names, as the copy of a disk does. Files are left out. */
  public synchronized MemoryStore copy() {
    MemoryStore copy = new MemoryStore(random);
    workspaces.forEach((id, held) -> copy.workspaces.put(id, held.copy(copy)));
    copy.settings.putAll(settings);
    return copy;
  }

  /** Refuses every write from now on, as a full disk makes a store do. */
  public synchronized void refuse(String why) {
    readOnly = Optional.of(why);
  }

  @Override
  public synchronized List<WorkspaceId> workspaces() {
    return List.copyOf(workspaces.keySet());
  }

  @Override
  public synchronized WorkspaceStore workspace(WorkspaceId id) {
    if (!workspaces.containsKey(id)) {
      writable();
      workspaces.put(id, new MemoryWorkspaceStore(this, id, new ReplicaId(random.nextLong())));
    }
    return workspaces.get(id);
  }

  @Override
  public synchronized WorkspaceStore goOnWithout(
      WorkspaceId id,
      Map<ReplicaId, Long> ends,
      Set<String> leaving,
      Function<Envelope, List<DocumentId>> again) {
    MemoryWorkspaceStore old = workspaces.get(id);
    if (old == null || ends.values().stream().anyMatch(end -> end < 0)) {
      throw new IllegalArgumentException("cannot go on with " + id + " without " + ends);
    }
    writable();
    MemoryWorkspaceStore next =
        new MemoryWorkspaceStore(this, id, new ReplicaId(random.nextLong()));
    old.goOnIn(next, ends, leaving, again);
    workspaces.put(id, next);
    before.put(id, old);
    return next;
  }

  @Override
  public synchronized Optional<WorkspaceStore> before(WorkspaceId id) {
    return Optional.ofNullable(before.get(id));
  }

  @Override
  public synchronized Optional<byte[]> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  @Override
  public synchronized void putSetting(String key, byte[] value) {
    writable();
    settings.put(key, value);
  }

  @Override
  public BlobStore blobs() {
    return blobs;
  }

  @Override
  public synchronized Optional<String> readOnly() {
    return readOnly;
  }

  @Override
  public void close() {}

  synchronized ReplicaId anotherReplica() {
    return new ReplicaId(random.nextLong());
  }

  synchronized void writable() {
    readOnly.ifPresent(why -> {
      throw new StoreException(why);
    });
  }
}
