package atoll.store.folder;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data folder that this process has for itself until {@link #close()}. Everything under it may be read and written by
 * its owner only. For any thread.
 *
 * <p>In it: {@code db/} the database, {@code journal/} the journal, {@code backups/}, {@code files/} contents of files,
 * {@code logs/} log files, {@code lock} what is locked, {@code identity} as whom the folder writes, {@code instance} who holds the lock and where it serves.
 */
public final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String BIRTH = "birth";
  private static final String INSTANCE = "instance";
  private static final String DATABASE = "db";
  private static final String JOURNAL = "journal";
  private static final String BACKUPS = "backups";
  private static final String FILES = "files";
  private static final String LOGS = "logs";

  /** A folder that holds none of these and is not empty belongs to somebody else. */
  private static final Set<String> OURS =
      Set.of(LOCK, BIRTH, INSTANCE, DATABASE, JOURNAL, BACKUPS, FILES, LOGS);

  /** A look whether the folder is in use takes the lock for an instant. */
  private static final int ATTEMPTS = 5;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

  private final Path path;
  private final FolderLock lock;
  private final long started;
  private final Marker marker;

  private DataFolder(Path path, FolderLock lock, Marker marker, long started) {
    this.path = path;
    this.lock = lock;
    this.marker = marker;
    this.started = started;
  }

  /**
   * Takes a folder, and makes it if it is not there.
   *
   * @throws FolderException.InUse if another instance has it
   * @throws FolderException.NotWritable if the system refuses
   * @throws FolderException.NotOurs if it is a file, or a folder with other things in it
   */
  public static DataFolder open(Path place) throws FolderException {
    return open(place, DefaultPlace.beside(place.toAbsolutePath().normalize()));
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param secondPlace a folder outside, where is noted how far this folder came, so that its rolling back is noticed
   */
  public static DataFolder open(Path place, Optional<Path> secondPlace) throws FolderException {
    Path path = place.toAbsolutePath().normalize();
    try {
      refuseForeign(path);
      Permissions.makeFolder(path);
      Optional<FolderLock> lock = take(path);
      if (lock.isEmpty()) {
        throw new FolderException.InUse(path, read(path));
      }
      return prepare(path, secondPlace, lock.get());
    } catch (IOException e) {
      throw new FolderException.NotWritable(path, reason(e), e);
    }
  }

  /** The instance that runs on a folder, if one does. Changes nothing. */
  public static Optional<Instance> running(Path place) throws IOException {
    return FolderLock.isHeld(place.resolve(LOCK)) ? Optional.of(read(place)) : Optional.empty();
  }

  /** Tells those who come to the folder where this instance serves. */
  public void publish(Instance.Address address) throws IOException {
    write(Optional.of(address));
  }

  /** The folder, absolute. */
  public Path path() {
    return path;
  }

  /** The folder of the database. */
  public Path database() {
    return path.resolve(DATABASE);
  }

  /** The folder of the journal. */
  public Path journal() {
    return path.resolve(JOURNAL);
  }

  /** The folder of the backups that are made without being asked for. */
  public Path backups() {
    return path.resolve(BACKUPS);
  }

  /** The folder of the contents of files. */
  public Path files() {
    return path.resolve(FILES);
  }

  /** The folder of the log files. */
  public Path logs() {
    return path.resolve(LOGS);
  }

  /** What became of the folder since it was last open; final once a store is open on it. */
  public Origin origin() {
    return marker.origin();
  }

  /**
   * Tells how many frames the journal has, once it is open, before anybody asks {@link #replica}.
   *
   * @throws IOException if that cannot be noted
   */
  public void opened(long frames) throws IOException {
    marker.opened(frames);
  }

  /** Notes how many frames the journal has now. Called now and then, not for every frame. */
  public void holds(long frames) {
    marker.holds(frames);
  }

  /** Lets the folder go on under a new replica, because it may have lost what it wrote under the old one. */
  public void renew() throws IOException {
    marker.renew();
  }

  /**
   * As whom this folder writes in a workspace; another than before if {@link #origin} is not the same.
   *
   * @param salt nothing at first; random bytes that were chosen when the folder had to write as somebody else than before
   */
  public ReplicaId replica(WorkspaceId workspace, byte[] salt) {
    return marker.replica(workspace, salt);
  }

  /** Gives the folder free. */
  @Override
  public void close() {
    try (lock) {
      Files.deleteIfExists(path.resolve(INSTANCE));
    } catch (IOException e) {
      System.getLogger(DataFolder.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "The data folder " + path + " could not be given free in order",
              e);
    }
  }

  private static DataFolder prepare(Path path, Optional<Path> secondPlace, FolderLock lock)
      throws IOException {
    try {
      for (String part : List.of(DATABASE, JOURNAL, BACKUPS, FILES, LOGS)) {
        Permissions.makeFolder(path.resolve(part));
      }
      Permissions.restrict(path.resolve(LOCK));
      Marker marker = Marker.of(path, steadyFile(path), secondPlace);
      DataFolder folder = new DataFolder(path, lock, marker, System.currentTimeMillis());
      folder.write(Optional.empty());
      return folder;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * A file by which a copy of the folder is told from the folder. Not the lock: on POSIX setting the times of a file opens
   * and closes it, and with that a process gives its lock away.
   */
  private static Path steadyFile(Path path) throws IOException {
    Path file = path.resolve(BIRTH);
    if (!Files.exists(file)) {
      Files.createFile(file);
      Permissions.restrict(file);
    }
    return file;
  }

  private static void refuseForeign(Path path) throws IOException, FolderException.NotOurs {
    if (path.toString().indexOf(';') >= 0) {
      throw new FolderException.NotOurs(
          path, "the database cannot work where a ';' is in the name");
    }
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new FolderException.NotOurs(path, "it is a file");
    }
    try (Stream<Path> content = Files.list(path)) {
      List<String> names = content.map(file -> file.getFileName().toString()).toList();
      if (!names.isEmpty() && names.stream().noneMatch(OURS::contains)) {
        throw new FolderException.NotOurs(path, "there are other things in it");
      }
    }
  }

  private static Optional<FolderLock> take(Path path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<FolderLock> lock = FolderLock.take(path.resolve(LOCK));
      if (lock.isPresent() || attempt == ATTEMPTS) {
        return lock;
      }
      try {
        Thread.sleep(BETWEEN_ATTEMPTS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  private void write(Optional<Instance.Address> address) throws IOException {
    Instance self = new Instance(ProcessHandle.current().pid(), started, address);
    SafeFile.replace(path.resolve(INSTANCE), self.toText().getBytes(StandardCharsets.UTF_8));
  }

  private static Instance read(Path path) throws IOException {
    Path file = path.resolve(INSTANCE);
    return Files.exists(file) ? Instance.parse(Files.readString(file)) : Instance.UNKNOWN;
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no access to " + denied.getFile();
    }
    @Nullable
    String why = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return why == null ? e.getClass().getSimpleName() : why;
  }
}
