package atoll.app.bench;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The best of some runs, which warm up for each other. Time of the processor as well as of the clock, because a machine that
 * does other things falsifies only the latter.
 */
final class Best {
  private static final double NANOS_PER_MS = 1e6;

  private static final int LEAST_RUNS = 6;
  private static final int MOST_RUNS = 50;
  private static final double LEAST_MS = 1000;

  private @Nullable Object made;
  private int runs;
  private double all;
  private double clock = Double.MAX_VALUE;
  private double processor = Double.MAX_VALUE;

  /** Whether there is to be another run: some there are always, and up to 50 if a second has room for them. */
  boolean goesOn() {
    return runs < LEAST_RUNS || all < LEAST_MS && runs < MOST_RUNS;
  }

  /** Runs it once; what it makes keeps the work from being left out. */
  void measure(Supplier<?> action) {
    var threads = ManagementFactory.getThreadMXBean();
    long processorBefore = threads.getCurrentThreadCpuTime();
    long before = System.nanoTime();
    made = action.get();
    double took = (System.nanoTime() - before) / NANOS_PER_MS;
    runs++;
    all += took;
    clock = Math.min(clock, took);
    processor =
        Math.min(processor, (threads.getCurrentThreadCpuTime() - processorBefore) / NANOS_PER_MS);
  }

  /** Prints one JSON object; {@code each} is how often a run did what is measured. */
  void print(String name, int each) {
    if (made == null) {
      throw new IllegalStateException(name + " made nothing");
    }
    System.out.printf(
        "{\"figure\":\"%s\",\"ms\":%.3f,\"processor_ms\":%.3f}%n",
        name, clock / each, processor / each);
  }
}
