package atoll.browser;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An instance in a process of its own, over a data folder that outlives it. */
public final class RunningAtoll implements AutoCloseable {
  private static final String READY = "Atoll is ready at ";
  private static final List<String> LOOPBACK = List.of("--bind", "127.0.0.1");
  private static final Path LOG = Path.of("target", "atoll-of-tests.log");
  private static final long PATIENCE_SECONDS = 60;

  private final List<String> before;
  private final Path data;
  private final List<String> options;
  private long logBefore;
  private Process process;
  private String address;

  private RunningAtoll(List<String> before, Path data, int port, List<String> options) {
    this.before = List.copyOf(before);
    this.data = data;
    this.options = List.copyOf(options);
    this.process = launch(port);
    this.address = awaitReady();
  }

  /** Starts on a free port and waits for the ready line. */
  public static RunningAtoll start(Path data, String... options) {
    return new RunningAtoll(
        List.of(), data, 0, Stream.concat(LOOPBACK.stream(), Stream.of(options)).toList());
  }

  /**
   * Starts somewhere else and waits for the ready line.
   *
   * @param before what the command begins with
   * @param port that of the browser's address
   */
  static RunningAtoll start(List<String> before, Path data, int port) {
    return new RunningAtoll(before, data, port, List.of());
  }

  /** Where a browser goes first, with the key. */
  public String address() {
    return address;
  }

  /** An address on this instance, without the key. */
  public String address(String path) {
    return address.substring(0, address.indexOf('/', "http://".length()) + 1) + path;
  }

  /** Ends the process as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Starts again, and kills the process so long after its beginning, ready or not. */
  public void startAgainAndKill(long afterMillis) {
    process = launch(0);
    killAfter(afterMillis);
  }

  /** Lets the process run on for so long, and then ends it as a power cut would. */
  public void killAfter(long millis) {
    try {
      var _ = process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  /** Asks the process to stop and waits until it has. */
  public void stop() {
    process.destroy();
    await();
  }

  /** Starts again over the same folder, at the same port. */
  public void startAgain() {
    String host = address(""); // http://localhost:PORT/
    int port = Integer.parseInt(host.substring(host.lastIndexOf(':') + 1, host.length() - 1));
    process = launch(port);
    address = awaitReady();
  }

  /** Whether the process runs; a test that failed half-way may have left it killed. */
  public boolean runs() {
    return process.isAlive();
  }

  @Override
  public void close() {
    if (runs()) {
      stop();
    }
  }

  private Process launch(int port) {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@launch/serve.options"));
    command.addAll(Rehearsed.startOptions());
    command.addAll(List.of(
        "-jar",
        Path.of("target", "atoll.jar").toString(),
        "--data",
        data.toString(),
        "--port",
        Integer.toString(port),
        "--no-browser"));
    command.addAll(options);
    logBefore = LOG.toFile().length();
    try {
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Atoll could not be started; is the jar built?", e);
    }
  }

  private String awaitReady() {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(() -> {
      out.lines().forEach(lines::add);
      lines.add("");
    });
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line != null && line.startsWith(READY)) {
        return line.substring(READY.length());
      }
      process.destroyForcibly();
      throw new IllegalStateException(
          "Atoll said \"" + line + "\" instead of being ready, and meanwhile: " + logged());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Atoll started", e);
    }
  }

  /** What the instances of the tests have logged since this one was launched. */
  private String logged() {
    try (var log = new FileInputStream(LOG.toFile())) {
      log.skipNBytes(logBefore);
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(" + LOG + " cannot be read: " + e.getMessage() + ")";
    }
  }

  private void await() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Atoll did not stop within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Atoll stopped", e);
    }
  }
}
