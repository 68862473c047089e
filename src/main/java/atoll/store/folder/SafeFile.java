package atoll.store.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Small files that are replaced as a whole: a reader finds the old content or the new, never a part. */
public final class SafeFile {
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  private SafeFile() {}

  /** Replaces a file, durably; only the owner may read it. */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, channel -> {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    });
  }

  /** Replaces a file by a copy of another one, durably; only the owner may read the copy. */
  public static void copy(Path file, Path target) throws IOException {
    replace(target, out -> {
      try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
        long size = in.size();
        for (long done = 0; done < size; ) {
          done += in.transferTo(done, size - done, out);
        }
      }
    });
  }

  /** Writes what a file is to hold. */
  @FunctionalInterface
  private interface Content {
    void write(FileChannel channel) throws IOException;
  }

  private static void replace(Path file, Content content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    Permissions.restrict(fresh);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      content.write(channel);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncNames(file);
  }

  /** Removes a file, durably, if it is there. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncNames(file);
    }
  }

  /** Makes durable that a file has the name it has. */
  public static void syncNames(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!WINDOWS && folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }
}
