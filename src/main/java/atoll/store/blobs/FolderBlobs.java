package atoll.store.blobs;

import atoll.crypto.Hash;
import atoll.store.StoreException;
import atoll.store.folder.Permissions;
import atoll.store.folder.SafeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Blobs as files of a folder: {@code ab/abcd…}, named by their hash, for the owner's eyes only. A file has its name only
 * once all of it is on the disk; what a crash left half written has another name and is never read.
 */
public final class FolderBlobs implements BlobStore {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHELF_CHARACTERS = 2;
  private static final String UNFINISHED = "new-";

  private final Path folder;

  /**
   * Takes away what a crash left half written.
   *
   * @param folder used by this process only; it is there, or is made with the first blob
   */
  public FolderBlobs(Path folder) {
    this.folder = folder;
    if (Files.isDirectory(folder)) {
      refusing(() -> {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
          for (Path file : left) {
            Files.deleteIfExists(file);
          }
        }
        return folder;
      });
    }
  }

  @Override
  public BlobId put(InputStream bytes, long mostBytes) throws IOException, TooLargeException {
    Path fresh = refusing(() -> {
      Permissions.makeFolder(folder);
      Path file = Files.createFile(folder.resolve(UNFINISHED + UUID.randomUUID()));
      Permissions.restrict(file);
      return file;
    });
    try {
      BlobId id = copy(bytes, fresh, mostBytes);
      refusing(() -> move(fresh, id));
      return id;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  @Override
  public OptionalLong size(BlobId id) {
    try {
      return OptionalLong.of(Files.size(file(id)));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Optional<InputStream> read(BlobId id) {
    try {
      return Optional.of(Files.newInputStream(file(id)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private Path shelf(BlobId id) {
    return folder.resolve(id.toString().substring(0, SHELF_CHARACTERS));
  }

  private Path file(BlobId id) {
    return shelf(id).resolve(id.toString());
  }

  private BlobId copy(InputStream bytes, Path file, long mostBytes)
      throws IOException, TooLargeException {
    MessageDigest digest = sha256();
    long count = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        count += read;
        if (count > mostBytes) {
          throw new TooLargeException(mostBytes);
        }
        digest.update(buffer, 0, read);
        write(out, ByteBuffer.wrap(buffer, 0, read));
      }
      refusing(() -> {
        out.force(true);
        return out;
      });
    }
    return new BlobId(Hash.wrap(digest.digest()));
  }

  private void write(FileChannel out, ByteBuffer bytes) {
    refusing(() -> {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      return out;
    });
  }

  private Path move(Path fresh, BlobId id) throws IOException {
    Path file = file(id);
    if (!Files.exists(file)) {
      Permissions.makeFolder(shelf(id));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      SafeFile.syncNames(file);
      SafeFile.syncNames(shelf(id));
    }
    return file;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @FunctionalInterface
  private interface Disk<T> {
    T work() throws IOException;
  }

  private <T> T refusing(Disk<T> disk) {
    try {
      return disk.work();
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private StoreException refused(IOException e) {
    return new StoreException(
        "The files in " + folder + " could not be written or read (" + e.getMessage()
            + "). Look whether the disk is full.",
        e);
  }
}
