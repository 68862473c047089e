package atoll.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the JVM keeps of a start, made once for all tests as the launchers make it. */
final class Rehearsed {
  private static final Path JAR = Path.of("target", "atoll.jar");
  private static final Path CACHE = Path.of("target", "atoll-of-tests.aot");
  private static final long PATIENCE_SECONDS = 180;

  private static final List<String> OPTIONS = options();

  private Rehearsed() {}

  /** What a start adds to its command. */
  static List<String> startOptions() {
    return OPTIONS;
  }

  private static List<String> options() {
    try {
      if (!Files.exists(CACHE)
          || Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
        rehearse();
      }
      return List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot=off");
    } catch (IOException e) {
      throw new UncheckedIOException("Atoll could not be rehearsed; is the jar built?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Atoll rehearsed", e);
    }
  }

  private static void rehearse() throws IOException, InterruptedException {
    Files.deleteIfExists(CACHE);
    File log = new File("target", "rehearsal-of-tests.log");
    Process rehearsal = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@launch/serve.options",
            "-XX:AOTCacheOutput=" + CACHE,
            "-jar",
            JAR.toString(),
            "rehearse")
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
    if (!rehearsal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      rehearsal.destroyForcibly();
    }
    if (rehearsal.exitValue() != 0 || !Files.exists(CACHE)) {
      throw new IllegalStateException("The rehearsal failed; " + log + " says why");
    }
  }
}
