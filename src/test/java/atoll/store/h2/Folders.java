package atoll.store.h2;

import atoll.crypto.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What tests do to data folders behind the program's back. */
final class Folders {
  private Folders() {}

  /** Copies a folder as it is at this moment, as if its process had died now. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** The hash of every file but those of the lock. */
  static Map<String, Hash> content(Path folder) throws IOException {
    Map<String, Hash> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals("lock") && !name.equals("instance")) {
          content.put(name, Hash.of(Files.readAllBytes(file)));
        }
      }
    }
    return content;
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static void cutToHalf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  static void fillWithNoise(Path file) throws IOException {
    byte[] noise = new byte[(int) Files.size(file)];
    new SplittableRandom(1).nextBytes(noise);
    Files.write(file, noise);
  }
}
