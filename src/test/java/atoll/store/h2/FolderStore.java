package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.Store;
import atoll.store.WorkspaceStore;
import atoll.store.blobs.BlobStore;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.store.journal.Disk;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A store together with its folder, which is given free with it. */
public record FolderStore(DataFolder folder, H2Store store) implements Store {
  public static FolderStore open(Path place) {
    return open(place, disk -> disk, Journal.SEGMENT_BYTES);
  }

  static FolderStore open(Path place, Schema schema) {
    return open(place, disk -> disk, Journal.SEGMENT_BYTES, schema);
  }

  /** @param fault puts something between the journal and the real disk */
  static FolderStore open(Path place, UnaryOperator<Disk> fault, long segmentBytes) {
    return open(place, fault, segmentBytes, Schema.RELEASED);
  }

  private static FolderStore open(
      Path place, UnaryOperator<Disk> fault, long segmentBytes, Schema schema) {
    try {
      DataFolder folder = DataFolder.open(place, Optional.of(place.resolveSibling("beside")));
      try {
        Disk disk = fault.apply(new FolderDisk(folder.journal()));
        return new FolderStore(folder, H2Store.open(folder, disk, segmentBytes, schema));
      } catch (RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (FolderException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public List<WorkspaceId> workspaces() {
    return store.workspaces();
  }

  @Override
  public WorkspaceStore workspace(WorkspaceId id) {
    return store.workspace(id);
  }

  @Override
  public WorkspaceStore goOnWithout(
      WorkspaceId id,
      Map<ReplicaId, Long> ends,
      Set<String> leaving,
      Function<Envelope, List<DocumentId>> again) {
    return store.goOnWithout(id, ends, leaving, again);
  }

  @Override
  public Optional<WorkspaceStore> before(WorkspaceId id) {
    return store.before(id);
  }

  @Override
  public Optional<byte[]> setting(String key) {
    return store.setting(key);
  }

  @Override
  public void putSetting(String key, byte[] value) {
    store.putSetting(key, value);
  }

  @Override
  public BlobStore blobs() {
    return store.blobs();
  }

  @Override
  public Optional<String> readOnly() {
    return store.readOnly();
  }

  @Override
  public void close() {
    try (folder) {
      store.close();
    }
  }
}
