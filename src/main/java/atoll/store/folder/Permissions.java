package atoll.store.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Keeps the other accounts of the machine out: 0700 for folders, 0600 for files, where the file system knows that. */
public final class Permissions {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private Permissions() {}

  /** Makes a folder, and those above it, if it is not there; only the owner may enter it. */
  public static void makeFolder(Path folder) throws IOException {
    if (folder.getParent() != null) {
      Files.createDirectories(folder.getParent());
    }
    try {
      if (knowsOwners(folder)) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      restrict(folder);
    }
  }

  /** Takes all rights from everybody but the owner. */
  public static void restrict(Path file) throws IOException {
    if (knowsOwners(file)) {
      Set<PosixFilePermission> wanted = Files.isDirectory(file) ? FOLDER : FILE;
      if (!Files.getPosixFilePermissions(file).equals(wanted)) {
        Files.setPosixFilePermissions(file, wanted);
      }
    }
  }

  private static boolean knowsOwners(Path file) throws IOException {
    Path there = Files.exists(file) ? file : file.toAbsolutePath().getParent();
    return there != null
        && Files.getFileStore(there).supportsFileAttributeView(PosixFileAttributeView.class);
  }
}
