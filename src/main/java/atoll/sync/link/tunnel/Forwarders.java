package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A forwarder for every other device, as far as the ports are free. For any thread. */
final class Forwarders {
  private static final Logger LOG = System.getLogger(Forwarders.class.getName());

  private static final long MOST_WAIT_SECONDS = 8;

  private final InetAddress loopback;
  private final Ways ways;
  private final Splices splices;
  private final Visits visits;
  private final Map<Hash, Forwarder> open = new HashMap<>();
  private final Map<Hash, Wait> waits = new HashMap<>();
  private boolean closed;

  /** A port that somebody else has: tried again after this many seconds, at this time. */
  private record Wait(int port, long seconds, long untilNanos) {}

  Forwarders(InetAddress loopback, Ways ways, Splices splices, Visits visits) {
    this.loopback = loopback;
    this.ways = ways;
    this.splices = splices;
    this.visits = visits;
  }

  /**
   * Opens what is missing and closes what is not wanted any more. A port that is taken is tried again after some seconds: on
   * this machine the member itself may have it, or the forwarder of another instance, which serves as well.
   */
  synchronized void follow(List<TunnelEntry> entries) {
    if (closed) {
      return;
    }
    Set<Hash> wanted = new HashSet<>();
    for (TunnelEntry entry : entries) {
      wanted.add(entry.pin());
      Forwarder before = open.get(entry.pin());
      if (before != null && before.port() != entry.memberPort()) {
        before.close();
        open.remove(entry.pin());
      }
      if (!open.containsKey(entry.pin())) {
        open(entry);
      }
    }
    for (Hash pin : Set.copyOf(open.keySet())) {
      if (!wanted.contains(pin)) {
        Forwarder gone = open.remove(pin);
        if (gone != null) {
          gone.close();
        }
      }
    }
  }

  synchronized void close() {
    closed = true;
    open.values().forEach(Forwarder::close);
    open.clear();
  }

  private void open(TunnelEntry entry) {
    Optional<Wait> wait = Optional.ofNullable(waits.get(entry.pin()))
        .filter(before -> before.port == entry.memberPort());
    if (wait.filter(before -> System.nanoTime() < before.untilNanos).isPresent()) {
      return;
    }
    waits.remove(entry.pin());
    try {
      open.put(
          entry.pin(),
          new Forwarder(entry.pin(), entry.memberPort(), loopback, ways, splices, visits));
    } catch (IOException e) {
      LOG.log(
          Level.DEBUG, "port " + entry.memberPort() + " on loopback is served by somebody else", e);
      long seconds =
          wait.map(before -> Math.min(MOST_WAIT_SECONDS, 2 * before.seconds)).orElse(1L);
      waits.put(
          entry.pin(),
          new Wait(entry.memberPort(), seconds, System.nanoTime() + seconds * 1_000_000_000));
    }
  }
}
