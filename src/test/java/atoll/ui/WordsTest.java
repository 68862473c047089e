package atoll.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That a key in the TypeScript has words is the compiler's to check there; the rest is checked here. */
final class WordsTest {
  private static final Path JAVA = Path.of("src/main/java/atoll/ui");
  private static final Path SCRIPT = Path.of("frontend");

  private static final Pattern JAVA_KEY =
      Pattern.compile("Words\\.of\\(\\s*\"([a-z0-9.-]+)\"\\s*[,)]");

  /** A whole key as a literal of either language. */
  private static final Pattern LITERAL =
      Pattern.compile("[\"'`]([a-z0-9-]+(?:\\.[a-z0-9-]+)*)[\"'`]");

  /** A key that is put together: {@code word(`a.${b}.c`)}. */
  private static final Pattern TEMPLATE =
      Pattern.compile("`([a-z0-9.${}()\\[\\]A-Z_-]+\\.[a-z0-9.${}()\\[\\]A-Z_-]*)`");

  /** A key that is put together: {@code "a." + b + ".c"}, or only its end. */
  private static final Pattern SUM =
      Pattern.compile("\"([a-z0-9.-]+\\.)\" \\+ \\w+(?: \\+ \"([a-z0-9.-]+)\")?");

  private static final Pattern END = Pattern.compile("Words\\.of\\(\\w+ \\+ \"(\\.[a-z0-9.-]+)\"");

  @Test
  void everyKeyInJava_hasWords() throws IOException {
    Set<String> used = found(JAVA_KEY, JAVA, ".java");
    assertTrue(used.size() > 50, () -> "found only " + used);
    used.removeAll(Words.all().keySet());
    assertEquals(Set.of(), used);
  }

  @Test
  void everyKey_isUsed() throws IOException {
    Set<String> literals = found(LITERAL, JAVA, ".java");
    literals.addAll(found(LITERAL, SCRIPT, ".ts"));
    List<Pattern> madeUp = putTogether();

    Set<String> unused = Words.all().keySet().stream()
        .filter(key -> !literals.contains(key))
        .filter(key -> madeUp.stream().noneMatch(each -> each.matcher(key).matches()))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unused);
  }

  @Test
  void keyOnBothLevels_isWrittenOnce() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("frontend/words/en.json"));
    long keys = lines.stream().filter(line -> line.startsWith("  \"")).count();
    assertEquals(Words.all().size(), keys, "a key stands there twice, or two on a line");
  }

  @Test
  void everyTranslation_hasTheSameKeys() throws IOException {
    try (Stream<Path> languages = Files.list(Path.of("frontend/words"))) {
      for (Path file : languages.toList()) {
        assertEquals(
            Words.all().keySet(),
            Words.read("/atoll/ui/words/" + file.getFileName()).keySet(),
            file.toString());
      }
    }
  }

  @Test
  void unknownKey_isAFault() {
    assertThrows(MissingResourceException.class, () -> Words.of("no.such.key"));
  }

  @Test
  void valuesAndPlurals_areFilledIn() {
    assertEquals("Ada’s workspace", Words.of("welcome.workspace", "Ada"));
    assertEquals("Connected to 1 other", Words.of("sync.connected", 1));
    assertEquals("Connected to 5 others", Words.of("sync.connected", 5));
  }

  @Test
  void words_haveTypographicApostrophesOnly() {
    new TreeMap<>(Words.all()).forEach((key, words) -> {
      assertEquals(-1, words.indexOf('\''), () -> key + ": " + words);
      assertFalse(words.isBlank(), key);
    });
  }

  private static List<Pattern> putTogether() throws IOException {
    List<Pattern> patterns = new ArrayList<>();
    for (String template : found(TEMPLATE, SCRIPT, ".ts")) {
      if (template.contains("${")) {
        patterns.add(pattern(template.split("\\$\\{[^}]*}", -1)));
      }
    }
    for (String source : sources(JAVA, ".java")) {
      SUM.matcher(source)
          .results()
          .forEach(sum -> patterns.add(
              sum.group(2) == null
                  ? pattern(sum.group(1), "")
                  : pattern(sum.group(1), sum.group(2))));
      END.matcher(source).results().forEach(end -> patterns.add(pattern("", end.group(1))));
    }
    assertTrue(patterns.size() > 3, () -> "found only " + patterns);
    return patterns;
  }

  private static Pattern pattern(String... parts) {
    return Pattern.compile(
        Stream.of(parts).map(Pattern::quote).collect(Collectors.joining("[a-z0-9.-]+")));
  }

  private static Set<String> found(Pattern pattern, Path folder, String ending) throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String source : sources(folder, ending)) {
      pattern.matcher(source).results().forEach(result -> keys.add(result.group(1)));
    }
    return keys;
  }

  private static List<String> sources(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> sources = new ArrayList<>();
      for (Path file : files
          .filter(
              each -> each.toString().endsWith(ending) && !each.startsWith("frontend/generated"))
          .toList()) {
        sources.add(Files.readString(file));
      }
      return sources;
    }
  }
}
