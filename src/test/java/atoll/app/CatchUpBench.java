package atoll.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how an empty device catches up: {@code FOLDER PAGES KEYS}. The folder keeps what was typed for the next run. Each key
 * is a change and an entry of its own, as when somebody types; both instances are on this machine and share its processors.
 */
final class CatchUpBench {
  private static final List<String> JAVA = List.of("@launch/serve.options");
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private CatchUpBench() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    boolean typed = Files.exists(folder.resolve("giver"));
    try (RunningLent giver = start(folder.resolve("giver"), "Ann")) {
      if (!typed) {
        long before = System.nanoTime();
        giver.ask("create", "home");
        giver.ask("fill", args[1], args[2]);
        System.out.printf("typed in %d s%n", seconds(before));
      }
      Path empty = Files.createTempDirectory(folder, "empty-");
      String held;
      try (RunningLent newcomer = start(empty, "Bob")) {
        newcomer.ask("join", giver.ask("invite"));
        long admitted = System.nanoTime();
        giver.ask("admit");
        long own = count(newcomer, "entries");
        await(newcomer, "entries", own + 1);
        long came = System.nanoTime();
        long cpu = cpuMillis(newcomer);
        System.out.printf("the first entries after %d ms%n", millis(admitted));
        newcomer.ask("page", "mine");
        System.out.printf("an own page made in %d ms meanwhile%n", millis(came));
        await(newcomer, "count", Long.parseLong(args[1]));
        System.out.printf("all titles after %d ms%n", millis(admitted));
        long all = count(giver, "entries");
        await(newcomer, "entries", all / 2);
        System.out.printf(
            "half of %d entries after %d ms, for %d ms of its processor: %d a second%n",
            all,
            millis(admitted),
            cpuMillis(newcomer) - cpu,
            (all / 2 - own) * 1000 / millis(came));
        held = newcomer.ask("entries");
        newcomer.process().destroyForcibly().waitFor();
      }
      long again = System.nanoTime();
      try (RunningLent newcomer = start(empty, "Bob")) {
        long kept = count(newcomer, "entries");
        System.out.printf(
            "killed with %s entries, up again with %d after %d ms%n", held, kept, millis(again));
        await(newcomer, "entries", kept + 1);
        long came = System.nanoTime();
        long cpu = cpuMillis(newcomer);
        long all = count(giver, "entries");
        await(newcomer, "entries", all);
        System.out.printf(
            "all entries %d ms after the start, for %d ms of its processor: %d a second%n",
            millis(again), cpuMillis(newcomer) - cpu, (all - kept) * 1000 / millis(came));
      }
    }
  }

  private static RunningLent start(Path data, String person) throws IOException {
    return RunningLent.start(List.of(), JAVA, List.of(data.toString(), "127.0.0.1"), person);
  }

  private static void await(RunningLent instance, String figure, long least) throws IOException {
    while (count(instance, figure) < least) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static long count(RunningLent instance, String figure) throws IOException {
    return Long.parseLong(instance.ask(figure));
  }

  private static long cpuMillis(RunningLent instance) {
    return instance.process().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static long millis(long since) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }

  private static long seconds(long since) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
  }
}
