package atoll.app;

import atoll.crypto.SecretKeys;
import atoll.identity.InvitationException;
import atoll.store.Store;
import atoll.store.folder.DataFolder;
import atoll.store.h2.H2Store;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.Subscription;
import atoll.workspace.Workspace;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two data folders that share a page, for a rehearsal. */
final class RehearsedFolders {
  private static final long PATIENCE_SECONDS = 20;

  private final Path first;
  private final Path second;

  RehearsedFolders(Path first, Path second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Fills both; the second gets its part as any newcomer does.
   *
   * @return the page
   */
  NodeId furnish() throws Exception {
    try (Open here = open(first)) {
      Workspace home = here.instance().create("Somewhere");
      NodeId page = home.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Something");
      try (Open there = open(second)) {
        share(home, there.instance(), page);
      }
      return page;
    }
  }

  private static void share(Workspace home, Instance newcomer, NodeId page)
      throws InvitationException, InterruptedException {
    Subscription door = home.people()
        .onChange(() -> home.people()
            .asking()
            .forEach(each ->
                Thread.ofVirtual().start(() -> home.people().admit(each.id(), each.role()))));
    Workspace joined = newcomer.join(home.invite("editor", Duration.ofDays(1)));
    CountDownLatch came = new CountDownLatch(1);
    Subscription watching =
        joined.tree().subscribe(tree -> tree.node(page).ifPresent(node -> came.countDown()));
    joined.tree().state().node(page).ifPresent(node -> came.countDown());
    if (!came.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("two instances on one machine do not meet");
    }
    watching.close();
    door.close();
  }

  private record Open(DataFolder folder, Store store, ClusterMeeting meeting, Instance instance)
      implements AutoCloseable {
    @Override
    public void close() {
      instance.close();
      meeting.close();
      store.close();
      folder.close();
    }
  }

  private static Open open(Path data) throws Exception {
    DataFolder folder = DataFolder.open(data, Optional.empty());
    Store store = H2Store.open(folder);
    SecretKeys keys = new KeptKeys(folder.path()).open(Passphrase.of(Map.of()));
    ClusterMeeting meeting =
        new ClusterMeeting(ClusterOptions.quiet(), folder.path(), keys.signing());
    Instance instance = new Instance(store, keys, meeting, new SecureRandom(), Instant::now);
    instance.namePerson("Somebody");
    return new Open(folder, store, meeting, instance);
  }
}
