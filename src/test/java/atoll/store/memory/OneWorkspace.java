package atoll.store.memory;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.Store;
import atoll.store.WorkspaceStore;
import atoll.store.blobs.BlobStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A data folder on a disk that fails, with one workspace and nothing else. */
final class OneWorkspace implements Store {
  private final FailingStore workspace;

  OneWorkspace(FailingStore workspace) {
    this.workspace = workspace;
  }

  @Override
  public List<WorkspaceId> workspaces() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WorkspaceStore workspace(WorkspaceId id) {
    return workspace;
  }

  @Override
  public WorkspaceStore goOnWithout(
      WorkspaceId id,
      Map<ReplicaId, Long> ends,
      Set<String> leaving,
      Function<Envelope, List<DocumentId>> again) {
    workspace.goOnWithout(ends, leaving, again);
    return workspace;
  }

  @Override
  public Optional<WorkspaceStore> before(WorkspaceId id) {
    return workspace.before();
  }

  @Override
  public Optional<byte[]> setting(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putSetting(String key, byte[] value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BlobStore blobs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> readOnly() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
