package atoll.sync.link;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** A link between sessions of one process; loses nothing. */
public final class MemoryLink implements Link {
  /** Where links meet. */
  public static final class Hub {
    private final Map<PeerId, MemoryLink> open = new ConcurrentHashMap<>();

    private void changed() {
      open.values()
          .forEach(link -> link.later(() -> link.listener.ifPresent(l -> l.changed(link.peers()))));
    }
  }

  private final Hub hub;
  private final PeerId self = new PeerId(
      ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong());
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private volatile Optional<LinkListener> listener = Optional.empty();

  public MemoryLink(Hub hub) {
    this.hub = hub;
  }

  @Override
  public PeerId self() {
    return self;
  }

  @Override
  public void start(LinkListener listener) {
    this.listener = Optional.of(listener);
    hub.open.put(self, this);
    hub.changed();
  }

  @Override
  public Set<PeerId> peers() {
    Set<PeerId> others = new TreeSet<>(hub.open.keySet());
    others.remove(self);
    return others;
  }

  @Override
  public void broadcast(byte[] message) {
    check(message);
    if (hub.open.containsKey(self)) {
      peers().forEach(peer -> send(peer, message));
    }
  }

  @Override
  public void send(PeerId to, byte[] message) {
    check(message);
    MemoryLink other = hub.open.get(to);
    if (other != null && other != this && hub.open.containsKey(self)) {
      other.later(() -> other.listener.ifPresent(l -> l.received(self, message)));
    }
  }

  @Override
  public void close() {
    hub.open.remove(self);
    listener = Optional.empty();
    thread.shutdownNow();
    thread.close();
    hub.changed();
  }

  private static void check(byte[] message) {
    if (message.length > MOST_MESSAGE_BYTES) {
      throw new IllegalArgumentException("a message of " + message.length + " bytes");
    }
  }

  private void later(Runnable task) {
    if (!thread.isShutdown()) {
      thread.execute(task);
    }
  }
}
