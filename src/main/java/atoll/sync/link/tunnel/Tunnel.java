package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets the members of a workspace's devices, which listen on loopback only, reach each other across machines: every member
 * has a port of its own in the workspace; on every other machine a forwarder listens at that port on loopback and carries
 * what comes, through TLS 1.3 with both sides pinned, to the owner's tunnel, which hands it to the member. Where the others
 * are, the tunnels tell each other; an entry is signed by its owner. For any thread; nothing waits for the network.
 */
public final class Tunnel implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Tunnel.class.getName());

  private static final int MOST_CALLS = 4;
  private static final int MOST_SEEN_HOSTS = 2;
  private static final long TICK_SECONDS = 1;
  private static final long CALM_TICKS = 60;
  private static final long ADDRESS_TICKS = 5;

  private final TunnelOptions options;
  private final TunnelIdentity identity;
  private final TunnelEvents events;
  private final Pins pins = new Pins();
  private final Directory directory;
  private final TunnelSockets sockets;
  private final Splices splices;
  private final Forwarders forwarders;
  private final MemberPorts ports;
  private final Semaphore calls = new Semaphore(MOST_CALLS);
  private final Set<String> seenAs = Collections.synchronizedSet(new LinkedHashSet<>());
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("atoll-tunnel").factory());
  private Optional<Doorway> doorway = Optional.empty();
  private List<String> toldReachable = List.of();
  private volatile boolean calm;
  private volatile boolean news;
  private volatile boolean closed;
  private long ticks;
  private int nextCall;

  public Tunnel(TunnelOptions options, TunnelIdentity identity, TunnelEvents events) {
    this.options = options;
    this.identity = identity;
    this.events = events;
    directory = new Directory(pins, identity.pin());
    sockets = new TunnelSockets(identity, pins);
    splices = new Splices(pins::allows);
    forwarders = new Forwarders(options.loopback(), directory, sockets, splices);
    ports = new MemberPorts(options.workspace(), identity.pin(), options.loopback());
  }

  /**
   * From now on these may pass and nobody else: connections of others are cut before this returns.
   *
   * @param allowed pins of devices; this one's does not matter
   */
  public void allow(Set<Hash> allowed) {
    pins.allow(allowed);
    splices.cut();
    directory.forget();
    directory.merge(options.known());
    changed();
  }

  /** Opens the doorway and begins to look for the others. Once, after {@link #allow}. A port that is taken is tried again. */
  public void start() {
    directory.merge(options.known());
    ports.next(portsOfOthers());
    open();
    changed();
    var _ = timer.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    timer.execute(this::tick);
  }

  /** The port where the tunnels of others come in; 0 while there is none. */
  public synchronized int port() {
    return doorway.map(Doorway::port).orElse(0);
  }

  /** The port on loopback where this device's member has to listen, and by which the others know it. */
  public int memberPort() {
    return ports.port();
  }

  /** Gives {@link #memberPort()} free for the member, which has to listen there at once: until then the tunnel holds it. */
  public int takeMemberPort() {
    return ports.take();
  }

  /** The member could not start: if somebody else has its port, another one is drawn, and the others are told. */
  public void memberFailed() {
    if (!ports.holdAgain()) {
      move();
    }
  }

  /** Connections of those who may not pass, so far. */
  public synchronized long refused() {
    return doorway.map(Doorway::refused).orElse(0L);
  }

  /** Connections that are being carried. */
  public int carried() {
    return splices.size();
  }

  /** The network may be another one, or the machine slept: everybody is called anew. */
  public void wake() {
    calm = false;
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    synchronized (this) {
      doorway.ifPresent(Doorway::close);
    }
    forwarders.close();
    splices.close();
    ports.letGo();
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.log(Level.TRACE, "a connection did not end in order", e);
    }
  }

  private void tick() {
    try {
      ticks++;
      if (port() == 0) {
        open();
      }
      if (ticks % ADDRESS_TICKS == 0) {
        renew();
      }
      forwarders.follow(directory.others());
      if (news) {
        news = false;
        callEverybody();
      }
      if (!calm || ticks % CALM_TICKS == 0) {
        callSomebody();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the tunnel stumbled and goes on", e);
    }
  }

  private void open() {
    try {
      Doorway made = new Doorway(sockets, splices, options, ports::port, this::exchange);
      synchronized (this) {
        doorway = Optional.of(made);
      }
      events.bound(made.port());
      renew();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the port is taken", e);
      events.failed(
          "Port " + options.port() + ", where other devices come in, is taken: " + e.getMessage());
    }
  }

  /** Calls the next address there is, given or learnt, one a tick. */
  private void callSomebody() {
    List<String> addresses = new ArrayList<>(options.join());
    directory.others().forEach(entry -> addresses.addAll(entry.addresses()));
    if (!addresses.isEmpty()) {
      String address = addresses.get(Math.floorMod(nextCall++, addresses.size()));
      Thread.ofVirtual().name("atoll-tunnel-call").start(() -> call(address));
    }
  }

  private void callEverybody() {
    for (TunnelEntry entry : directory.others()) {
      Thread.ofVirtual().name("atoll-tunnel-call").start(() -> callAt(entry.addresses()));
    }
  }

  private void callAt(List<String> addresses) {
    for (String address : addresses) {
      if (call(address)) {
        return;
      }
    }
  }

  private boolean call(String address) {
    try {
      calls.acquire();
    } catch (InterruptedException e) {
      return false;
    }
    try {
      TunnelSockets.Secured other = sockets.connect(address);
      try (other) {
        Greeting.writeKind(other.socket().getOutputStream(), Greeting.DIRECTORY);
        Greeting.write(other.socket().getOutputStream(), new Greeting.Told("", directory.all()));
        Greeting.Told answer = Greeting.read(other.socket().getInputStream());
        calm = true;
        seen(answer.seenAs());
        learn(answer.entries());
      }
      return true;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "nobody is met at " + address, e);
      return false;
    } finally {
      calls.release();
    }
  }

  private Greeting.Told exchange(Greeting.Told told, String callerHost) {
    learn(told.entries());
    return new Greeting.Told(callerHost, directory.all());
  }

  /** The other side saw this machine under an address that it may not know itself. */
  private void seen(String host) {
    if (!host.isEmpty()
        && !host.startsWith("127.")
        && seenAs.size() < MOST_SEEN_HOSTS
        && seenAs.add(host)) {
      renew();
    }
  }

  void learn(List<byte[]> entries) {
    if (!closed && directory.merge(entries)) {
      Optional<TunnelEntry> own = directory.entry(identity.pin());
      if (own.isPresent() && own.get().memberPort() != ports.port()) {
        renew();
      }
      if (mustMove()) {
        move();
      }
      news = true;
      changed();
    }
  }

  /** Of two that have the same port, the one with the greater pin goes. */
  private boolean mustMove() {
    return directory.others().stream()
        .anyMatch(e -> e.memberPort() == ports.port() && e.pin().compareTo(identity.pin()) < 0);
  }

  private void move() {
    ports.next(portsOfOthers());
    renew();
    events.moved(ports.port());
  }

  private Set<Integer> portsOfOthers() {
    Set<Integer> taken = new HashSet<>();
    directory.others().forEach(entry -> taken.add(entry.memberPort()));
    return taken;
  }

  /** Says anew where this device is met, if that has changed. */
  private void renew() {
    int port = port();
    List<String> addresses = hosts().stream().map(host -> host + ":" + port).toList();
    Optional<TunnelEntry> before = directory.entry(identity.pin());
    boolean same = before.isPresent()
        && before.get().memberPort() == ports.port()
        && before.get().addresses().equals(addresses);
    if (!same && port != 0 && !closed) {
      long version =
          Math.max(System.currentTimeMillis(), before.map(TunnelEntry::version).orElse(0L) + 1);
      TunnelEntry entry = TunnelEntry.make(identity, version, ports.port(), addresses);
      directory.merge(List.of(entry.bytes()));
      callEverybody();
      calm = false;
    }
  }

  private List<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>(options.hosts());
    try {
      for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
        if (card.isUp() && !card.isLoopback()) {
          card.inetAddresses().filter(Tunnel::isTold).forEach(address -> hosts.add(text(address)));
        }
      }
    } catch (SocketException e) {
      LOG.log(Level.DEBUG, "the network interfaces cannot be listed", e);
    }
    synchronized (seenAs) {
      hosts.addAll(seenAs);
    }
    return hosts.stream().limit(TunnelEntry.MOST_ADDRESSES).toList();
  }

  private static boolean isTold(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress();
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text.replaceAll("%.*", "") + "]" : text;
  }

  private void changed() {
    List<TunnelEntry> others = directory.others();
    forwarders.follow(ports.port() == 0 ? List.of() : others);
    events.known(others.stream().map(TunnelEntry::bytes).toList());
    List<String> reachable = others.stream()
        .map(e -> options.loopback().getHostAddress() + ":" + e.memberPort())
        .toList();
    synchronized (this) {
      if (reachable.equals(toldReachable)) {
        return;
      }
      toldReachable = reachable;
    }
    events.reachable(reachable);
  }
}
