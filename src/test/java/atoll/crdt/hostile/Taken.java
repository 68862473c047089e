package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory reading takes: all that this thread makes on the way, garbage as well. */
final class Taken {
  /** Bytes of memory for each byte of input. */
  private static final int MOST_TIMES = 20;

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is measured; it gives what it read. */
  @FunctionalInterface
  interface Reading {
    Object read() throws RejectedException;
  }

  private Taken() {}

  static long by(Reading reading) throws RejectedException {
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    Object read = reading.read();
    long taken = MEMORY.getCurrentThreadAllocatedBytes() - before;
    assertNotNull(read);
    return taken;
  }

  /** Fails if the reading, done twice so that classes are there, takes more than twenty times the bytes. */
  static void assertSmall(byte[] bytes, Reading reading) throws RejectedException {
    assertSmall(bytes, MOST_TIMES, reading);
  }

  /** The same where more is known to be taken, so that it does not become more still. */
  static void assertSmall(byte[] bytes, int mostTimes, Reading reading) throws RejectedException {
    Object read = reading.read();
    long taken = by(reading);
    assertTrue(
        taken <= (long) mostTimes * bytes.length,
        () -> (double) taken / bytes.length + " times the bytes of " + start(read));
  }

  private static String start(Object read) {
    String all = read.toString();
    return all.substring(0, Math.min(all.length(), 300));
  }
}
