package atoll.app;

import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.store.h2.H2Store;
import atoll.workspace.Instance;
import atoll.workspace.Meeting.Met;
import atoll.workspace.Meeting.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/** Opens the data folder of an instance that does not run, for what only an instance can do. Looks for nobody. */
final class StoppedInstance {
  private StoppedInstance() {}

  /** What is done with the instance while it is open. */
  @FunctionalInterface
  interface Work<T> {
    T with(Instance instance) throws IOException;
  }

  /**
   * Does the work, and leaves the folder as free as it was.
   *
   * @throws FolderException if the folder cannot be used, or another process has it
   * @throws StoreException if what is in it cannot be used
   * @throws UnsealException if its keys do not open
   */
  static <T> T open(Path place, Work<T> work) throws FolderException, UnsealException, IOException {
    try (DataFolder folder = DataFolder.open(place)) {
      SecretKeys keys = new KeptKeys(folder.path()).open(Passphrase.ofThisProcess());
      try (Store store = H2Store.open(folder);
          Instance instance = new Instance(
              store, keys, StoppedInstance::meetsNobody, new SecureRandom(), Instant::now)) {
        return work.with(instance);
      }
    }
  }

  private static Met meetsNobody(Wish wish) {
    throw new IllegalStateException(
        "an instance that is not served looks for nobody, not even for " + wish.workspace());
  }
}
