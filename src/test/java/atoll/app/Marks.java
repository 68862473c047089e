package atoll.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Words that stand nowhere else, one for each place where people write, and the search for them in files. */
final class Marks {
  private static final List<Charset> ENCODINGS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);
  private static final int CHUNK = 1 << 20;

  private final Map<String, String> words = new LinkedHashMap<>();

  /** The word of a place. */
  String word(String place) {
    return words.computeIfAbsent(place, each -> "qzx" + each + "jvk");
  }

  /** Words for a place, the marked one among them. */
  String of(String place) {
    return "the " + word(place) + " of it";
  }

  /** What a search finds where everything is to be found. */
  Set<String> all() {
    return new TreeSet<>(words.keySet());
  }

  /** Which marks are in a file or in the files of a folder, and in which of them. */
  Map<String, Path> in(Path place) throws IOException {
    Map<String, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        search(file, found);
      }
    }
    return found;
  }

  private void search(Path file, Map<String, Path> found) throws IOException {
    byte[] window = new byte[CHUNK];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.readNBytes(window, 0, CHUNK); n > 0; ) {
        int length = kept + n;
        for (Map.Entry<String, String> word : words.entrySet()) {
          if (!found.containsKey(word.getKey()) && holds(window, length, word.getValue())) {
            found.put(word.getKey(), file);
          }
        }
        kept = Math.min(length, 256);
        System.arraycopy(window, length - kept, window, 0, kept);
        n = in.readNBytes(window, kept, CHUNK - kept);
      }
    }
  }

  private static boolean holds(byte[] bytes, int length, String word) {
    return ENCODINGS.stream().anyMatch(each -> indexOf(bytes, length, word.getBytes(each)));
  }

  private static boolean indexOf(byte[] bytes, int length, byte[] word) {
    for (int i = 0; i <= length - word.length; i++) {
      if (bytes[i] == word[0] && Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }
}
