package atoll.store.backup;

import atoll.crypto.Hash;
import atoll.store.DamagedException;
import atoll.store.folder.Permissions;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads backups, which may come from anywhere: nothing is believed, and nothing is written outside the folder. */
public final class Restore {
  private static final int MOST_MANIFEST_BYTES = 64 << 20;

  private Restore() {}

  /**
   * Puts a backup into a folder. The next start makes the database from it and goes on under a new replica.
   *
   * @param place is not there yet, or empty; made only if all of the backup is sound
   */
  public static Manifest into(Path file, Path place) throws BackupException {
    Path part = place.resolveSibling(place.getFileName() + ".restoring");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Manifest manifest = manifest(zip);
      if (Files.exists(place)) {
        requireEmpty(place);
      }
      drop(part);
      Permissions.makeFolder(part);
      for (Manifest.Content content : manifest.files()) {
        extract(zip, content, part);
      }
      checkJournal(part, manifest);
      Files.deleteIfExists(place);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (IOException e) {
      throw new BackupException(
          "The backup " + file + " cannot be restored to " + place + " (" + e.getMessage()
              + "). Nothing was changed. Take another backup or another place.",
          e);
    } finally {
      dropQuietly(part);
    }
  }

  /** Reads all of a backup and compares it with what it says of itself. */
  public static Manifest check(Path file) throws BackupException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Manifest manifest = manifest(zip);
      for (Manifest.Content content : manifest.files()) {
        copy(zip, content, OutputStream.nullOutputStream());
      }
      return manifest;
    } catch (IOException e) {
      throw new BackupException(
          "The backup " + file + " cannot be read (" + e.getMessage() + "). Take another.", e);
    }
  }

  private static Manifest manifest(ZipFile zip) throws IOException, BackupException {
    ZipEntry entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw new BackupException("This is no backup of Atoll: it has no list of contents.");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MOST_MANIFEST_BYTES);
      Manifest manifest = Manifest.parse(bytes);
      Set<String> names = new HashSet<>();
      for (Manifest.Content content : manifest.files()) {
        if (!names.add(content.name())) {
          throw new BackupException("The backup names " + content.name() + " twice.");
        }
      }
      return manifest;
    }
  }

  private static void extract(ZipFile zip, Manifest.Content content, Path folder)
      throws IOException, BackupException {
    Path target = folder;
    for (String part : content.name().split("/", -1)) {
      if (!target.equals(folder)) {
        Permissions.makeFolder(target);
      }
      target = target.resolve(part);
    }
    Files.createFile(target);
    Permissions.restrict(target);
    try (OutputStream out = Files.newOutputStream(target)) {
      copy(zip, content, out);
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Copies no more than the manifest announces. */
  private static void copy(ZipFile zip, Manifest.Content content, OutputStream out)
      throws IOException, BackupException {
    ZipEntry entry = zip.getEntry(content.name());
    if (entry == null) {
      throw new BackupException("The backup lacks " + content.name() + ". Take another backup.");
    }
    MessageDigest digest = Backup.sha256();
    long total = 0;
    try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer);
          read >= 0 && total <= content.bytes();
          read = in.read(buffer)) {
        out.write(buffer, 0, read);
        total += read;
      }
    }
    if (total != content.bytes() || !Hash.wrap(digest.digest()).equals(content.hash())) {
      throw new BackupException(
          "The backup is damaged: " + content.name() + " is not as it was. Take another backup.");
    }
  }

  private static void checkJournal(Path folder, Manifest manifest)
      throws IOException, BackupException {
    try {
      long frames = new JournalReader(new FolderDisk(folder.resolve("journal")))
          .read(JournalPosition.START, (at, next, records) -> {})
          .end()
          .frame();
      if (frames != manifest.frames()) {
        throw new BackupException("The backup says it has " + manifest.frames()
            + " frames, but it has " + frames + ". Take another backup.");
      }
    } catch (DamagedException e) {
      throw new BackupException("The backup is damaged: " + e.getMessage(), e);
    }
  }

  private static void requireEmpty(Path place) throws IOException, BackupException {
    if (!Files.isDirectory(place)) {
      throw new BackupException(place + " is a file. Give a folder that is not there yet.");
    }
    try (Stream<Path> content = Files.list(place)) {
      if (content.findAny().isPresent()) {
        throw new BackupException(
            place + " is not empty. Give a folder that is not there yet, so that nothing is lost.");
      }
    }
  }

  /** Removes a folder and what is in it. */
  public static void drop(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void dropQuietly(Path folder) {
    try {
      drop(folder);
    } catch (IOException e) {
      System.getLogger(Restore.class.getName())
          .log(System.Logger.Level.WARNING, folder + " stays", e);
    }
  }
}
