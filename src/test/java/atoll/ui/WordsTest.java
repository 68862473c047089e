package atoll.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WordsTest {
  private static final Pattern IN_JAVA = Pattern.compile("Words\\.of\\(\\s*\"([a-z.-]+)\"\\s*[,)]");
  private static final Pattern IN_SCRIPT = Pattern.compile("\\bword\\('([a-z.-]+)'\\s*[,)]");

  @Test
  void everyKeyInTheCode_hasWords() throws IOException {
    Set<String> used = new TreeSet<>(keys(Path.of("src/main/java/atoll/ui"), ".java", IN_JAVA));
    used.addAll(keys(Path.of("frontend/shell"), ".ts", IN_SCRIPT));
    assertTrue(used.size() > 50, () -> "found only " + used);
    used.removeAll(Words.all().keySet());
    assertEquals(Set.of(), used);
  }

  @Test
  void valuesAndPlurals_areFilledIn() {
    assertEquals("Ada’s workspace", Words.of("welcome.workspace", "Ada"));
    assertEquals("Connected to 1 other", Words.of("sync.connected", 1));
    assertEquals("Connected to 5 others", Words.of("sync.connected", 5));
  }

  @Test
  void words_haveTypographicApostrophesOnly() {
    Words.all()
        .forEach((key, words) -> assertEquals(-1, words.indexOf('\''), () -> key + ": " + words));
  }

  private static Set<String> keys(Path folder, String ending, Pattern pattern) throws IOException {
    Set<String> keys = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
          keys.add(matcher.group(1));
        }
      }
    }
    return keys;
  }
}
