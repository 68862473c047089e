package atoll.store.backup;

import atoll.store.DamagedException;
import atoll.store.folder.Backups;
import atoll.store.folder.Permissions;
import atoll.store.folder.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The backups that are made without being asked for, in one folder: when one is due, and which are kept. What one has in common
 * with another is there once. For one thread.
 */
public final class BackupShelf {
  /** Backups of the last so many hours are all kept. */
  static final Duration ALL = Duration.ofHours(24);

  /** Of the last so many days one each is kept. */
  static final Duration DAILY = Duration.ofDays(14);

  /** Of the last so many days one per week is kept. */
  static final Duration WEEKLY = Duration.ofDays(120);

  private static final int ALWAYS = 2;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuDDD").withZone(ZoneOffset.UTC);

  private static final System.Logger LOG = System.getLogger(BackupShelf.class.getName());

  private final Path data;
  private final Pieces pieces;

  /** @param data the data folder, whose {@code backups} folder it is about */
  public BackupShelf(Path data) {
    this.data = data;
    this.pieces = new Pieces(data.resolve("backups"));
  }

  /**
   * A backup on the shelf.
   *
   * @param made when, as its name says
   */
  public record Kept(Path file, Instant made) {}

  /** Makes a backup under the name of the moment. */
  public Kept make(Instant now) throws BackupException {
    return make(now, Long.MAX_VALUE);
  }

  /**
   * Makes a backup under the name of the moment: a list of what belongs to it, and onto the shelf what is not there yet. Works
   * beside a running instance. Cost: reads the journal twice, and files that it did not have before.
   *
   * @param mostBytes what may be written
   * @throws BackupException if that is not enough, the journal is damaged or the disk refuses
   */
  public Kept make(Instant now, long mostBytes) throws BackupException {
    Path file = folder().resolve(NAME.format(now) + Backups.SHELVED);
    boolean made = false;
    try {
      Contents contents = Contents.of(data);
      Permissions.makeFolder(folder());
      Pieces.Making making = new Pieces.Making(now, mostBytes);
      List<Manifest.Content> all = new ArrayList<>();
      for (Contents.Part part : contents.parts()) {
        all.addAll(pieces.put(part, making));
      }
      SafeFile.replace(
          file, new Manifest(Manifest.Form.SHELF, now, contents.frames(), all).toBytes());
      made = true;
      return new Kept(file, now);
    } catch (IOException e) {
      throw new BackupException(
          "The backup " + file + " cannot be written (" + e.getMessage() + "). Make room.", e);
    } catch (DamagedException e) {
      throw Backup.damaged(e);
    } finally {
      if (!made) {
        collectQuietly();
      }
    }
  }

  /** Whether the newest backup is older than that, or there is none. A clock that was set back makes one due too. */
  public boolean isDue(Duration every, Instant now) throws IOException {
    Optional<Instant> newest = list().stream().map(Kept::made).max(Instant::compareTo);
    return newest.isEmpty()
        || Duration.between(newest.get(), now).compareTo(every) >= 0
        || newest.get().isAfter(now.plus(every));
  }

  /** The backups there are, the oldest first. */
  public List<Kept> list() throws IOException {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    List<Kept> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.sorted().toList()) {
        made(file).ifPresent(made -> found.add(new Kept(file, made)));
      }
    }
    return found;
  }

  /**
   * Drops what is too old: all of the last day stay, then one a day, then one a week; the newest always stays.
   *
   * @return what was dropped
   */
  public List<Kept> drop(Instant now) throws IOException {
    List<Kept> dropped = new ArrayList<>();
    Set<String> slots = new HashSet<>();
    for (Kept kept : list().reversed()) {
      Optional<String> slot = slot(kept, now);
      if (!slots.isEmpty() && (slot.isEmpty() || slots.contains(slot.get()))) {
        Files.delete(kept.file());
        dropped.add(kept);
      } else {
        slots.add(slot.orElse("newest"));
      }
    }
    if (!dropped.isEmpty()) {
      collect();
    }
    return dropped;
  }

  /**
   * Drops the oldest until all together have no more than that many bytes; the newest two always stay.
   *
   * @return what was dropped
   */
  public List<Kept> dropBeyond(long bytes) throws IOException {
    List<Kept> left = new ArrayList<>(list());
    List<Kept> dropped = new ArrayList<>();
    while (left.size() > ALWAYS && bytes() > bytes) {
      Kept oldest = left.removeFirst();
      Files.delete(oldest.file());
      dropped.add(oldest);
      collect();
    }
    return dropped;
  }

  /** The room that all of them take; files that are those of the data folder take none. */
  public long bytes() throws IOException {
    long bytes = pieces.bytes(data);
    for (Kept kept : list()) {
      bytes += Files.size(kept.file());
    }
    return bytes;
  }

  /** Deletes the pieces that no list names; none while there is a list that cannot be read. */
  private void collect() throws IOException {
    List<Manifest> all = new ArrayList<>();
    for (Kept kept : list()) {
      if (kept.file().toString().endsWith(Backups.SHELVED)) {
        try {
          all.add(OpenBackup.Shelved.manifest(kept.file()));
        } catch (BackupException damaged) {
          LOG.log(
              System.Logger.Level.WARNING, kept.file() + " is damaged: " + damaged.getMessage());
          return;
        }
      }
    }
    pieces.keepOnly(all);
  }

  private void collectQuietly() {
    try {
      collect();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "What was begun of a backup stays for now", e);
    }
  }

  private Path folder() {
    return data.resolve("backups");
  }

  private static Optional<String> slot(Kept kept, Instant now) {
    Duration age = Duration.between(kept.made(), now);
    if (age.compareTo(ALL) <= 0) {
      return Optional.of(kept.file().toString());
    }
    if (age.compareTo(DAILY) <= 0) {
      return Optional.of("day " + DAY.format(kept.made()));
    }
    if (age.compareTo(WEEKLY) <= 0) {
      var date = kept.made().atZone(ZoneOffset.UTC);
      return Optional.of("week " + date.get(IsoFields.WEEK_BASED_YEAR) + " "
          + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
    return Optional.empty();
  }

  private static Optional<Instant> made(Path file) {
    if (!Backups.isBackup(file)) {
      return Optional.empty();
    }
    try {
      String name = file.getFileName().toString();
      return Optional.of(NAME.parse(name.substring(0, name.indexOf('.')), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
