package atoll.store.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The files in which backups are kept. */
public final class Backups {
  /** How the name of a backup ends that is one file. */
  public static final String ARCHIVE = ".atoll-backup.zip";

  /** How the name of a backup ends that shares what it holds with others of its folder. */
  public static final String SHELVED = ".atoll-backup";

  private Backups() {}

  /** Whether it is the name of a backup. */
  public static boolean isBackup(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(ARCHIVE) || name.endsWith(SHELVED);
  }

  /** The backup that was made last; names begin with the time, so the greatest name is the newest. */
  public static Optional<Path> newest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Backups::isBackup).max(Comparator.naturalOrder());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
