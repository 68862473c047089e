package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image runs, run without an image: its command line and its health check. */
@Tag("slow")
class ContainerTest {
  private static final Path DOCKERFILE = Path.of("docker", "Dockerfile");
  private static final Pattern HEALTH = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/health");

  @TempDir
  Path folder;

  @Test
  void image_runsARelayThatItsHealthCheckFindsWell() throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(words("ENTRYPOINT"));
    command.addAll(words("CMD"));
    assertEquals(
        List.of("java", "@/opt/atoll/serve.options", "-jar", "/opt/atoll/atoll.jar", "relay"),
        command);
    Process relay = start(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@launch/serve.options",
        "-cp",
        System.getProperty("java.class.path"),
        "atoll.app.Main",
        "relay"));
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(relay.getInputStream(), StandardCharsets.UTF_8))) {
      Matcher health = HEALTH.matcher(String.valueOf(out.readLine()));
      assertTrue(health.find());
      assertEquals(0, check(health.group(1)));
      relay.destroy();
      assertTrue(relay.waitFor(20, TimeUnit.SECONDS));
      assertNotEquals(0, check(health.group(1)));
    } finally {
      relay.destroyForcibly().waitFor();
    }
  }

  @Test
  void image_hasAUserWithoutRightsAndTakesWhatTheBuildMakes() throws IOException {
    String file = Files.readString(DOCKERFILE);
    assertTrue(file.contains("\nUSER 10001\n"));
    assertTrue(file.contains("\nFROM eclipse-temurin:25-jre\n"));
    assertTrue(file.contains("COPY launch/serve.options "));
    assertTrue(Files.exists(Path.of("launch", "serve.options")));
    String pom = Files.readString(Path.of("pom.xml"));
    assertTrue(file.contains("COPY target/lib ") && pom.contains("<classpathPrefix>lib/"));
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ATOLL_DATA", folder.resolve("data").toString());
    builder.environment().put("ATOLL_BIND", "127.0.0.1");
    builder.environment().put("ATOLL_RELAY_PORT", "0");
    builder.environment().put("ATOLL_RELAY_HEALTH", "127.0.0.1:0");
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The health check, with the port that the relay has here. */
  private static int check(String port) throws IOException, InterruptedException {
    List<String> command =
        words("  CMD").stream().map(word -> word.replace("8431", port)).toList();
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** The words of the first line that begins so, which is in the form of a JSON array. */
  private static List<String> words(String instruction) throws IOException {
    String line = Files.readAllLines(DOCKERFILE).stream()
        .filter(each -> each.startsWith(instruction + " ["))
        .findFirst()
        .orElseThrow();
    List<String> words = new ArrayList<>();
    Matcher quoted = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(line);
    while (quoted.find()) {
      words.add(quoted.group(1).replace("\\\\", "\\"));
    }
    return words;
  }
}
