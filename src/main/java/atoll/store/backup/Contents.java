package atoll.store.backup;

import atoll.store.DamagedException;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalReader;
import atoll.store.journal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of a data folder belongs into a backup: the journal up to a moment, which everything else can be made from, the contents
 * of files, and the device's keys, without which entries do not open. The replica does not, so whoever restores it writes
 * under another.
 *
 * @param frames frames of the journal up to that moment
 */
record Contents(long frames, List<Part> parts) {
  private static final String FILES = "files";
  private static final int ATTEMPTS = 3;

  Contents {
    parts = List.copyOf(parts);
  }

  /**
   * A file.
   *
   * @param name under the data folder, with slashes
   * @param bytes how much of its beginning
   */
  record Part(Path file, String name, long bytes) {
    /** Whether it is a person's file, which nothing is ever written into again. */
    boolean isFile() {
      return Manifest.isFile(name);
    }
  }

  /**
   * Looks at a folder, also while an instance writes it. Cost: reads the journal.
   *
   * @throws DamagedException if the journal is damaged
   */
  static Contents of(Path folder) throws IOException {
    JournalPosition end = end(folder);
    List<Part> parts = new ArrayList<>();
    for (int number = 1; number <= end.segment(); number++) {
      Path segment = folder.resolve("journal").resolve(Segment.name(number));
      long bytes = number == end.segment() ? end.offset() : Files.size(segment);
      parts.add(new Part(segment, name(folder, segment), bytes));
    }
    for (Path file : files(folder)) {
      parts.add(new Part(file, name(folder, file), Files.size(file)));
    }
    Path keys = folder.resolve("device-keys");
    if (Files.exists(keys)) {
      parts.add(new Part(keys, name(folder, keys), Files.size(keys)));
    }
    return new Contents(end.frame(), parts);
  }

  /** Reads and checks the whole journal. While it grows, its last frame may look damaged for a moment. */
  private static JournalPosition end(Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return new JournalReader(new FolderDisk(folder.resolve("journal")))
            .read(JournalPosition.START, (at, next, records) -> {})
            .end();
      } catch (DamagedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    Path files = folder.resolve(FILES);
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> Manifest.isFile(name(folder, file)))
          .sorted()
          .toList();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
