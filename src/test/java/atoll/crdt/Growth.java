package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What some work costs as it grows to four times its size: processor time of this thread, which others on the machine do not
 * change, and all bytes that it allocates, garbage as well. Four times is linear, sixteen times is a square.
 */
final class Growth {
  /** Between four and sixteen: logarithms and caches have room, a square has none. */
  private static final double MOST_TIME = 9;

  private static final double MOST_BYTES = 6;

  /** The clock of the processor is too coarse for less. */
  private static final double LEAST_MS = 1;

  private static final int ROUNDS = 5;
  private static final double NANOS_PER_MS = 1e6;
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Something to do that is as large as it is told, and returns what came of it. */
  @FunctionalInterface
  interface Work {
    Object run(int size) throws RejectedException;
  }

  /** What the best of the runs took. */
  private static final class Cost {
    private double ms = Double.MAX_VALUE;
    private double bytes = Double.MAX_VALUE;

    private void measure(Work work, int size) throws RejectedException {
      long allocated = THREAD.getCurrentThreadAllocatedBytes();
      long began = THREAD.getCurrentThreadCpuTime();
      Object made = work.run(size);
      ms = Math.min(ms, (THREAD.getCurrentThreadCpuTime() - began) / NANOS_PER_MS);
      bytes = Math.min(bytes, (double) (THREAD.getCurrentThreadAllocatedBytes() - allocated));
      assertNotNull(made);
    }
  }

  private Growth() {}

  /** Fails if work of that size costs more than a few times what a quarter of it does, each the best of some runs. */
  static void assertLinear(int size, Work work) throws RejectedException {
    Cost quarter = new Cost();
    Cost whole = new Cost();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 4; i++) {
        quarter.measure(work, size / 4);
      }
      whole.measure(work, size);
    }
    String figures = "%d: %.1f ms, %.0f bytes; %d: %.1f ms, %.0f bytes"
        .formatted(size / 4, quarter.ms, quarter.bytes, size, whole.ms, whole.bytes);
    assertTrue(whole.ms > LEAST_MS, () -> "too short to tell: " + figures);
    assertTrue(whole.ms <= MOST_TIME * quarter.ms, figures);
    assertTrue(whole.bytes <= MOST_BYTES * quarter.bytes, figures);
  }
}
