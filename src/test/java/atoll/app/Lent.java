package atoll.app;

import atoll.crypto.SecretKeys;
import atoll.store.Store;
import atoll.store.folder.DataFolder;
import atoll.store.h2.H2Store;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An instance without pages, in the process of a test. */
record Lent(DataFolder folder, Store store, ClusterMeeting meeting, Instance instance)
    implements AutoCloseable {
  /** Meets others on loopback only. */
  static Lent open(Path data, String person) throws Exception {
    return open(data, person, ClusterOptions.quiet());
  }

  static Lent open(Path data, String person, ClusterOptions options) throws Exception {
    Lent lent = empty(data, options);
    lent.instance().namePerson(person);
    return lent;
  }

  /** One that belongs to nobody yet. */
  static Lent empty(Path data) throws Exception {
    return empty(data, ClusterOptions.quiet());
  }

  private static Lent empty(Path data, ClusterOptions options) throws Exception {
    DataFolder folder = DataFolder.open(data, Optional.empty());
    Store store = H2Store.open(folder);
    SecretKeys keys = new KeptKeys(folder.path()).open(Passphrase.of(Map.of()));
    ClusterMeeting meeting = new ClusterMeeting(options, folder.path(), keys.signing());
    Instance instance = new Instance(store, keys, meeting, new SecureRandom(), Instant::now);
    return new Lent(folder, store, meeting, instance);
  }

  /** Entries of all logs of the workspace that are held here. */
  long entries(Workspace workspace) {
    return store.workspace(workspace.id()).clock().counts().values().stream()
        .mapToLong(count -> count)
        .sum();
  }

  @Override
  public void close() {
    instance.close();
    meeting.close();
    store.close();
    folder.close();
  }
}
