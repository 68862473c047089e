package atoll.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a command of the real program said, and what it ended with. */
record Ended(int code, String out, String err) {
  private static final long PATIENCE_SECONDS = 60;

  /** Runs the program to its end, with no browser. */
  static Ended after(Path folder, String... arguments) throws IOException, InterruptedException {
    return after(folder, Map.of("ATOLL_NO_BROWSER", "true"), arguments);
  }

  /**
   * Runs the program to its end.
   *
   * @param folder for what it says
   * @param environment what is set besides what this process has
   */
  static Ended after(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return after(folder, Redirect.PIPE, environment, arguments);
  }

  /** Runs the program to its end, on what a file holds as what is typed. */
  static Ended afterTyping(Path folder, Path typed, String... arguments)
      throws IOException, InterruptedException {
    return after(folder, Redirect.from(typed.toFile()), Map.of(), arguments);
  }

  private static Ended after(
      Path folder, Redirect typed, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@launch/serve.options",
        "-jar",
        Path.of("target", "atoll.jar").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectInput(typed)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + command);
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
