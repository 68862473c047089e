package atoll.app;

import atoll.store.Store;
import atoll.store.folder.DataFolder;
import atoll.store.h2.H2Store;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Data folders that somebody has begun, for the program to be started on. */
final class BegunFolder {
  private BegunFolder() {}

  /** A data folder of a person who has a workspace. */
  static void begin(Path data, Consumer<Workspace> fill) throws Exception {
    try (DataFolder taken = DataFolder.open(data, Optional.empty());
        Store store = H2Store.open(taken);
        Instance instance = new Instance(
            store,
            new KeptKeys(taken.path()).open(Passphrase.of(Map.of())),
            wish -> {
              throw new IllegalStateException("nobody is met");
            },
            new Random(7),
            Instant::now)) {
      instance.namePerson("Ada");
      fill.accept(instance.create("Notes"));
    }
  }
}
