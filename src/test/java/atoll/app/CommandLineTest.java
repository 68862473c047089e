package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.browser.RunningAtoll;
import atoll.workspace.NodeKind;
import atoll.workspace.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a shell starts it: what it says and how it ends. */
@Tag("slow")
final class CommandLineTest {
  private static final int DATABASE_HEADER = 4_096;

  @TempDir
  private Path folder;

  @Test
  void takenPort_endsWithFiveAndSaysWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Ended ended = run(
          "--data",
          folder.resolve("data").toString(),
          "--port",
          String.valueOf(taken.getLocalPort()));
      assertEquals(5, ended.code(), ended.err());
      assertTrue(ended.err().contains("--port"), ended.err());
    }
  }

  @Test
  void folderInUse_endsWithThreeAndNamesTheProcess() throws Exception {
    Path data = folder.resolve("data");
    try (RunningAtoll running = RunningAtoll.start(data)) {
      Ended ended = run("--data", data.toString(), "--port", "0");
      assertEquals(3, ended.code(), ended.err());
      int port = URI.create(running.address()).getPort();
      assertTrue(
          ended.err().contains("process ") && ended.err().contains("port " + port), ended.err());
    }
  }

  @Test
  void folderThatIsAFile_endsWithFourAndIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Ended ended = run("--data", file.toString(), "--port", "0");
    assertEquals(4, ended.code(), ended.err());
    assertTrue(ended.err().contains("--data"), ended.err());
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void databaseFullOfNoise_endsWithFourNamesTheFileAndChangesNothing() throws Exception {
    Path data = folder.resolve("data");
    RunningAtoll.start(data).close();
    Path database = databaseOf(data);
    byte[] noise = new byte[(int) Files.size(database)];
    new Random(5).nextBytes(noise);
    Files.write(database, noise);
    assertRefusedUnchanged(data, database);
  }

  @Test
  void databaseCutInTheMiddle_endsWithFourNamesTheFileAndChangesNothing() throws Exception {
    Path data = folder.resolve("data");
    RunningAtoll.start(data).close();
    Path database = databaseOf(data);
    byte[] whole = Files.readAllBytes(database);
    Files.write(database, Arrays.copyOf(whole, DATABASE_HEADER));
    assertRefusedUnchanged(data, database);
  }

  @Test
  void wrongUse_endsWithTwo() throws Exception {
    assertEquals(2, run("--join", "nonsense").code());
    assertEquals(2, run("--port", "99999").code());
    assertEquals(2, run("--no-such-option").code());
    assertEquals(2, run("export").code());
  }

  @Test
  void helpAndVersion_endWithZero() throws Exception {
    Ended help = run("--help");
    assertEquals(0, help.code());
    for (String word : List.of(
        "--data",
        "--port",
        "--no-browser",
        "--join",
        "--cluster-port",
        "--bind",
        "--verbose",
        "export")) {
      assertTrue(help.out().contains(word), help.out());
    }
    Ended version = run("--version");
    assertEquals(0, version.code());
    assertTrue(version.out().startsWith("Atoll "), version.out());
  }

  @Test
  void exportBesideARunningInstance_writesItsPages() throws Exception {
    Path data = folder.resolve("data");
    Path out = folder.resolve("out");
    BegunFolder.begin(
        data, notes -> notes.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Engines"));
    try (RunningAtoll running = RunningAtoll.start(data)) {
      Ended ended = run("export", "--data", data.toString(), "--out", out.toString());
      assertEquals(0, ended.code(), ended.err());
      assertTrue(running.address().startsWith("http://localhost:"), running.address());
    }
    try (Stream<Path> files = Files.walk(out)) {
      assertTrue(files.anyMatch(file -> file.endsWith("Engines.md")), "no page in " + out);
    }
  }

  @Test
  void importBesideARunningInstanceAndWithoutOne_makesPagesOnceAndReports() throws Exception {
    Path data = folder.resolve("data");
    Path notes = Files.createDirectories(folder.resolve("Notes"));
    Files.writeString(notes.resolve("One.md"), "# One\n\nSee [Two](Two.md).\n");
    Files.writeString(notes.resolve("Two.md"), "# Two\n\ntext\n");
    BegunFolder.begin(data, workspace -> {});
    try (RunningAtoll running = RunningAtoll.start(data)) {
      Ended ended = run("import", "--data", data.toString(), notes.toString());
      assertEquals(0, ended.code(), ended.err());
      assertTrue(ended.out().contains("Carried: 2 pages"), ended.out());
      assertTrue(running.address().startsWith("http://localhost:"), running.address());
    }
    Ended again = run("import", "--data", data.toString(), notes.toString());
    assertEquals(0, again.code(), again.err());
    assertTrue(again.out().contains("2 pages came in earlier"), again.out());
    Ended none = run("import", "--data", data.toString(), folder.resolve("none").toString());
    assertEquals(1, none.code());
    assertTrue(none.err().contains("is not there"), none.err());
  }

  @Test
  void bundleBesideARunningInstanceAndWithoutOne_goesOutAndComesBack() throws Exception {
    Path data = folder.resolve("data");
    Path live = folder.resolve("live.atoll");
    Path quiet = folder.resolve("quiet.atoll");
    BegunFolder.begin(
        data, notes -> notes.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Engines"));
    try (RunningAtoll running = RunningAtoll.start(data)) {
      Ended out = bundle(data, "export", "--out", live.toString(), "Engines");
      assertTrue(out.out().contains("written to"), out.err());
      Ended in = bundle(data, "import", live.toString());
      assertTrue(in.out().contains("everything is here already"), in.out() + in.err());
      assertTrue(running.address().startsWith("http://localhost:"), running.address());
    }
    assertEquals(0, bundle(data, "export", "--out", quiet.toString()).code());
    assertTrue(Files.size(quiet) >= Files.size(live), "the whole is less than a part");
    Ended back = bundle(data, "import", quiet.toString());
    assertTrue(back.out().contains("everything is here already"), back.out() + back.err());
  }

  @Test
  void lostFolder_comesBackFromAFileAndTheWords() throws Exception {
    Path data = folder.resolve("lost");
    BegunFolder.begin(data, home -> home.tree().renameWorkspace("Garden"));
    String words = StoppedInstance.open(
        data, instance -> String.join(" ", instance.recoveryWords().orElseThrow()));
    Path file = folder.resolve("carried.atoll");
    assertEquals(0, bundle(data, "export", "--out", file.toString()).code());

    Path fresh = folder.resolve("found");
    Ended wrong = restore(fresh, file, "no words");
    assertEquals(1, wrong.code());
    Ended back = restore(fresh, file, words);
    assertEquals(0, back.code(), back.err());
    assertTrue(back.out().contains("Garden is back"), back.out());
    Ended again = restore(fresh, file, words);
    assertTrue(again.err().contains("Name an empty folder"), again.err());
    assertEquals(
        List.of("Garden"),
        StoppedInstance.open(
            fresh,
            instance -> instance.workspaces().stream().map(Workspace::name).toList()));
  }

  private Ended restore(Path data, Path file, String words) throws Exception {
    Path typed = Files.writeString(folder.resolve("typed.txt"), words + "\n");
    return Ended.afterTyping(
        folder, typed, "bundle", "restore", "--data", data.toString(), file.toString());
  }

  private Ended bundle(Path data, String what, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("bundle", what, "--data", data.toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  @Test
  void launchers_giveTheJvmTheSame() throws Exception {
    String unix = Files.readString(Path.of("atoll"));
    String windows =
        Files.readString(Path.of("atoll.cmd")).replace("%here%\\launch\\", "$here/launch/");
    for (String part : List.of(
        "launch/serve.options",
        "-XX:AOTCacheOutput=",
        "-XX:AOTCache=",
        "-Xlog:aot=off",
        "-Xlog:disable",
        "rehearse",
        "ATOLL_NO_CACHE",
        "ATOLL_CHROMIUM",
        "<playwright.version>",
        "install --no-shell chromium",
        "Fetching a Chromium for the browser tests",
        "by the package manager",
        "which does not run: name another program, or none",
        "mvn -B -ntp package -DskipTests",
        "mvn -B -ntp spotless:check test",
        "mvn -B -ntp spotless:check verify",
        "mvn -B -ntp -q spotless:apply",
        "tsc -p frontend --noEmit",
        "npm install --silent --no-save --ignore-scripts",
        "Atoll needs a JDK 25 or newer",
        "The build needs Maven 3.8 or newer",
        "The browser tests need a Chromium")) {
      assertTrue(unix.contains(part), "atoll has no " + part);
      assertTrue(windows.contains(part), "atoll.cmd has no " + part);
    }
    for (String made : List.of(
        "pom.xml",
        "package.json",
        "package-lock.json",
        "src/main",
        "frontend",
        "themes",
        "vite.config.ts")) {
      assertTrue(unix.contains(made) && windows.contains(made), made);
    }
  }

  @Test
  void folderThatTheEnvironmentNames_isTheOneOfEveryCommand() throws Exception {
    Path data = folder.resolve("named");
    for (String command : List.of("passphrase", "doctor", "backup")) {
      List<String> given = command.equals("backup") ? List.of(command, "file") : List.of(command);
      Ended ended =
          Ended.after(folder, Map.of("ATOLL_DATA", data.toString()), given.toArray(String[]::new));
      assertEquals(4, ended.code(), ended.err());
      assertTrue(ended.err().contains(data.toString()), ended.err());
    }
  }

  @Test
  void exportOfNothing_saysSo() throws Exception {
    Ended ended = run(
        "export",
        "--data",
        folder.resolve("none").toString(),
        "--out",
        folder.resolve("out").toString());
    assertEquals(4, ended.code());
    assertTrue(ended.err().contains("--data"), ended.err());
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void joiningNobody_worksAlone() throws Exception {
    try (RunningAtoll alone = RunningAtoll.start(folder.resolve("data"), "--join", "localhost:1")) {
      assertTrue(alone.address().startsWith("http://localhost:"));
    }
  }

  private void assertRefusedUnchanged(Path data, Path database) throws Exception {
    byte[] before = Files.readAllBytes(database);
    Ended ended = run("--data", data.toString(), "--port", "0");
    assertEquals(4, ended.code(), ended.err());
    assertTrue(ended.err().contains(database.getFileName().toString()), ended.err());
    assertTrue(Arrays.equals(before, Files.readAllBytes(database)), "the file was changed");
  }

  private static Path databaseOf(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("db"))) {
      return files.filter(f -> f.toString().endsWith(".mv.db")).findFirst().orElseThrow();
    }
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    return Ended.after(folder, arguments);
  }
}
