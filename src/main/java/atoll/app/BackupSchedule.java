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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Makes backups on its own while the instance runs: every hour in which something was written. On a thread of its own. */
final class BackupSchedule implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BackupSchedule.class.getName());

  private static final Duration EVERY = Duration.ofHours(1);

  /** All backups together may have this part of the room that is left. */
  private static final int SHARE_OF_THE_ROOM = 4;

  private static final long LOOK_MINUTES = 5;
  private static final long FIRST_LOOK_MINUTES = 1;

  private final Path data;
  private final BackupShelf shelf;
  private final InstantSource clock;
  private final Usable usable;

  /** When a backup was last tried, so that one that fails does not read the whole journal every few minutes. */
  private Instant tried = Instant.MIN;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().name("atoll-backup").daemon().factory());

  /** What is left on the disk. */
  @FunctionalInterface
  interface Usable {
    long bytes() throws IOException;
  }

  BackupSchedule(Path data, InstantSource clock) {
    this(data, clock, () -> Files.getFileStore(data).getUsableSpace());
  }

  BackupSchedule(Path data, InstantSource clock, Usable usable) {
    this.usable = usable;
    this.data = data;
    this.shelf = new BackupShelf(data);
    this.clock = clock;
  }

  void start() {
    try {
      var _ = thread.scheduleWithFixedDelay(
          this::tryLook, FIRST_LOOK_MINUTES, LOOK_MINUTES, TimeUnit.MINUTES);
    } catch (RejectedExecutionException closed) {
      // Atoll was told to stop before it was quite up.
    }
  }

  private void tryLook() {
    try {
      look();
    } catch (IOException | BackupException | RuntimeException failure) {
      LOG.log(Level.WARNING, "No backup was made", failure);
    }
  }

  /**
   * Makes a backup if one is due, something was written since the last and the disk has room to spare. Drops those that are
   * too old or too many for the room there is; the newest two stay.
   *
   * @return the backup that was made
   */
  Optional<Path> look() throws IOException, BackupException {
    Instant now = clock.instant();
    shelf.drop(now);
    long share = usable.bytes() / SHARE_OF_THE_ROOM;
    shelf.dropBeyond(share);
    if (!shelf.isDue(EVERY, now) || wasJustTried(now) || !isChangedSinceTheLast()) {
      return Optional.empty();
    }
    tried = now;
    BackupShelf.Kept made = shelf.make(now, Math.max(0, share - shelf.bytes()));
    LOG.log(Level.INFO, "Backup {0}", made.file());
    return Optional.of(made.file());
  }

  private boolean wasJustTried(Instant now) {
    return Duration.between(tried, now).abs().compareTo(EVERY) < 0;
  }

  private boolean isChangedSinceTheLast() throws IOException {
    List<BackupShelf.Kept> kept = shelf.list();
    if (kept.isEmpty()) {
      return true;
    }
    // The moment before it was read: what was written while it was being made may not be in it.
    Instant last = kept.getLast().made();
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
