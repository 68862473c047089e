package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Keeps connections standing at relays for those who do not reach this device otherwise: whoever calls through one comes in
 * at the own doorway, as any other caller does. For any thread.
 */
final class Standing implements Closeable {
  private static final Logger LOG = System.getLogger(Standing.class.getName());
  private static final int CONNECTIONS = 2;
  private static final int MOST_CARRIED = 256;

  /** Longer than a relay is silent. */
  private static final int SILENT_MILLIS = 50_000;

  private static final long MOST_PAUSE_MILLIS = 4_000;
  private static final long FIRST_PAUSE_MILLIS = 500;

  private final Doorway doorway;
  private final Directory directory;
  private final Caller caller;
  private final Splices splices;
  private final Map<Hash, Post> posts = new HashMap<>();
  private boolean closed;

  Standing(Doorway doorway, Directory directory, Caller caller, Pins pins) {
    this.doorway = doorway;
    this.directory = directory;
    this.caller = caller;
    this.splices = new Splices(pins::allows, MOST_CARRIED);
  }

  /** Stands at these relays and at no other. */
  synchronized void follow(Collection<TunnelEntry> relays) {
    Set<Hash> wanted =
        closed ? Set.of() : relays.stream().map(TunnelEntry::pin).collect(Collectors.toSet());
    posts.entrySet().removeIf(each -> {
      boolean over = !wanted.contains(each.getKey());
      if (over) {
        each.getValue().end();
      }
      return over;
    });
    wanted.forEach(pin -> posts.computeIfAbsent(pin, Post::new));
  }

  /** Cuts what came through relays that may not pass any more. */
  void cut() {
    splices.cut();
  }

  /**
   * Cuts what stands at an address that this machine does not have any more, so that the device stands anew by its present
   * one.
   *
   * @param here the addresses of this machine
   */
  synchronized void cutStranded(Set<InetAddress> here) {
    splices.cutStranded(here);
    posts.values().forEach(post -> post.cutStranded(here));
  }

  @Override
  public synchronized void close() {
    closed = true;
    posts.values().forEach(Post::end);
    posts.clear();
    splices.close();
  }

  /** The connections at one relay. */
  private final class Post {
    private final Hash relay;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<Socket> standing = ConcurrentHashMap.newKeySet();

    Post(Hash relay) {
      this.relay = relay;
      for (int i = 0; i < CONNECTIONS; i++) {
        Thread.ofVirtual().name("atoll-tunnel-stand").start(this::stand);
      }
    }

    void end() {
      over.countDown();
      standing.forEach(Tunnel::closeQuietly);
    }

    void cutStranded(Set<InetAddress> here) {
      standing.stream()
          .filter(socket -> Splice.isElsewhere(socket, here))
          .forEach(Tunnel::closeQuietly);
    }

    private void stand() {
      long pause = FIRST_PAUSE_MILLIS;
      try {
        do {
          pause = standOnce() ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, MOST_PAUSE_MILLIS);
        } while (!over.await(pause, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Says whether the relay was met. */
    private boolean standOnce() {
      for (String address : directory.entry(relay).map(TunnelEntry::addresses).orElse(List.of())) {
        try {
          TunnelSockets.Secured met = caller.call(address, Greeting.WAIT);
          standAt(met);
          return true;
        } catch (IOException | RuntimeException e) {
          LOG.log(Level.DEBUG, "nobody lets this device wait at " + address, e);
        }
      }
      return false;
    }

    /** Until somebody calls; that one is carried beside, so that another connection stands at once. */
    private void standAt(TunnelSockets.Secured met) throws IOException {
      Socket socket = met.socket();
      standing.add(socket);
      boolean called = false;
      try {
        if (!met.pin().equals(relay) || over.getCount() == 0) {
          return;
        }
        socket.setSoTimeout(SILENT_MILLIS);
        int word;
        do {
          word = socket.getInputStream().read();
        } while (word == Greeting.STAY);
        called = word == Greeting.GO;
      } finally {
        standing.remove(socket);
        if (!called) {
          Tunnel.closeQuietly(met);
        }
      }
      if (called) {
        Thread.ofVirtual().name("atoll-tunnel-through").start(() -> letIn(socket));
      }
    }

    private void letIn(Socket socket) {
      try (socket;
          Socket door = doorway.enter()) {
        socket.getOutputStream().write(Greeting.GO);
        socket.getOutputStream().flush();
        splices.carry(socket, door, relay);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "somebody who called through a relay did not come in", e);
      }
    }
  }
}
