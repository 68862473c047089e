package atoll.store.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process to a folder; the system takes it back when the process ends, however it ends.
 *
 * <p>On POSIX a process loses its lock when it closes <em>any</em> descriptor of the locked file. So the file is never
 * opened where this process holds it already, and what others may read is in another file.
 */
final class FolderLock implements AutoCloseable {
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock; empty if somebody has it. */
  static Optional<FolderLock> take(Path file) throws IOException {
    synchronized (HELD) {
      Path real = real(file);
      if (HELD.contains(real)) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      HELD.add(real);
      return Optional.of(new FolderLock(real, channel));
    }
  }

  /** Whether somebody holds the lock. Changes nothing. */
  static boolean isHeld(Path file) throws IOException {
    synchronized (HELD) {
      if (!Files.exists(file)) {
        return false;
      }
      if (HELD.contains(real(file))) {
        return true;
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        return tryLock(channel) == null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(file);
      channel.close();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    return channel.tryLock();
  }

  private static Path real(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
  }
}
