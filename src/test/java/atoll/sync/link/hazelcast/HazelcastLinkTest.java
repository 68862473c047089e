package atoll.sync.link.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.sync.link.Link;
import atoll.sync.link.LinkContract;
import atoll.sync.link.PeerId;
import atoll.sync.link.Recorder;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class HazelcastLinkTest extends LinkContract {
  private static final AtomicInteger RUN = new AtomicInteger();

  private final WorkspaceId workspace =
      workspace("run " + RUN.incrementAndGet() + ProcessHandle.current().pid());
  private final List<String> ports = new ArrayList<>();

  @Override
  protected Link open() {
    int port = Ports.free();
    Link link =
        new HazelcastLink(new HazelcastOptions(workspace, port, ports), HazelcastEvents.NONE);
    ports.add("localhost:" + port);
    return link;
  }

  @Test
  void portOfAnother_nextOneIsTakenAndTold() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    try (Link a = new HazelcastLink(new HazelcastOptions(workspace, 0, List.of()), bound(first))) {
      Recorder ra = started(a);
      assertTrue(ra.await(() -> first.get() > 0, PATIENCE_MILLIS));
      List<String> join = List.of("localhost:" + first.get());
      Set<String> known = new ConcurrentSkipListSet<>();
      try (Link b =
          new HazelcastLink(new HazelcastOptions(workspace, 0, join), bound(second, known))) {
        Recorder rb = started(b);
        assertTrue(rb.await(() -> second.get() > 0, PATIENCE_MILLIS));
        assertTrue(second.get() > first.get());
        assertTrue(first.get() >= HazelcastOptions.FIRST_PORT);
        meet(List.of(ra, rb), 1);
        assertTrue(rb.await(() -> !known.isEmpty(), PATIENCE_MILLIS));
        assertEquals(Set.of("127.0.0.1:" + first.get()), known);
      }
    }
  }

  @Test
  void memberThatDoesNotCountAnyMore_isNoPeerAtOnceAlthoughTheClusterHoldsIt() {
    int portA = Ports.free();
    Set<Integer> strangers = new ConcurrentSkipListSet<>();
    try (HazelcastLink a = new HazelcastLink(
            new HazelcastOptions(workspace, portA, List.of()),
            HazelcastEvents.NONE,
            () -> portA,
            at -> !strangers.contains(at));
        Link b = new HazelcastLink(
            new HazelcastOptions(workspace, Ports.free(), List.of("localhost:" + portA)),
            HazelcastEvents.NONE)) {
      Recorder ra = started(a);
      Recorder rb = started(b);
      meet(List.of(ra, rb), 1);
      int changes = ra.changes();
      strangers.addAll(IntStream.range(0, 65_536).boxed().toList());
      a.look();
      assertEquals(Set.of(), ra.peers(), "told before the look was over");
      assertEquals(Set.of(), a.peers());
      a.look();
      assertEquals(changes + 1, ra.changes(), "what did not change is not told again");
      assertEquals(Set.of(a.self()), rb.peers(), "the cluster itself still holds both");
      strangers.clear();
      a.look();
      assertEquals(Set.of(b.self()), ra.peers());
      talk(a, ra, b, rb);
    }
  }

  @Test
  void startedBeforeTheOtherWasThere_meetsItSoon() {
    int absent = Ports.free();
    int own = Ports.free();
    HazelcastOptions early = new HazelcastOptions(workspace, own, List.of("localhost:" + absent));
    try (Link a = new HazelcastLink(early, HazelcastEvents.NONE)) {
      Recorder ra = started(a);
      assertTrue(ra.await(() -> ra.changes() > 0, PATIENCE_MILLIS));
      assertEquals(Set.of(), a.peers());
      HazelcastOptions late = new HazelcastOptions(workspace, absent, List.of());
      try (Link b = new HazelcastLink(late, HazelcastEvents.NONE)) {
        Recorder rb = started(b);
        assertTrue(rb.await(() -> rb.changes() > 0, PATIENCE_MILLIS));
        long before = System.nanoTime();
        meet(List.of(ra, rb), 1);
        System.out.println("met after " + (System.nanoTime() - before) / 1_000_000 + " ms");
        talk(a, ra, b, rb);
      }
    }
  }

  @Test
  void bothAloneAndToldOfEachOtherLater_meet() {
    int portA = Ports.free();
    int portB = Ports.free();
    try (HazelcastLink a = new HazelcastLink(
            new HazelcastOptions(workspace, portA, List.of()), HazelcastEvents.NONE);
        HazelcastLink b = new HazelcastLink(
            new HazelcastOptions(workspace, portB, List.of()), HazelcastEvents.NONE)) {
      Recorder ra = started(a);
      Recorder rb = started(b);
      assertTrue(ra.await(() -> ra.changes() > 0, PATIENCE_MILLIS));
      assertTrue(rb.await(() -> rb.changes() > 0, PATIENCE_MILLIS));
      long before = System.nanoTime();
      a.know(List.of("localhost:" + portB));
      b.know(List.of("localhost:" + portA));
      meet(List.of(ra, rb), 1);
      System.out.println("told, met after " + (System.nanoTime() - before) / 1_000_000 + " ms");
      talk(a, ra, b, rb);
    }
  }

  @Test
  void twoPairsToldOfEachOther_becomeOne() {
    List<Integer> members = List.of(Ports.free(), Ports.free(), Ports.free(), Ports.free());
    List<HazelcastLink> links = new ArrayList<>();
    List<Recorder> recorders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<String> partner = List.of("localhost:" + members.get(i ^ 1));
      HazelcastOptions options = new HazelcastOptions(workspace, members.get(i), partner);
      links.add(new HazelcastLink(options, HazelcastEvents.NONE));
      recorders.add(started(links.get(i)));
    }
    try {
      meet(recorders, 1);
      long before = System.nanoTime();
      links.forEach(
          link -> link.know(members.stream().map(port -> "localhost:" + port).toList()));
      meet(recorders, 3);
      System.out.println(
          "two pairs became one after " + (System.nanoTime() - before) / 1_000_000 + " ms");
      talk(links.get(0), recorders.get(0), links.get(3), recorders.get(3));
    } finally {
      links.forEach(HazelcastLink::close);
    }
  }

  @Test
  void anotherWorkspaceOnTheSamePort_isNotMet() {
    int port = Ports.free();
    try (Link a = new HazelcastLink(
            new HazelcastOptions(workspace("other"), port, List.of()), HazelcastEvents.NONE);
        Link b = new HazelcastLink(
            new HazelcastOptions(workspace, Ports.free(), List.of("localhost:" + port)),
            HazelcastEvents.NONE)) {
      Recorder ra = started(a);
      assertTrue(ra.await(() -> ra.changes() > 0, PATIENCE_MILLIS));
      Recorder rb = started(b);
      assertTrue(rb.await(() -> rb.changes() > 0, PATIENCE_MILLIS));
      assertEquals(Set.of(), a.peers());
      assertEquals(Set.of(), b.peers());
    }
  }

  @Test
  void noiseOnTheTopics_isCountedAndOthersGoOn() {
    Link a = link();
    Link b = link();
    Recorder ra = started(a);
    Recorder rb = started(b);
    meet(List.of(ra, rb), 1);
    HazelcastInstance stranger = stranger();
    try {
      assertTrue(ra.await(() -> stranger.getCluster().getMembers().size() == 3, PATIENCE_MILLIS));
      stranger.getTopic("all").publish("a text");
      stranger.getTopic("all").publish(new ArrayList<>(List.of("an object")));
      stranger.getTopic("all").publish(new AtomicInteger(1));
      stranger.getTopic("to-" + a.self()).publish(new byte[] {1});
      assertTrue(ra.await(() -> ra.noises() >= 4, PATIENCE_MILLIS), () -> ra.noises() + " noises");
      assertEquals(List.of(), ra.messages());
      talk(a, ra, b, rb);
    } finally {
      stranger.shutdown();
    }
  }

  @Test
  void portTaken_saysSoAndStartsOnceItIsFree() throws IOException {
    AtomicInteger bound = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    HazelcastEvents events = new HazelcastEvents() {
      @Override
      public void bound(int port) {
        bound.set(port);
      }

      @Override
      public void failed(String reason) {
        failed.incrementAndGet();
      }
    };
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    try (Link link = new HazelcastLink(
        new HazelcastOptions(workspace, taken.getLocalPort(), List.of()), events)) {
      Recorder recorder = started(link);
      assertTrue(recorder.await(() -> failed.get() > 0, PATIENCE_MILLIS));
      taken.close();
      assertTrue(recorder.await(() -> bound.get() == taken.getLocalPort(), PATIENCE_MILLIS));
    } finally {
      taken.close();
    }
  }

  @Test
  void startAndStop_areQuick() {
    Link link = link();
    long before = System.nanoTime();
    Recorder recorder = started(link);
    long startMillis = (System.nanoTime() - before) / 1_000_000;
    assertTrue(recorder.await(() -> recorder.changes() > 0, PATIENCE_MILLIS));
    long upMillis = (System.nanoTime() - before) / 1_000_000;
    before = System.nanoTime();
    link.close();
    System.out.println("start returned after " + startMillis + " ms, up after " + upMillis
        + " ms, closed in " + (System.nanoTime() - before) / 1_000_000 + " ms");
    assertTrue(startMillis < 500);
  }

  private void talk(Link a, Recorder ra, Link b, Recorder rb) {
    assertTrue(rb.await(() -> heard(rb, a) || sent(a), PATIENCE_MILLIS));
    assertTrue(ra.await(() -> heard(ra, b) || sent(b), PATIENCE_MILLIS));
  }

  private static boolean heard(Recorder recorder, Link from) {
    return recorder.messages().stream().anyMatch(got -> got.from().equals(from.self()));
  }

  /** Says something again while the other may not listen yet. */
  private static boolean sent(Link link) {
    link.broadcast(new byte[] {5});
    return false;
  }

  private HazelcastInstance stranger() {
    Config config = MemberConfig.of(
        new HazelcastOptions(workspace, 0, List.of()), Ports.free(), ports, new PeerId(1, 1));
    config.getMemberAttributeConfig().removeAttribute(MemberConfig.PEER_ATTRIBUTE);
    return Hazelcast.newHazelcastInstance(config);
  }

  private static HazelcastEvents bound(AtomicInteger port) {
    return bound(port, new ConcurrentSkipListSet<>());
  }

  private static HazelcastEvents bound(AtomicInteger bound, Set<String> known) {
    return new HazelcastEvents() {
      @Override
      public void bound(int port) {
        bound.set(port);
      }

      @Override
      public void known(Set<String> addresses) {
        known.addAll(addresses);
      }
    };
  }

  private static WorkspaceId workspace(String name) {
    return new WorkspaceId(Hash.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
