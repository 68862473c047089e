package atoll.store;

import atoll.crypto.WorkspaceId;
import atoll.store.blobs.BlobStore;
import java.util.List;
import java.util.Optional;

/** Everything that one data folder holds. For any thread. What a method has returned from is durable. */
public interface Store extends AutoCloseable {
  /** The workspaces that were opened in this folder at any time, in the order in which they came. */
  List<WorkspaceId> workspaces();

  /**
   * The workspace's part of the store, made if it is not there; the same object each time.
   *
   * @throws StoreException if the disk refuses
   */
  WorkspaceStore workspace(WorkspaceId id);

  /** A setting of this device, such as the person's name. */
  Optional<byte[]> setting(String key);

  /**
   * Keeps a setting of this device. It is in no log and travels nowhere.
   *
   * @throws StoreException if the disk refuses
   */
  void putSetting(String key, byte[] value);

  /** The bytes of files, of all workspaces. */
  BlobStore blobs();

  /**
   * Why nothing can be written now, in a sentence for a person; empty as long as all is well. After a refusal of the disk
   * the store stays readable, and every further write tries whether it goes again or throws this as a {@link
   * StoreException}.
   */
  Optional<String> readOnly();

  /** Writes down what is in memory and gives the folder free. */
  @Override
  void close();
}
