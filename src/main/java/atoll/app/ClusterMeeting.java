package atoll.app;

import atoll.sync.SyncOptions;
import atoll.sync.SyncSession;
import atoll.sync.SyncThread;
import atoll.sync.link.hazelcast.HazelcastEvents;
import atoll.sync.link.hazelcast.HazelcastLink;
import atoll.sync.link.hazelcast.HazelcastOptions;
import atoll.workspace.Meeting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Meets others in a cluster of each shared workspace, on the loopback interface. */
final class ClusterMeeting implements Meeting {
  private static final Logger LOG = Logger.getLogger(ClusterMeeting.class.getName());
  private static final long PATIENCE_SECONDS = 6;

  private final int port;
  private final List<String> join;

  /**
   * @param port the port of the first cluster; 0 for any free one
   * @param join HOST:PORT where others are met, for every workspace
   */
  ClusterMeeting(int port, List<String> join) {
    this.port = port;
    this.join = List.copyOf(join);
  }

  @Override
  public Met open(Wish wish) {
    Set<String> addresses = new LinkedHashSet<>(join);
    addresses.addAll(wish.addresses());
    Events events = new Events(wish.known());
    HazelcastLink link = new HazelcastLink(
        new HazelcastOptions(wish.workspace(), port, List.copyOf(addresses)), events);
    SyncThread runtime = new SyncThread("sync-" + wish.workspace().toString().substring(0, 8));
    SyncSession session = new SyncSession(
        SyncOptions.DEFAULT,
        wish.workspace(),
        wish.store(),
        wish.inbox(),
        link,
        runtime,
        wish.witness());
    return new Cluster(session, runtime, link, events);
  }

  private record Cluster(SyncSession session, SyncThread runtime, HazelcastLink link, Events events)
      implements Met {
    @Override
    public List<String> addresses() {
      return events.addresses();
    }

    @Override
    public void know(List<String> addresses) {
      link.know(addresses);
    }

    @Override
    public void close() {
      session.close();
      runtime.close();
    }
  }

  /** What the member tells, from its own threads. */
  private static final class Events implements HazelcastEvents {
    private final Consumer<List<String>> known;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile Set<String> others = Set.of();

    Events(Consumer<List<String>> known) {
      this.known = known;
    }

    @Override
    public void bound(int bound) {
      port.complete(bound);
    }

    @Override
    public void known(Set<String> addresses) {
      others = Set.copyOf(addresses);
      if (!addresses.isEmpty()) {
        known.accept(List.copyOf(addresses));
      }
    }

    @Override
    public void failed(String reason) {
      LOG.log(Level.WARNING, "The cluster could not be entered: {0}", reason);
    }

    List<String> addresses() {
      List<String> all = new ArrayList<>();
      Integer own =
          port.copy().completeOnTimeout(0, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      if (own > 0) {
        all.add("localhost:" + own);
      }
      all.addAll(others);
      return all;
    }
  }
}
