package atoll.app;

import atoll.workspace.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code atoll rehearse}: two starts over folders that are thrown away, the first pages as a browser asks for them, and some
 * thousand keys that travel from one to the other and back. The launchers run it once with {@code -XX:AOTCacheOutput}, so
 * that the JVM keeps what a start needs, and which code the first keys will need at once.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Starts and stops once, so that the JVM can learn what a start needs.")
final class RehearseCommand implements Callable<Integer> {
  private static final Pattern READY = Pattern.compile("http://\\S+");
  private static final long PATIENCE_SECONDS = 60;

  /** Enough for the JVM to know what is called often, and no more than some seconds. */
  private static final int ROUNDS = 1_000;

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(8);

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("atoll-rehearsal");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    NodeId page = new RehearsedFolders(first, second).furnish();
    RehearsedBrowser here = RehearsedBrowser.letIn(serve(first));
    here.visit("welcome");
    here.visit("p/" + page);
    RehearsedBrowser there = RehearsedBrowser.letIn(serve(second));
    there.visit("p/" + page);
    try (RehearsedTab one = here.open(page);
        RehearsedTab other = there.open(page)) {
      talk(one, other);
    }
    return ExitCode.FINE.value();
  }

  private static void talk(RehearsedTab one, RehearsedTab other)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_NANOS;
    for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
      one.type();
      other.see();
      other.type();
      one.see();
    }
  }

  /** Serves until the process ends. */
  private static URI serve(Path data) throws Exception {
    CompletableFuture<URI> ready = new CompletableFuture<>();
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
      @Override
      public void println(String line) {
        Matcher address = READY.matcher(line);
        if (address.find()) {
          ready.complete(URI.create(address.group()));
        }
      }
    };
    Thread serving = new Thread(
        () -> {
          try {
            new Serving(ServeOptions.quiet(data), out, System.err).run();
          } catch (Exception failure) {
            ready.completeExceptionally(failure);
          }
        },
        "rehearsal");
    serving.setDaemon(true);
    serving.start();
    return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : inside) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException busy) {
      // The instance is closing its files at the same time; what is left lies where the system
      // clears up.
    }
  }
}
