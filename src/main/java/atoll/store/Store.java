package atoll.store;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.blobs.BlobStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

  /**
   * Goes on with a workspace without the ends of some logs, and under another replica: for the case that a log was written
   * twice and others keep the other continuation. What was held until now stays in the folder, to be read only: see {@link
   * #before}. Entries are otherwise the same, in the same order, at new positions, and there is no snapshot of them yet.
   * All of it happens or, after a refusal or a crash, nothing. Cost: writes all entries that stay once more.
   *
   * <p>Nobody may write in the workspace meanwhile; who does, or does so later by the object that was got before, is told by
   * an {@link IllegalStateException}.
   *
   * @param ends how many entries stay of the logs that are cut; of logs that are not named all stay
   * @param leaving names of properties of the workspace that are not carried over, because they speak of positions
   * @param again of an entry that was set aside, the documents in which it is to be tried again, since what it was wrong with
   *     may be gone; none leaves it aside
   * @return the workspace's part of the store from now on
   * @throws IllegalArgumentException if the workspace is not held or an end is negative
   * @throws DamagedException if what is stored is not what was written
   * @throws StoreException if the disk refuses
   */
  WorkspaceStore goOnWithout(
      WorkspaceId id,
      Map<ReplicaId, Long> ends,
      Set<String> leaving,
      Function<Envelope, List<DocumentId>> again);

  /** The same, and all that was set aside stays so. */
  default WorkspaceStore goOnWithout(
      WorkspaceId id, Map<ReplicaId, Long> ends, Set<String> leaving) {
    return goOnWithout(id, ends, leaving, aside -> List.of());
  }

  /** What was held before the newest {@link #goOnWithout}, to be read only; empty if there was none. */
  Optional<WorkspaceStore> before(WorkspaceId id);

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
