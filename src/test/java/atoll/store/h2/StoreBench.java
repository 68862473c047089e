package atoll.store.h2;

import atoll.store.LogRange;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the store of a folder: what one append costs, how many threads append together, opening, reading, size. Prints
 * one line each. Arguments: an empty folder.
 */
final class StoreBench {
  private static final int WARM_UP = 5_000;
  private static final int SINGLE = 20_000;
  private static final int EACH = 5_000;
  private static final int ENTRY_BYTES = 200;

  private StoreBench() {}

  static void main(String[] arguments) throws Exception {
    Path place = Path.of(arguments[0]).resolve("data");
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      latencies(workspace, new TestLog(1), WARM_UP);
      print("one entry of 200 bytes, one thread", latencies(workspace, new TestLog(2), SINGLE));
      print("the same, 10 per second as typed", typed(workspace, new TestLog(3), 100));
      for (int threads : new int[] {2, 8, 32}) {
        together(workspace, threads);
      }
      long start = System.nanoTime();
      int read = 0;
      while (read < SINGLE) {
        read += workspace
            .entries(new LogRange(new TestLog(2).replica(), read, SINGLE), 1 << 20)
            .size();
      }
      System.out.printf("reading entries, checked: %.0f per second%n", read / seconds(start));
    }
    opened("opening after an orderly end", place);
    sizes(place);
    Files.delete(place.resolve("db/atoll.mv.db"));
    opened("making the database anew from the journal", place);
  }

  private static long[] latencies(WorkspaceStore workspace, TestLog log, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = append(workspace, log);
    }
    return nanos;
  }

  private static long[] typed(WorkspaceStore workspace, TestLog log, int count)
      throws InterruptedException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      Thread.sleep(100);
      nanos[i] = append(workspace, log);
    }
    return nanos;
  }

  private static long append(WorkspaceStore workspace, TestLog log) {
    WorkspaceStore.Append append = TestLog.append(log.next(new byte[ENTRY_BYTES]), "page");
    long start = System.nanoTime();
    workspace.append(append);
    return System.nanoTime() - start;
  }

  private static void together(WorkspaceStore workspace, int threads) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      TestLog log = new TestLog(1000L * threads + i);
      all.add(Thread.ofPlatform().start(() -> latencies(workspace, log, EACH)));
    }
    for (Thread thread : all) {
      thread.join();
    }
    System.out.printf(
        "%d threads together: %.0f appends per second%n", threads, threads * EACH / seconds(start));
  }

  private static void opened(String what, Path place) {
    long start = System.nanoTime();
    FolderStore store = FolderStore.open(place);
    System.out.printf("%s: %.0f ms%n", what, seconds(start) * 1000);
    store.close();
  }

  private static void sizes(Path place) throws IOException {
    for (String part : List.of("journal", "db")) {
      try (Stream<Path> files = Files.list(place.resolve(part))) {
        long bytes = files.mapToLong(file -> file.toFile().length()).sum();
        System.out.printf("%s: %.1f MB%n", part, bytes / 1e6);
      }
    }
  }

  private static void print(String what, long[] nanos) {
    double total = Arrays.stream(nanos).sum() / 1e9;
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.0f us, p99 %.0f us, most %.1f ms, %.0f per second%n",
        what,
        nanos[nanos.length / 2] / 1e3,
        nanos[nanos.length * 99 / 100] / 1e3,
        nanos[nanos.length - 1] / 1e6,
        nanos.length / total);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
