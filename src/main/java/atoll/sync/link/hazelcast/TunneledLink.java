package atoll.sync.link.hazelcast;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.Guests;
import atoll.sync.link.tunnel.Knock;
import atoll.sync.link.tunnel.Stranger;
import atoll.sync.link.tunnel.Tunnel;
import atoll.sync.link.tunnel.TunnelEvents;
import atoll.sync.link.tunnel.TunnelOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The link over a Hazelcast cluster whose members meet through TLS tunnels: the member is the same as without, it listens
 * on loopback only, and knows the others by the forwarders that stand for them there.
 */
public final class TunneledLink implements Link {
  private static final Logger LOG = System.getLogger(TunneledLink.class.getName());
  private static final long PATIENCE_SECONDS = 3;

  private final HazelcastEvents events;
  private final Tunnel tunnel;
  private final HazelcastLink link;
  private final boolean waits;
  private final CountDownLatch met = new CountDownLatch(1);
  private final Object starting = new Object();
  private boolean closed;

  /**
   * @param doorway its loopback must be 127.0.0.1
   * @param keep hears what is worth keeping for the next start; may be {@link TunnelEvents#NONE}
   */
  public TunneledLink(
      TunnelOptions options,
      Doorway doorway,
      Guests guests,
      HazelcastEvents events,
      TunnelEvents keep) {
    this.events = events;
    waits = !options.join().isEmpty() || !options.known().isEmpty();
    tunnel = new Tunnel(options, doorway, new FromTunnel(keep));
    link = new HazelcastLink(
        cluster(options.workspace()), new FromMember(), tunnel::takeMemberPort, tunnel::isMutual);
    tunnel.allow(guests);
  }

  /** From now on these devices may be in the cluster and nobody else; the connections of others are cut at once. */
  public void allow(Guests guests) {
    tunnel.allow(guests);
  }

  /** Answers those who may not come in. Before the start. */
  public void answers(Stranger answers) {
    tunnel.answers(answers);
  }

  /** Asks, as a stranger, those who may come in here; see {@link Tunnel#knock}. */
  public void knock(byte[] question, Supplier<Knock> each) {
    tunnel.knock(question, each);
  }

  /** See {@link Tunnel#wasRefused}. */
  public boolean wasRefused() {
    return tunnel.wasRefused();
  }

  /** See {@link Tunnel#turnedAway}. */
  public Set<Hash> turnedAway() {
    return tunnel.turnedAway();
  }

  /** Others may be met at these addresses too, each {@code host:port}. */
  public void know(List<String> addresses) {
    tunnel.know(addresses);
  }

  /** Somebody may be met at this address, {@code host:port}; see {@link Tunnel#hint}. */
  public void hint(String address) {
    tunnel.hint(address);
  }

  /** Where this device is met, and then where others are; nothing of this one as long as its doorway is not open. */
  public List<String> addresses() {
    List<String> all = new ArrayList<>(tunnel.addresses());
    all.addAll(tunnel.othersAddresses());
    return all;
  }

  @Override
  public PeerId self() {
    return link.self();
  }

  @Override
  public void start(LinkListener listener) {
    synchronized (starting) {
      if (closed) {
        return;
      }
      tunnel.start();
      if (!waits) {
        link.start(listener);
        return;
      }
    }
    Thread.ofVirtual().name("atoll-link-wait").start(() -> startOnceMet(listener));
  }

  @Override
  public Set<PeerId> peers() {
    return link.peers();
  }

  @Override
  public void broadcast(byte[] message) {
    link.broadcast(message);
  }

  @Override
  public void send(PeerId to, byte[] message) {
    link.send(to, message);
  }

  @Override
  public void close() {
    synchronized (starting) {
      closed = true;
      link.close();
      tunnel.close();
    }
    met.countDown();
  }

  /** A member that starts when others were met joins at once; one that started alone has to merge with them. */
  private void startOnceMet(LinkListener listener) {
    try {
      boolean some = met.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.log(Level.DEBUG, some ? "the tunnel met others" : "the tunnel met nobody yet");
    } catch (InterruptedException e) {
      return;
    }
    synchronized (starting) {
      if (!closed) {
        link.start(listener);
      }
    }
  }

  private static HazelcastOptions cluster(WorkspaceId workspace) {
    return new HazelcastOptions(workspace, 0, List.of());
  }

  private final class FromTunnel implements TunnelEvents {
    private final TunnelEvents keep;

    FromTunnel(TunnelEvents keep) {
      this.keep = keep;
    }

    @Override
    public void bound(int port) {
      events.bound(port);
      keep.bound(port);
    }

    @Override
    public void failed(String reason) {
      events.failed(reason);
      keep.failed(reason);
    }

    @Override
    public void reachable(List<String> addresses) {
      link.know(addresses);
      if (!addresses.isEmpty()) {
        met.countDown();
      }
      keep.reachable(addresses);
    }

    @Override
    public void mutualChanged() {
      link.look();
      keep.mutualChanged();
    }

    @Override
    public void known(List<byte[]> entries) {
      keep.known(entries);
    }

    @Override
    public void met(List<String> addresses) {
      keep.met(addresses);
    }

    /** A member that was given up would wait for the clusters to merge. */
    @Override
    public void woke() {
      link.restart();
      keep.woke();
    }

    @Override
    public void moved(int memberPort) {
      link.restart();
      keep.moved(memberPort);
    }
  }

  /** The member's own port and the addresses on loopback mean nothing outside: the tunnel's are told. */
  private final class FromMember implements HazelcastEvents {
    @Override
    public void failed(String reason) {
      tunnel.memberFailed();
      events.failed(reason);
    }
  }
}
