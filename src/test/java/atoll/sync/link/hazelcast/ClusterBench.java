package atoll.sync.link.hazelcast;

import atoll.sync.RealDevice;
import atoll.sync.SyncStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what a member costs: start, memory, hop of a keystroke, and what two idle ones say and use. Alone on its machine,
 * or in a network namespace of its own, since it counts all bytes on loopback.
 */
final class ClusterBench {
  private static final int IDLE_SECONDS = Integer.getInteger("atoll.bench.idle", 60);
  private static final int HOPS = 5_000;

  private ClusterBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long empty = usedKilobytes();
    int port = Ports.free();
    long before = System.nanoTime();
    try (RealDevice a = new RealDevice(ClusterSessionTest.link(port))) {
      a.await(() -> a.session.status().phase() == SyncStatus.Phase.ALONE, 60_000);
      System.out.println("first member of a process up after " + millisSince(before) + " ms");
      long one = usedKilobytes();
      before = System.nanoTime();
      try (RealDevice b = new RealDevice(ClusterSessionTest.link(Ports.free(), port))) {
        b.await(() -> b.session.status().phase() == SyncStatus.Phase.CONNECTED, 60_000);
        System.out.println("second member connected after " + millisSince(before) + " ms");
        System.out.println(
            "heap used: first " + (one - empty) + " KB, second " + (usedKilobytes() - one) + " KB");
        hops(a, b);
        idle();
      }
    }
  }

  private static void hops(RealDevice a, RealDevice b) {
    for (int i = 1; i <= HOPS; i++) {
      int count = i;
      a.writeNow();
      b.await(() -> b.holds(a) == count, 10_000);
      if (i == HOPS / 5) {
        b.forgetHops();
      }
    }
    List<Long> hops = b.hops();
    System.out.printf(
        "hop to the peer's inbox: p50 %d us, p99 %d us%n",
        hops.get(hops.size() / 2) / 1_000, hops.get(hops.size() * 99 / 100) / 1_000);
  }

  private static void idle() throws IOException, InterruptedException {
    Thread.sleep(5_000);
    long bytes = loopbackBytes();
    long cpu = cpuNanos();
    Thread.sleep(IDLE_SECONDS * 1_000L);
    System.out.printf(
        "two idle members, %d s: %.1f ms of processor per second together, %d bytes per second on loopback%n",
        IDLE_SECONDS,
        (cpuNanos() - cpu) / 1e6 / IDLE_SECONDS,
        (loopbackBytes() - bytes) / IDLE_SECONDS);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Bytes sent on loopback, each of which is received there too. */
  private static long loopbackBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/net/dev")).stream()
        .filter(line -> line.strip().startsWith("lo:"))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[9]))
        .sum();
  }

  private static long usedKilobytes() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 10;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
