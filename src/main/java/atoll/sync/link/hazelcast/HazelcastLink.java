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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A link over a Hazelcast cluster of one workspace, of which this device is a lite member: one topic for all, and one per
 * member for what is meant for it alone. Nothing is kept in the cluster. The member starts in the background; if there is
 * nobody it waits alone, and looks again every few seconds.
 */
public final class HazelcastLink implements Link {
  private static final Logger LOG = System.getLogger(HazelcastLink.class.getName());

  private static final String ALL_TOPIC = "all";
  private static final String ONE_TOPIC = "to-";
  private static final long RETRY_SECONDS = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HazelcastEvents events;
  private final PeerId self = new PeerId(RANDOM.nextLong(), RANDOM.nextLong());
  private final Config config;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<PeerId, ITopic<byte[]>> topics = new ConcurrentHashMap<>();
  private final Object listening = new Object();
  private volatile Set<PeerId> peers = Set.of();
  private volatile @Nullable LinkListener listener;
  private volatile @Nullable HazelcastInstance member;
  private volatile @Nullable ITopic<byte[]> all;
  private @Nullable Thread starter;

  public HazelcastLink(HazelcastOptions options, HazelcastEvents events) {
    this.events = events;
    this.config = MemberConfig.of(options, self);
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
    starter = Thread.ofPlatform().daemon().name("atoll-link-start").start(this::startMember);
  }

  /** Others may be met at these addresses too, each as {@code host:port}. */
  public void know(List<String> addresses) {
    synchronized (listening) {
      var join = config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig();
      Set<String> more = new LinkedHashSet<>(join.getMembers());
      more.addAll(MemberConfig.addresses(addresses));
      join.setMembers(new ArrayList<>(more));
    }
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
    HazelcastInstance running = member;
    if (running != null) {
      running.shutdown();
    } else if (starter != null) {
      starter.interrupt();
    }
  }

  private void startMember() {
    while (!isClosed()) {
      try {
        opened(Hazelcast.newHazelcastInstance(config));
        return;
      } catch (RuntimeException e) {
        if (!isClosed()) {
          LOG.log(Level.WARNING, "the member of the cluster cannot start; trying again", e);
          events.failed("Other devices cannot be reached: " + e.getMessage());
        }
      }
      try {
        if (closing.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void opened(HazelcastInstance instance) {
    ITopic<byte[]> toAll = instance.getTopic(ALL_TOPIC);
    ITopic<byte[]> toThis = instance.getTopic(ONE_TOPIC + self);
    toAll.addMessageListener(this::received);
    toThis.addMessageListener(this::received);
    instance.getCluster().addMembershipListener(new Members());
    instance.getLifecycleService().addLifecycleListener(event -> membersChanged());
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
    LinkListener told = listener;
    if (running == null || told == null || !running.getLifecycleService().isRunning()) {
      return;
    }
    Set<String> addresses = new TreeSet<>();
    synchronized (listening) {
      if (isClosed()) {
        return;
      }
      Set<PeerId> now = new TreeSet<>();
      for (Member other : running.getCluster().getMembers()) {
        if (!other.localMember()) {
          peerOf(other).ifPresent(now::add);
          addresses.add(other.getAddress().getHost() + ":" + other.getAddress().getPort());
        }
      }
      peers = Set.copyOf(now);
      told.changed(now);
    }
    if (!addresses.isEmpty()) {
      events.known(addresses);
    }
  }

  private void received(Message<byte[]> message) {
    LinkListener told = listener;
    Member sender = message.getPublishingMember();
    if (told == null || isClosed() || sender != null && sender.localMember()) {
      return;
    }
    Optional<PeerId> from = sender == null ? Optional.empty() : peerOf(sender);
    Optional<byte[]> bytes = bytesOf(message);
    if (from.isPresent() && bytes.isPresent()) {
      told.received(from.get(), bytes.get());
    } else {
      told.noise();
    }
  }

  /** The object of a message is anything that a member published: it is looked at before it is believed to be bytes. */
  private static Optional<byte[]> bytesOf(Message<?> message) {
    try {
      return message.getMessageObject() instanceof byte[] bytes && bytes.length <= MOST_MESSAGE_BYTES
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
