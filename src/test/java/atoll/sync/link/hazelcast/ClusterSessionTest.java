package atoll.sync.link.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.sync.Entries;
import atoll.sync.RealDevice;
import atoll.sync.SyncStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions over real members, in one process and in two. */
@Tag("slow")
class ClusterSessionTest {
  private static final long PATIENCE_MILLIS = 40_000;

  private final List<RealDevice> devices = new ArrayList<>();

  @AfterEach
  void closeAll() {
    devices.forEach(RealDevice::close);
  }

  @Test
  void three_haveEverythingThatEachWrites() {
    int port = Ports.free();
    RealDevice a = device(port);
    RealDevice b = device(Ports.free(), port);
    RealDevice c = device(Ports.free(), port);
    a.write(new byte[10]);
    b.write(new byte[100_000], new byte[20]);
    c.write(new byte[3_000_000]);
    for (RealDevice device : devices) {
      for (RealDevice other : devices) {
        assertTrue(device.await(() -> device.holds(other) == other.holds(other), PATIENCE_MILLIS));
      }
    }
    assertTrue(
        a.await(() -> isSettled(a) && isSettled(b) && isSettled(c), PATIENCE_MILLIS),
        () -> statuses());
    a.session.presence(new byte[] {7});
    assertTrue(b.await(() -> b.seen.containsKey(a.link.self()), PATIENCE_MILLIS));
    assertEquals(7, Objects.requireNonNull(b.seen.get(a.link.self()))[0]);
  }

  @Test
  void keystroke_isAtThePeerWithoutWaiting() {
    int port = Ports.free();
    RealDevice a = device(port);
    RealDevice b = device(Ports.free(), port);
    assertTrue(a.await(() -> connected(a) && connected(b), PATIENCE_MILLIS));
    for (int i = 1; i <= 3_000; i++) {
      int count = i;
      a.writeNow();
      assertTrue(b.await(() -> b.holds(a) == count, PATIENCE_MILLIS));
      if (i == 1_000) {
        b.forgetHops();
      }
    }
    List<Long> hops = b.hops();
    System.out.printf(
        "hop of a keystroke between two members: p50 %d us, p99 %d us, most %d us%n",
        hops.get(hops.size() / 2) / 1_000,
        hops.get(hops.size() * 99 / 100) / 1_000,
        hops.getLast() / 1_000);
    assertTrue(hops.get(hops.size() / 2) < 3_000_000);
  }

  @Test
  void cutOffAndBack_bothHaveWhatTheOtherWrote() {
    int port = Ports.free();
    RealDevice a = device(port);
    RealDevice b = device(Ports.free(), port);
    assertTrue(a.await(() -> connected(a) && connected(b), PATIENCE_MILLIS));
    b.close();
    assertTrue(
        a.await(() -> a.session.status().phase() == SyncStatus.Phase.ALONE, PATIENCE_MILLIS));
    a.write(new byte[] {1});
    b.write(new byte[] {2});
    RealDevice again = new RealDevice(link(Ports.free(), port), b.store);
    devices.add(again);
    assertTrue(a.await(() -> a.holds(b) == 1 && again.holds(a) == 1, PATIENCE_MILLIS));
    assertTrue(a.await(() -> isSettled(a) && isSettled(again), PATIENCE_MILLIS), () -> statuses());
  }

  @Test
  void flood_theOthersGoOnInBoundedMemory() {
    int port = Ports.free();
    RealDevice a = device(port);
    RealDevice b = device(Ports.free(), port);
    HazelcastLink flooder = link(Ports.free(), port);
    flooder.start(new atoll.sync.link.Recorder());
    try {
      assertTrue(a.await(() -> flooder.peers().size() == 2, PATIENCE_MILLIS));
      Random random = new Random(5);
      byte[] noise = new byte[20_000];
      // A member that is only just coming is sent nothing yet.
      assertTrue(a.await(
          () -> {
            flooder.broadcast(new byte[] {1});
            return a.session.status().noise() > 0 && b.session.status().noise() > 0;
          },
          PATIENCE_MILLIS));
      for (int i = 1; i <= 5_000; i++) {
        random.nextBytes(noise);
        noise[0] = 1;
        noise[1] = (byte) (1 + i % 6);
        flooder.broadcast(noise);
        if (i % 500 == 0) {
          a.writeNow();
        }
      }
      assertTrue(b.await(() -> b.holds(a) == 10, PATIENCE_MILLIS));
      long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      System.out.println(
          "after a flood of 100 MB: " + (used >> 20) + " MB used before any collection");
    } finally {
      flooder.close();
    }
  }

  @Test
  void twoProcesses_haveTheSame() throws Exception {
    int port = Ports.free();
    RealDevice a = device(port);
    a.write(new byte[1_000]);
    Process other = process(Ports.free(), port);
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("holds 2", out.readLine());
      assertTrue(a.await(() -> a.store.clock().counts().size() == 2, PATIENCE_MILLIS));
      a.write(new byte[] {1});
      assertEquals("holds 3", out.readLine());
      other.destroyForcibly().waitFor();
      assertTrue(
          a.await(() -> a.session.status().phase() == SyncStatus.Phase.ALONE, PATIENCE_MILLIS));
    } finally {
      other.destroyForcibly();
    }
  }

  private static Process process(int port, int join) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path"), "-Xmx128m"));
    command.addAll(
        Arrays.asList(ClusterPeer.class.getName(), String.valueOf(port), String.valueOf(join)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private RealDevice device(int port, int... join) {
    RealDevice device = new RealDevice(link(port, join));
    devices.add(device);
    return device;
  }

  static HazelcastLink link(int port, int... join) {
    List<String> addresses = Arrays.stream(join).mapToObj(p -> "localhost:" + p).toList();
    return new HazelcastLink(
        new HazelcastOptions(Entries.WORKSPACE, port, addresses), HazelcastEvents.NONE);
  }

  private static boolean connected(RealDevice device) {
    return device.session.status().phase() == SyncStatus.Phase.CONNECTED;
  }

  private static boolean isSettled(RealDevice device) {
    SyncStatus status = device.session.status();
    return status.phase() == SyncStatus.Phase.CONNECTED
        && status.behind() == 0
        && status.peers().stream().allMatch(peer -> peer.lacks() == 0);
  }

  private String statuses() {
    StringBuilder all = new StringBuilder();
    devices.forEach(device -> all.append(device.session.status()).append('\n'));
    return all.toString();
  }
}
