package atoll.app;

import atoll.store.backup.BackupException;
import atoll.store.backup.BackupShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Makes backups on its own while the instance runs: every hour in which something was written. On a thread of its own. */
final class BackupSchedule implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BackupSchedule.class.getName());

  private static final Duration EVERY = Duration.ofHours(1);
  private static final long LOOK_MINUTES = 5;
  private static final long FIRST_LOOK_MINUTES = 1;

  private final Path data;
  private final BackupShelf shelf;
  private final InstantSource clock;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().name("atoll-backup").daemon().factory());

  BackupSchedule(Path data, InstantSource clock) {
    this.data = data;
    this.shelf = new BackupShelf(data);
    this.clock = clock;
  }

  void start() {
    var _ = thread.scheduleWithFixedDelay(
        this::tryLook, FIRST_LOOK_MINUTES, LOOK_MINUTES, TimeUnit.MINUTES);
  }

  private void tryLook() {
    try {
      look();
    } catch (IOException | BackupException | RuntimeException failure) {
      LOG.log(Level.WARNING, "No backup was made", failure);
    }
  }

  /**
   * Makes a backup if one is due and something was written since the last, and drops those that are too old.
   *
   * @return the backup that was made
   */
  Optional<Path> look() throws IOException, BackupException {
    Instant now = clock.instant();
    if (!shelf.isDue(EVERY, now) || !isChangedSinceTheLast()) {
      return Optional.empty();
    }
    BackupShelf.Kept made = shelf.make(now);
    List<BackupShelf.Kept> dropped = shelf.drop(now);
    LOG.log(
        Level.INFO, "Backup {0}; {1} older ones dropped", new Object[] {made.file(), dropped.size()
        });
    return Optional.of(made.file());
  }

  private boolean isChangedSinceTheLast() throws IOException {
    List<BackupShelf.Kept> kept = shelf.list();
    if (kept.isEmpty()) {
      return true;
    }
    Instant last = Files.getLastModifiedTime(kept.getLast().file()).toInstant();
    try (Stream<Path> segments = Files.list(data.resolve("journal"))) {
      for (Path segment : segments.toList()) {
        if (Files.getLastModifiedTime(segment).toInstant().isAfter(last)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
