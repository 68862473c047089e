package atoll.sync.link.hazelcast;

import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A link over a Hazelcast cluster of one workspace, of which this device is a lite member: one topic for all, and one per
 * member for what is meant for it alone. Nothing is kept in the cluster. The member starts in the background; if there is
 * nobody it waits alone, and looks again every second.
 */
public final class HazelcastLink implements Link {
  private static final Logger LOG = System.getLogger(HazelcastLink.class.getName());

  private static final String ALL_TOPIC = "all";
  private static final String ONE_TOPIC = "to-";

  /** Members that could not agree who is first do not try again at the same moment. */
  private static final long LOOK_MILLIS = 400;

  private static final long LEAST_RETRY_MILLIS = 1_000;

  private static final int RETRY_SPREAD_MILLIS = 3_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HazelcastOptions options;
  private final HazelcastEvents events;
  private final PeerId self = new PeerId(RANDOM.nextLong(), RANDOM.nextLong());
  private final IntSupplier port;
  private final IntPredicate isPeer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore restarts = new Semaphore(0);
  private final Map<PeerId, ITopic<byte[]>> topics = new ConcurrentHashMap<>();
  private final Object listening = new Object();
  private volatile Set<PeerId> peers = Set.of();
  private volatile @Nullable LinkListener listener;
  private volatile @Nullable HazelcastInstance member;
  private volatile @Nullable ITopic<byte[]> all;
  private List<String> told = List.of();
  private @Nullable Config config;
  private @Nullable Thread keeper;

  public HazelcastLink(HazelcastOptions options, HazelcastEvents events) {
    this(options, events, options::port, _ -> true);
  }

  /**
   * @param port asked at each start in place of the one in the options
   * @param isPeer whether a member at this port counts as a peer; asked again by {@link #look}
   */
  HazelcastLink(
      HazelcastOptions options, HazelcastEvents events, IntSupplier port, IntPredicate isPeer) {
    this.options = options;
    this.events = events;
    this.port = port;
    this.isPeer = isPeer;
  }

  @Override
  public PeerId self() {
    return self;
  }

  @Override
  public void start(LinkListener listener) {
    if (this.listener != null) {
      throw new IllegalStateException("a link starts once");
    }
    this.listener = listener;
    keeper = Thread.ofPlatform().daemon().name("atoll-link").start(this::keepMember);
  }

  /**
   * Others may be met at these addresses too, each as {@code host:port}; they take the place of those told before. The
   * member looks there within a second or so.
   */
  public void know(List<String> addresses) {
    synchronized (listening) {
      told = List.copyOf(addresses);
      if (config != null) {
        config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().setMembers(addresses());
      }
    }
  }

  private boolean areOthersTold() {
    synchronized (listening) {
      return !told.isEmpty();
    }
  }

  /**
   * Other members may count as peers than before. The listener hears of it at once, while the cluster itself drops a member
   * only after several calls in vain, and after five seconds if the one that is lost was its first.
   */
  void look() {
    synchronized (listening) {
      HazelcastInstance running = member;
      LinkListener hears = listener;
      if (running == null || hears == null || isClosed()) {
        return;
      }
      try {
        Set<PeerId> now = counted(running.getCluster().getMembers());
        if (!now.equals(peers)) {
          peers = now;
          hears.changed(now);
        }
      } catch (HazelcastInstanceNotActiveException e) {
        LOG.log(Level.DEBUG, "the member ended itself", e);
      }
    }
  }

  /** The member leaves and starts again, where the port that it asks for may be another one. */
  void restart() {
    restarts.release();
  }

  @Override
  public Set<PeerId> peers() {
    return peers;
  }

  @Override
  public void broadcast(byte[] message) {
    check(message);
    publish(all, message);
  }

