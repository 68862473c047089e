package atoll.app;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link LentProgram} in a process of its own. */
record RunningLent(Process process, BufferedReader out, BufferedWriter in)
    implements AutoCloseable {
  private static final List<String> SMALL =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final long PATIENCE_SECONDS = 20;

  /** @param before what the command begins with, to run it somewhere else */
  static RunningLent start(List<String> before, Path data, String bind, String person)
      throws IOException {
    return start(before, List.of(data.toString(), bind), person);
  }

  /** @param arguments as {@link LentProgram} takes them */
  static RunningLent start(List<String> before, List<String> arguments, String person)
      throws IOException {
    return start(before, SMALL, arguments, person);
  }

  /**
   * @param java options of the JVM
   * @param arguments as {@link LentProgram} takes them
   */
  static RunningLent start(
      List<String> before, List<String> java, List<String> arguments, String person)
      throws IOException {
    Process process = program(before, java, LentProgram.class, arguments);
    RunningLent running = new RunningLent(
        process,
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)));
    if (!running.ask(person).equals("ready")) {
      running.close();
      throw new IOException("the instance did not start; see target/atoll-of-tests.log");
    }
    return running;
  }

  /** Starts a small program of the tests. */
  static Process program(List<String> before, Class<?> main, List<String> arguments)
      throws IOException {
    return program(before, SMALL, main, arguments);
  }

  private static Process program(
      List<String> before, List<String> java, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@launch/jvm.options");
    command.addAll(java);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(new File("target/atoll-of-tests.log")))
        .start();
  }

  /** Says a line and waits for the answer. */
  String ask(String... words) throws IOException {
    in.write(String.join("\t", words) + "\n");
    in.flush();
    return String.valueOf(out.readLine());
  }

  /** Ends in order. */
  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
