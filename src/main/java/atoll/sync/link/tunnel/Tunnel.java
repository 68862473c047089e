package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets the members of a workspace's devices, which listen on loopback only, reach each other across machines: every member
 * has a port of its own in the workspace; on every other machine a forwarder listens at that port on loopback and carries
 * what comes, through TLS 1.3 with both sides pinned, to the owner's tunnel, which hands it to the member. Where the others
 * are, the tunnels tell each other; an entry is signed by its owner. For any thread; nothing waits for the network.
 */
public final class Tunnel implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Tunnel.class.getName());

  private static final int MOST_CARRIED_TO_ONE = 32;
  private static final int MOST_ASKED_THROUGH = 4;
  private static final int MOST_SEEN_HOSTS = 2;
  private static final int MOST_TURNED_AWAY = 64;
  private static final int MOST_TOLD = 20;
  private static final long TICK_SECONDS = 1;
  private static final long CALM_TICKS = 60;

  /** A little less than the others wait for a sign of a member. */
  private static final long SLEPT_MILLIS = 8_000;

  private final TunnelOptions options;
  private final TunnelIdentity identity;
  private final TunnelEvents events;
  private final Pins pins;
  private final Hash room;
  private final Directory directory;
  private final Doorway doorway;
  private final Caller caller;
  private final Splices splices;
  private final Ways ways;
  private final Visits visits;
  private final Forwarders forwarders;
  private final WaitingDevices waiting;
  private final Standing standing;
  private final MemberPorts ports;
  private final Set<String> seenAs = Collections.synchronizedSet(new LinkedHashSet<>());
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("atoll-tunnel").factory());
  private final Set<Hash> turnedAway = ConcurrentHashMap.newKeySet();
  private final Object telling = new Object();
  private List<String> toldReachable = List.of();
  private volatile boolean calm;
  private volatile boolean news;
  private volatile boolean closed;
  private volatile Stranger stranger = Stranger.NONE;
  private volatile boolean isOpen;
  private volatile List<String> join;

  /** Where a question was answered: once that one lets this device in, it is called there, and not in its turn. */
  private volatile Optional<String> answeredAt = Optional.empty();

  private int carriedBefore;
  private long ticks;
  private long tickedAt = System.currentTimeMillis();
  private int nextCall;

  /** @param doorway where the others come in; it outlives the tunnel */
  public Tunnel(TunnelOptions options, Doorway doorway, TunnelEvents events) {
    this.options = options;
    this.doorway = doorway;
    this.identity = doorway.identity();
    this.events = events;
    room = Room.name(options.workspace());
    join = options.join();
    pins = new Pins(identity.pin());
    directory = new Directory(pins, identity.pin());
    caller = new Caller(room, pins, doorway.sockets(), new FromCaller());
    splices = new Splices(pins::allows, MOST_CARRIED_TO_ONE);
    ways = new Ways(directory, pins, caller);
    visits = new Visits(identity.pin(), directory, caller, ways, splices, new FromVisits());
    forwarders = new Forwarders(doorway.loopback(), ways, splices, visits);
    waiting = new WaitingDevices(pins::allows);
    standing = new Standing(doorway, directory, caller, pins);
    ports = new MemberPorts(options.workspace(), identity.pin(), doorway.loopback());
  }

  /**
   * From now on these may pass and nobody else: connections of others are cut before this returns.
   *
   * @param guests this device itself does not matter
   */
  public void allow(Guests guests) {
    pins.allow(guests);
    splices.cut();
    waiting.cut();
    standing.cut();
    directory.forget();
    directory.merge(options.known());
    renew();
    calm = false;
    changed();
    answeredAt.ifPresent(visits::call);
  }

  /** Answers those who may not come in. Before {@link #start}. */
  public void answers(Stranger answers) {
    stranger = answers;
  }

  /** Whether somebody did not let this device in since this was asked the last time. */
  public boolean wasRefused() {
    return caller.wasRefused();
  }

  /** Devices that were not let in here since this was asked the last time; only some of them if they were many. */
  public Set<Hash> turnedAway() {
    Set<Hash> some = Set.copyOf(turnedAway);
    turnedAway.removeAll(some);
    return some;
  }

  /**
   * Asks, as a stranger, all who are met at the known addresses and may come in here. Does not wait.
   *
   * @param each makes for each of them who hears its answers
   */
  public void knock(byte[] question, Supplier<Knock> each) {
    Set<String> addresses = new LinkedHashSet<>(join);
    addresses.addAll(othersAddresses());
    for (String address : addresses) {
      Thread.ofVirtual()
          .name("atoll-tunnel-knock")
          .start(() -> knockAt(address, question, each.get()));
    }
  }

  private void knockAt(String address, byte[] question, Knock knock) {
    Queue<byte[]> questions = new ArrayDeque<>(List.of(question));
    try {
      while (!closed && !questions.isEmpty()) {
        byte[] next = questions.remove();
        Queue<byte[]> answers = new ArrayDeque<>();
        visits.inTurn(() -> answered(address, next).ifPresent(answers::add));
        // Not in its turn, since whoever hears it may wait.
        answers.forEach(answer -> knock.told(answer).ifPresent(questions::add));
        if (!answers.isEmpty()) {
          calm = false;
        }
      }
    } finally {
      knock.ended();
    }
  }

  private Optional<byte[]> answered(String address, byte[] question) {
    try {
      byte[] answer = ask(address, question);
      answeredAt = Optional.of(address);
      return Optional.of(answer);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "nobody is asked at " + address, e);
      return Optional.empty();
    }
  }

  /** Who answers at an address may be one at which somebody waits who is to be asked. */
  private byte[] ask(String address, byte[] question) throws IOException {
    try {
      return caller.ask(address, question);
    } catch (StrangerException e) {
      IOException last = e;
      for (Hash named : pins.named().stream().limit(MOST_ASKED_THROUGH).toList()) {
        try {
          return caller.askThrough(address, named, question);
        } catch (IOException refused) {
          last = refused;
        }
      }
      throw last;
    }
  }

  /** Others may be met at these addresses too, each {@code host:port}; they take the place of those told before. */
  public void know(List<String> addresses) {
    Set<String> all = new LinkedHashSet<>(options.join());
    all.addAll(addresses);
    join = List.copyOf(all);
    calm = false;
  }

  /**
   * Somebody may be met at this address, {@code host:port}: it is called now and not remembered. Who answers already is left
   * in peace.
   */
  public void hint(String address) {
    boolean inTouch = directory.others().stream()
        .anyMatch(entry -> entry.addresses().contains(address) && visits.answers(entry.pin()));
    if (!closed && !inTouch) {
      visits.call(address);
    }
  }

  /** Where this device is met, as far as is known: nothing as long as the doorway is not open. */
  public List<String> addresses() {
    int port = doorway.port();
    return port == 0
        ? List.of()
        : hosts().stream().map(host -> host + ":" + port).toList();
  }

  /**
   * Where others are met, the likeliest first, and then where they were only said to be: whoever is told may reach them when
   * this device does not. Not more than are worth telling somebody.
   */
  public List<String> othersAddresses() {
    Set<String> told = new LinkedHashSet<>();
    List<TunnelEntry> others = directory.others();
    for (int i = 0; i < TunnelEntry.MOST_ADDRESSES; i++) {
      for (TunnelEntry other : others) {
        if (i < other.addresses().size()) {
          told.add(other.addresses().get(i));
        }
      }
    }
    told.addAll(join);
    return told.stream().limit(MOST_TOLD).toList();
  }

  /** Opens the doorway and begins to look for the others. Once, after {@link #allow}. A port that is taken is tried again. */
  public void start() {
    directory.merge(options.known());
    ports.next(portsOfOthers());
    doorway.enter(room, new Behind());
    open();
    changed();
    var _ = timer.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    timer.execute(this::tick);
  }

  /**
   * Whether the device whose member has this port on loopback may come in here, and lets this one in as far as is known: it
   * did when it was called last. A member takes seconds to find that out, and meanwhile calls those there who are not.
   */
  public boolean isMutual(int memberPort) {
    return directory.others().stream()
        .anyMatch(e -> e.memberPort() == memberPort && !visits.refuses(e.pin()));
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

  /** Connections that are being carried. */
  public int carried() {
    return splices.size();
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    doorway.leave(room);
    standing.close();
    waiting.close();
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
      lookForSleep();
      if (!isOpen) {
        open();
      }
      renew();
      Set<InetAddress> here = Doorway.here();
      splices.cutStranded(here);
      standing.cutStranded(here);
      forwarders.follow(directory.others());
      standing.follow(ways.relays());
      lookForTrouble();
      if (news) {
        news = false;
        visits.tellEverybody();
      }
      visits.begin();
      if (!calm || ticks % CALM_TICKS == 0) {
        callSomebody();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the tunnel stumbled and goes on", e);
    }
  }

  /** The clock on the wall goes on while the machine sleeps, the ticks do not. A clock that was set does no harm. */
  private void lookForSleep() {
    long now = System.currentTimeMillis();
    if (now - tickedAt > SLEPT_MILLIS) {
      calm = false;
      events.woke();
    }
    tickedAt = now;
  }

  /** A connection that ended may mean that the network did: others are called until one answers. */
  private void lookForTrouble() {
    int now = splices.size();
    if (now < carriedBefore) {
      calm = false;
    }
    carriedBefore = now;
  }

  private void open() {
    try {
      doorway.open();
      isOpen = true;
      events.bound(doorway.port());
      renew();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the port is taken", e);
      events.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Calls the next address there is, given or learnt, one a tick. */
  private void callSomebody() {
    List<String> addresses = new ArrayList<>(join);
    directory.others().forEach(entry -> addresses.addAll(entry.addresses()));
    if (!addresses.isEmpty()) {
      String address = addresses.get(Math.floorMod(nextCall++, addresses.size()));
      visits.call(address);
    }
  }

  /** How calls of any kind are answered. */
  private final class FromCaller implements Caller.Hears {
    @Override
    public void refused(Hash by) {
      visits.refused(by);
    }

    @Override
    public void letIn(Hash by) {
      visits.letIn(by);
    }
  }

  /** What comes of calling the others. */
  private final class FromVisits implements Visits.Hears {
    @Override
    public void told(Greeting.Told answer) {
      calm = true;
      seen(answer.seenAs());
      learn(answer.entries());
    }

    @Override
    public void answeringChanged() {
      if (!closed) {
        changed();
      }
    }
  }

  /** What the doorway finds of this workspace. */
  private final class Behind implements Room {
    @Override
    public boolean admits(Hash pin, List<Hash> passes) {
      boolean admitted = pins.admits(pin, passes);
      if (!admitted && turnedAway.size() < MOST_TURNED_AWAY) {
        turnedAway.add(pin);
      }
      return admitted;
    }

    @Override
    public List<Hash> passes() {
      return pins.passes();
    }

    @Override
    public int memberPort() {
      return ports.port();
    }

    @Override
    public Stranger stranger() {
      return stranger;
    }

    @Override
    public Splices splices() {
      return splices;
    }

    @Override
    public WaitingDevices waiting() {
      return waiting;
    }

    @Override
    public Greeting.Told exchange(Greeting.Told told, Hash by, String callerHost) {
      learn(told.entries());
      visits.met(by);
      return new Greeting.Told(callerHost, directory.all());
    }
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
    List<String> addresses = addresses();
    List<Hash> passes = pins.passes();
    Optional<TunnelEntry> before = directory.entry(identity.pin());
    boolean same = before.isPresent()
        && before.get().memberPort() == ports.port()
        && before.get().addresses().equals(addresses)
        && before.get().passes().equals(passes);
    if (!same && isOpen && !closed) {
      long version =
          Math.max(System.currentTimeMillis(), before.map(TunnelEntry::version).orElse(0L) + 1);
      TunnelEntry entry = TunnelEntry.make(identity, version, ports.port(), addresses, passes);
      directory.merge(List.of(entry.bytes()));
      visits.tellEverybody();
      calm = false;
    }
  }

  private List<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>(doorway.hosts());
    synchronized (seenAs) {
      hosts.addAll(seenAs);
    }
    return hosts.stream().limit(TunnelEntry.MOST_ADDRESSES).toList();
  }

  /** Tells how it is now. One at a time: of two that tell at once, the one that looked first must not be heard last. */
  private void changed() {
    synchronized (telling) {
      List<TunnelEntry> others = directory.others();
      forwarders.follow(ports.port() == 0 ? List.of() : others);
      events.known(others.stream().map(TunnelEntry::bytes).toList());
      events.met(othersAddresses());
      List<String> reachable = others.stream()
          .filter(e -> visits.answers(e.pin()))
          .map(e -> doorway.loopback().getHostAddress() + ":" + e.memberPort())
          .toList();
      if (!reachable.equals(toldReachable)) {
        toldReachable = reachable;
        events.reachable(reachable);
      }
      events.mutualChanged();
    }
  }
}