  @Override
  public void send(PeerId to, byte[] message) {
    check(message);
    HazelcastInstance running = member;
    if (running != null && peers.contains(to)) {
      try {
        publish(topics.computeIfAbsent(to, peer -> running.getTopic(ONE_TOPIC + peer)), message);
      } catch (RuntimeException e) {
        LOG.log(Level.DEBUG, "a message was not sent", e);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (listening) {
      peers = Set.of();
    }
    restarts.release();
    HazelcastInstance running = member;
    if (running != null) {
      running.shutdown();
    } else if (keeper != null) {
      keeper.interrupt();
    }
  }

  /** Until somebody wants it, or the member is in no cluster with those who are there. */
  private void awaitRestart() throws InterruptedException {
    Lonely lonely = new Lonely();
    while (!restarts.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (lonely.isLost(!peers.isEmpty(), areOthersTold())) {
        LOG.log(Level.INFO, "the member lost a cluster that is there, and starts anew");
        return;
      }
    }
  }

  private void keepMember() {
    try {
      while (!isClosed()) {
        restarts.drainPermits();
        if (startMember()) {
          awaitRestart();
          leave();
        } else if (closing.await(
            LEAST_RETRY_MILLIS + RANDOM.nextInt(RETRY_SPREAD_MILLIS), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "the link was closed before its member was up", e);
    }
  }

  private boolean startMember() {
    try {
      opened(Hazelcast.newHazelcastInstance(newConfig()));
      return true;
    } catch (RuntimeException e) {
      if (!isClosed()) {
        LOG.log(Level.WARNING, "the member of the cluster cannot start; trying again", e);
        events.failed("Other devices cannot be reached: " + e.getMessage());
      }
      return false;
    }
  }

  private Config newConfig() {
    synchronized (listening) {
      Config made = MemberConfig.of(options, port.getAsInt(), addresses(), self);
      config = made;
      return made;
    }
  }

  private List<String> addresses() {
    Set<String> all = new LinkedHashSet<>(MemberConfig.addresses(options.join()));
    all.addAll(MemberConfig.addresses(told));
    return new ArrayList<>(all);
  }

  private void leave() {
    HazelcastInstance running = member;
    if (running != null && !isClosed()) {
      member = null;
      all = null;
      topics.clear();
      running.shutdown();
      LinkListener hears = listener;
      synchronized (listening) {
        peers = Set.of();
        if (hears != null && !isClosed()) {
          hears.changed(Set.of());
        }
      }
    }
  }

  private void opened(HazelcastInstance instance) {
    Needless.end(instance);
    ITopic<byte[]> toAll = instance.getTopic(ALL_TOPIC);
    ITopic<byte[]> toThis = instance.getTopic(ONE_TOPIC + self);
    toAll.addMessageListener(this::received);
    toThis.addMessageListener(this::received);
    instance.getCluster().addMembershipListener(new Members());
    instance.getLifecycleService().addLifecycleListener(event -> {
      membersChanged();
      if (event.getState() == LifecycleState.MERGED) {
        Needless.end(instance);
      }
    });
    all = toAll;
    member = instance;
    if (isClosed()) {
      instance.shutdown();
      return;
    }
    events.bound(instance.getCluster().getLocalMember().getAddress().getPort());
    membersChanged();
  }

  private final class Members implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {
      membersChanged();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      peerOf(event.getMember()).ifPresent(topics::remove);
      membersChanged();
    }
  }

  private void membersChanged() {
    HazelcastInstance running = member;
    LinkListener hears = listener;
    if (running == null || hears == null || !running.getLifecycleService().isRunning()) {
      return;
    }
    Set<String> addresses = new TreeSet<>();
    synchronized (listening) {
      if (isClosed()) {
        return;
      }
      Set<Member> members = running.getCluster().getMembers();
      for (Member other : members) {
        if (!other.localMember()) {
          addresses.add(other.getAddress().getHost() + ":" + other.getAddress().getPort());
        }
      }
      peers = counted(members);
      hears.changed(peers);
    }
    if (!addresses.isEmpty()) {
      events.known(addresses);
    }
  }

  private Set<PeerId> counted(Set<Member> members) {
    return members.stream()
        .filter(other -> !other.localMember() && isPeer.test(other.getAddress().getPort()))
        .flatMap(other -> peerOf(other).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void received(Message<byte[]> message) {
    LinkListener hears = listener;
    Member sender = message.getPublishingMember();
    if (hears == null || isClosed() || sender != null && sender.localMember()) {
      return;
    }
    Optional<PeerId> from = sender == null ? Optional.empty() : peerOf(sender);
    Optional<byte[]> bytes = bytesOf(message);
    if (from.isPresent() && bytes.isPresent()) {
      hears.received(from.get(), bytes.get());
    } else {
      hears.noise();
    }
  }

  /** The object of a message is anything that a member published: it is looked at before it is believed to be bytes. */
  private static Optional<byte[]> bytesOf(Message<?> message) {
    try {
      return message.getMessageObject() instanceof byte[] bytes
              && bytes.length <= MOST_MESSAGE_BYTES
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "a message cannot be read", e);
      return Optional.empty();
    }
  }

  private static Optional<PeerId> peerOf(Member member) {
    String text = member.getAttribute(MemberConfig.PEER_ATTRIBUTE);
    try {
      return text == null ? Optional.empty() : Optional.of(PeerId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void publish(@Nullable ITopic<byte[]> topic, byte[] message) {
    if (topic != null && !isClosed()) {
      try {
        topic.publish(message);
      } catch (RuntimeException e) {
        LOG.log(Level.DEBUG, "a message was not sent", e);
      }
    }
  }

  private static void check(byte[] message) {
    if (message.length > MOST_MESSAGE_BYTES) {
      throw new IllegalArgumentException("a message of " + message.length + " bytes");
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }
}
