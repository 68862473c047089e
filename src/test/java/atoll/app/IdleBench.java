package atoll.app;

import atoll.sync.link.Machines;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints what an instance uses that nobody touches, in a workspace with some others: {@code INSTANCES SECONDS}. Each is the
 * built jar on a machine of its own, so that the bytes are its own; the shell was loaded once.
 */
final class IdleBench {
  private static final int WEB_PORT = 8420;

  /** The JVM still compiles then, but not most of the time; the first backup of the start has been made. */
  private static final long SETTLE_MILLIS = 120_000;

  private static final double TICKS_PER_SECOND = 100;

  private IdleBench() {}

  /** What one of them has used so far. */
  private record Used(double processorSeconds, long bytes) {}

  public static void main(String[] args) throws Exception {
    int size = Integer.parseInt(args[0]);
    long seconds = Long.parseLong(args[1]);
    Path folder = Files.createTempDirectory("atoll-idle");
    List<Process> running = new ArrayList<>();
    try (Machines _ = Machines.make(size).orElseThrow()) {
      share(folder, size);
      for (int i = 1; i <= size; i++) {
        running.add(serve(folder.resolve("i" + i), i));
      }
      Thread.sleep(SETTLE_MILLIS);
      List<Used> before = used(running);
      Thread.sleep(seconds * 1_000);
      List<Used> after = used(running);
      for (int i = 0; i < size; i++) {
        System.out.printf(
            "%d: %.2f %% of a core, %d bytes/s on its cable, resident %d MB, %s, members met %d%n",
            i + 1,
            100 * (after.get(i).processorSeconds - before.get(i).processorSeconds) / seconds,
            (after.get(i).bytes - before.get(i).bytes) / seconds,
            residentMegabytes(running.get(i)),
            heap(running.get(i)),
            connections(i + 1));
      }
      running.forEach(Process::destroyForcibly);
      for (Process each : running) {
        each.waitFor();
      }
    }
  }

  /** Makes the folders, and one workspace that all of them hold. */
  private static void share(Path folder, int size) throws IOException {
    try (RunningLent first = lent(folder, 1)) {
      first.ask("create", "home");
      first.ask("page", "a page");
      for (int i = 2; i <= size; i++) {
        try (RunningLent next = lent(folder, i)) {
          next.ask("join", first.ask("invite"));
          first.ask("admit");
          next.ask("sees", "a page");
        }
      }
    }
  }

  private static RunningLent lent(Path folder, int machine) throws IOException {
    return RunningLent.start(
        Machines.on(machine), folder.resolve("i" + machine), "0.0.0.0", "Person " + machine);
  }

  private static Process serve(Path data, int machine) throws Exception {
    List<String> command = new ArrayList<>(Machines.on(machine));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("@launch/serve.options", "-jar", "target/atoll.jar", "--no-browser"));
    command.addAll(List.of("--data", data.toString(), "--port", String.valueOf(WEB_PORT)));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(new File("target/atoll-of-tests.log")))
        .start();
    String ready = String.valueOf(process.inputReader().readLine());
    try (var socket = Machines.dial(machine, WEB_PORT)) {
      String path = ready.substring(ready.indexOf('/', "Atoll is ready at http://".length()));
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + WEB_PORT
          + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
    return process;
  }

  private static List<Used> used(List<Process> running) throws Exception {
    List<Used> all = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      String stat = Files.readString(proc(running.get(i), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double seconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
      all.add(new Used(seconds, cableBytes(running.get(i))));
    }
    return all;
  }

  private static long cableBytes(Process process) throws IOException {
    return Files.readAllLines(proc(process, "net/dev")).stream()
        .filter(line -> line.strip().startsWith("eth0:"))
        .map(line -> line.strip().split("[\\s:]+", -1))
        .mapToLong(fields -> Long.parseLong(fields[1]) + Long.parseLong(fields[9]))
        .sum();
  }

  private static long residentMegabytes(Process process) throws IOException {
    try (Stream<String> lines = Files.lines(proc(process, "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .sum();
    }
  }

  private static String heap(Process process) throws Exception {
    Process jcmd = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(process.pid()),
            "GC.heap_info")
        .start();
    return jcmd.inputReader()
        .lines()
        .map(String::strip)
        .filter(line -> line.contains(" total "))
        .map(line -> line.replaceAll("\\s+", " ").replaceAll(" \\[.*", ""))
        .toList()
        .toString();
  }

  /** Connections of the tunnel on its cable. */
  private static long connections(int machine) throws IOException {
    List<String> command = new ArrayList<>(Machines.on(machine));
    command.addAll(List.of("ss", "-Htn", "state", "established", "src", Machines.host(machine)));
    return new ProcessBuilder(command).start().inputReader().lines().count();
  }

  private static Path proc(Process process, String file) {
    return Path.of("/proc", String.valueOf(process.pid()), file);
  }
}
