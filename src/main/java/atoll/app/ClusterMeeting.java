package atoll.app;

import atoll.app.relay.Relay;
import atoll.app.relay.RelayTask;
import atoll.crypto.Hash;
import atoll.crypto.SigningKey;
import atoll.identity.InvitationException;
import atoll.identity.RelayText;
import atoll.sync.SyncOptions;
import atoll.sync.SyncSession;
import atoll.sync.SyncThread;
import atoll.sync.link.hazelcast.HazelcastEvents;
import atoll.sync.link.hazelcast.Knocking;
import atoll.sync.link.hazelcast.TunneledLink;
import atoll.sync.link.lan.LanFinder;
import atoll.sync.link.lan.MulticastAir;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.Guests;
import atoll.sync.link.tunnel.TunnelEvents;
import atoll.sync.link.tunnel.TunnelIdentity;
import atoll.sync.link.tunnel.TunnelOptions;
import atoll.workspace.Doorstep;
import atoll.workspace.Meeting;
import atoll.workspace.Subscription;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Meets others in a cluster of each shared workspace: members listen on loopback, and reach each other through one doorway
 * of this instance, which opens when the first workspace is shared.
 */
final class ClusterMeeting implements Meeting, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ClusterMeeting.class.getName());
  private static final long PATIENCE_SECONDS = 6;

  private final ClusterOptions options;
  private final KeptPort port;
  private final SigningKey device;
  private final ClusterDoorstep doorstep;
  private @Nullable Doorway doorway;
  private @Nullable Lan lan;
  private boolean closed;

  /**
   * @param folder the data folder, which keeps the doorway's port for the next start
   * @param device proves to others who this is
   */
  ClusterMeeting(ClusterOptions options, Path folder, SigningKey device) {
    this.options = options;
    this.port = new KeptPort(folder);
    this.device = device;
    this.doorstep = new ClusterDoorstep(this::doorway, this::opened);
  }

  @Override
  public Doorstep doorstep() {
    return doorstep;
  }

  @Override
  public Met open(Wish wish) {
    Set<String> addresses = new LinkedHashSet<>(options.join());
    addresses.addAll(wish.addresses());
    Events events = new Events(wish.known());
    TunneledLink link = new TunneledLink(
        new TunnelOptions(wish.workspace(), List.copyOf(addresses), List.of()),
        doorway(),
        guests(wish.roster()),
        events,
        events);
    Subscription guests = wish.roster()
        .onChange(() -> link.allow(guests(wish.roster())))
        .and(found(wish.roster(), link));
    SyncThread runtime = new SyncThread("sync-" + wish.workspace().toString().substring(0, 8));
    SyncSession session = new SyncSession(
        SyncOptions.DEFAULT,
        wish.workspace(),
        wish.store(),
        wish.inbox(),
        link,
        runtime,
        wish.witness());
    new Knocking(wish.inbox(), link, runtime).begin();
    return new Cluster(wish, new Ways(session, runtime, link, guests), events);
  }

  /** Closes the doorway, once the workspaces have left. */
  @Override
  public synchronized void close() {
    closed = true;
    if (lan != null) {
      lan.close();
    }
    if (doorway != null) {
      doorway.close();
    }
  }

  private synchronized Doorway doorway() {
    if (closed) {
      throw new IllegalStateException("the instance stops");
    }
    if (doorway == null) {
      doorway = new Doorway(options.doorway(port.read()), TunnelIdentity.of(device));
      doorstep.serve(doorway);
    }
    return doorway;
  }

  /** Looks for the others in the local network, if that is wanted. */
  private synchronized Subscription found(Roster roster, TunneledLink link) {
    if (!options.discovers() || closed) {
      return () -> {};
    }
    if (lan == null) {
      lan = Lan.begin(options.bind(), doorway());
    }
    return lan.finder().find(roster::marks, link::hint)::close;
  }

  /** What looks for others in the local network, on a thread of its own. */
  private record Lan(LanFinder finder, SyncThread thread) implements AutoCloseable {
    static Lan begin(InetAddress bind, Doorway doorway) {
      SyncThread thread = new SyncThread("atoll-lan");
      LanFinder finder =
          new LanFinder(new MulticastAir(bind), doorway::port, thread, new SecureRandom());
      finder.start();
      return new Lan(finder, thread);
    }

    @Override
    public void close() {
      finder.close();
      thread.close();
    }
  }

  /** Keeps the port for the next start, unless one is insisted on. */
  private void opened(int at) {
    if (options.port() == 0) {
      port.write(at);
    }
  }

  private static Guests guests(Roster who) {
    return Guests.of(who.devices(), who.keys(), who.relays());
  }

  private void handTo(RelayText relay, Wish wish, List<String> addresses)
      throws InvitationException {
    Hash self = TunnelIdentity.pin(device.verifyKey());
    RelayTask task = new RelayTask(wish.workspace(), List.of(self), addresses);
    Relay.handOver(doorway(), relay, task, self);
  }

  /** What one workspace has open. */
  private record Ways(
      SyncSession session, SyncThread runtime, TunneledLink link, Subscription guests) {}

  private final class Cluster implements Met {
    private final Wish wish;
    private final Ways ways;
    private final Events events;

    Cluster(Wish wish, Ways ways, Events events) {
      this.wish = wish;
      this.ways = ways;
      this.events = events;
    }

    @Override
    public SyncSession session() {
      return ways.session();
    }

    @Override
    public void handTo(RelayText relay) throws InvitationException {
      ClusterMeeting.this.handTo(relay, wish, addresses());
    }

    @Override
    public List<String> addresses() {
      events.awaitBound();
      return ways.link().addresses();
    }

    @Override
    public void know(List<String> addresses) {
      ways.link().know(addresses);
    }

    @Override
    public void close() {
      ways.guests().close();
      ways.session().close();
      ways.runtime().close();
    }
  }

  /** What the tunnel and the member tell, from their own threads. */
  private final class Events implements HazelcastEvents, TunnelEvents {
    private final Consumer<List<String>> known;
    private final CompletableFuture<Integer> bound = new CompletableFuture<>();

    Events(Consumer<List<String>> known) {
      this.known = known;
    }

    @Override
    public void bound(int opened) {
      if (bound.complete(opened)) {
        ClusterMeeting.this.opened(opened);
      }
    }

    @Override
    public void met(List<String> addresses) {
      if (!addresses.isEmpty()) {
        known.accept(addresses);
      }
    }

    @Override
    public void failed(String reason) {
      LOG.log(Level.WARNING, "The cluster could not be entered: {0}", reason);
    }

    void awaitBound() {
      var _ =
          bound.copy().completeOnTimeout(0, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
  }
}
