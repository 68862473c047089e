package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code ./atoll test} takes its browser from, on a machine that has none; programs of the machine are stand-ins. */
@DisabledOnOs(OS.WINDOWS)
final class ChromiumSearchTest {
  private static final String WORKS = "#!/bin/sh\necho Chromium 1\n";
  private static final String FAILS = "#!/bin/sh\nexit 1\n";

  /** Says the browser that the tests would get. */
  private static final String MAVEN = "#!/bin/sh\necho \"browser:$ATOLL_CHROMIUM\" >&2\nexit 9\n";

  @TempDir
  private Path folder;

  private Path programs;
  private Path node;
  private String wish = "";

  @BeforeEach
  void machine() throws IOException {
    programs = Files.createDirectories(folder.resolve("programs"));
    node = Files.createDirectories(folder.resolve(".atoll/node/bin"));
    for (String each : List.of("sh", "dirname", "readlink", "grep", "sed", "cat", "chmod", "cp")) {
      Files.createSymbolicLink(programs.resolve(each), Path.of("/bin", each).toRealPath());
    }
    Files.copy(Path.of("atoll"), folder.resolve("atoll"));
    Files.copy(Path.of("pom.xml"), folder.resolve("pom.xml"));
    program(programs.resolve("mvn"), MAVEN);
    program(programs.resolve("id"), "#!/bin/sh\necho 0\n");
    program(node.resolve("npm"), "#!/bin/sh\n");
    program(node.resolve("node"), FAILS);
  }

  @Test
  void chromiumOfTheMachine_isTaken() throws Exception {
    program(programs.resolve("chromium"), WORKS);
    assertEquals("browser:" + programs.resolve("chromium"), said(9));
  }

  @Test
  void chromiumThatIsNamedButDoesNotRun_isRefused() throws Exception {
    wish = folder.resolve("none").toString();
    assertEquals(
        "ATOLL_CHROMIUM names " + wish + ", which does not run: name another program, or none.",
        said(1));
  }

  @Test
  void machineWithoutOne_getsPlaywrightsOwn() throws Exception {
    Path browser = folder.resolve("chrome");
    Path made = program(folder.resolve("made"), WORKS);
    playwright(browser, "cp '" + made + "' '" + browser + "'");
    assertEquals("browser:" + browser, said(9));
  }

  @Test
  void playwrightsOwnOfAnEarlierRun_isNotFetchedAgain() throws Exception {
    Path browser = program(folder.resolve("chrome"), WORKS);
    playwright(browser, "exit 1");
    program(node.resolve("npm"), FAILS);
    assertEquals("browser:" + browser, said(9));
  }

  /** A node that knows the version of Playwright and the place of its browser, and that installs by a command. */
  private void playwright(Path browser, String installs) throws IOException {
    Matcher version = Pattern.compile("<playwright.version>(.*)</playwright.version>")
        .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(version.find());
    program(
        node.resolve("node"),
        "#!/bin/sh\ncase \"$1 $2\" in\n-p*package.json*) echo " + version.group(1)
            + ";;\n-p*) echo '" + browser + "';;\n*) " + installs + ";;\nesac\n");
  }

  @Test
  void machineThatCannotFetchOne_getsThatOfItsPackageManager() throws Exception {
    Path made = program(folder.resolve("made"), WORKS);
    program(
        programs.resolve("apt-get"),
        "#!/bin/sh\n[ \"$1\" != install ] || cp '" + made + "' '" + programs.resolve("chromium")
            + "'\n");
    assertEquals("browser:" + programs.resolve("chromium"), said(9));
  }

  @Test
  void machineThatHasNeither_getsAClearSentence() throws Exception {
    assertEquals(
        "The browser tests need a Chromium: install one, or name its program in ATOLL_CHROMIUM.",
        said(1));
  }

  private static Path program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** The last line of what {@code ./atoll test} says. */
  private String said(int code) throws IOException, InterruptedException {
    ProcessBuilder command = new ProcessBuilder(
            "/bin/sh", folder.resolve("atoll").toString(), "test")
        .redirectErrorStream(true);
    command.environment().clear();
    command.environment().put("PATH", programs.toString());
    command.environment().put("HOME", folder.toString());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("ATOLL_CHROMIUM", wish);
    Process run = command.start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, run.waitFor(), said);
    List<String> lines = said.lines().toList();
    assertTrue(!lines.isEmpty(), "it says nothing");
    return lines.getLast();
  }
}
