package atoll.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay in a process of its own, over a data folder that outlives it; met on loopback only. */
public final class RunningRelay implements AutoCloseable {
  private static final Pattern HEALTH = Pattern.compile("http://\\S+/health");
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final URI health;
  private final String text;

  private RunningRelay(Process process) {
    this.process = process;
    try {
      BufferedReader out = new BufferedReader(
          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      Matcher found = HEALTH.matcher(String.valueOf(out.readLine()));
      if (!found.find()) {
        throw new IllegalStateException("the relay did not start");
      }
      health = URI.create(found.group());
      String _ = out.readLine();
      text = String.valueOf(out.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts on free ports and waits until it is ready. */
  public static RunningRelay start(Path data, String... options) {
    List<String> all = new ArrayList<>(List.of("--port", "0", "--bind", "127.0.0.1"));
    all.addAll(List.of("--health", "127.0.0.1:0"));
    all.addAll(List.of(options));
    return start(List.of(), data, all);
  }

  /**
   * Starts with these options and no others, and waits until it is ready.
   *
   * @param before what the command begins with, to run it somewhere else
   */
  public static RunningRelay start(List<String> before, Path data, List<String> options) {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@launch/serve.options",
        "-cp",
        System.getProperty("java.class.path"),
        "atoll.app.Main",
        "relay"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(options);
    try {
      return new RunningRelay(new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.appendTo(new File("target/atoll-of-tests.log")))
          .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it printed for an owner to paste. */
  public String text() {
    return text;
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** What one of its figures comes to over all workspaces; 0 if it does not answer. */
  public long metric(String name) {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What it answers over HTTP; empty if it does not answer. */
  public String get(String path) {
    try (HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client
          .send(
              HttpRequest.newBuilder(health.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Ends the process as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks the process to stop and waits until it has. */
  public void stop() {
    process.destroy();
    await();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the relay does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
