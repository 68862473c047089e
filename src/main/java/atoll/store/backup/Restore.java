package atoll.store.backup;

import atoll.crypto.Hash;
import atoll.store.DamagedException;
import atoll.store.folder.Permissions;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Reads backups, which may come from anywhere: nothing is believed, and nothing is written outside the folder. */
public final class Restore {
  private Restore() {}

  /**
   * Puts a backup into a folder. The next start makes the database from it and goes on under a new replica. A person's file
   * that is damaged or missing keeps nothing else from coming back: the others of the team may have it.
   *
   * @param place is not there yet, or empty; made only if all else of the backup is sound
   */
  public static Restored into(Path file, Path place) throws BackupException {
    return into(file, place, content -> true);
  }

  /** As {@link #into}, but of the journal only. */
  public static void journalInto(Path file, Path place) throws BackupException {
    into(file, place, content -> content.name().startsWith("journal/"));
  }

  /**
   * What was restored.
   *
   * @param lost the names of people's files that the backup promises and does not have, or not as they were
   */
  public record Restored(Manifest manifest, List<String> lost) {
    public Restored {
      lost = List.copyOf(lost);
    }
  }

  private static Restored into(Path file, Path place, Predicate<Manifest.Content> wanted)
      throws BackupException {
    Path part = place.resolveSibling(place.getFileName() + ".restoring");
    try (OpenBackup backup = OpenBackup.of(file)) {
      if (Files.exists(place)) {
        requireEmpty(place);
      }
      drop(part);
      Permissions.makeFolder(part);
      List<String> lost = new ArrayList<>();
      for (Manifest.Content content : backup.manifest().files()) {
        if (wanted.test(content) && !extract(backup, content, part)) {
          lost.add(content.name());
        }
      }
      checkJournal(part, backup.manifest());
      Files.deleteIfExists(place);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      return new Restored(backup.manifest(), lost);
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
    try (OpenBackup backup = OpenBackup.of(file)) {
      for (Manifest.Content content : backup.manifest().files()) {
        copy(backup, content, OutputStream.nullOutputStream());
      }
      return backup.manifest();
    } catch (IOException e) {
      throw new BackupException(
          "The backup " + file + " cannot be read (" + e.getMessage() + "). Take another.", e);
    }
  }

  /** @return false if it is a person's file and is not as it was */
  private static boolean extract(OpenBackup backup, Manifest.Content content, Path folder)
      throws IOException, BackupException {
    Path target = folder;
    for (String part : content.name().split("/", -1)) {
      if (!target.equals(folder)) {
        Permissions.makeFolder(target);
      }
      target = target.resolve(part);
    }
    if (!Files.exists(target)) {
      Files.createFile(target);
      Permissions.restrict(target);
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.APPEND)) {
      copy(backup, content, Channels.newOutputStream(channel));
      channel.force(true);
      return true;
    } catch (BackupException | ZipException | EOFException e) {
      if (!content.isFile()) {
        throw e;
      }
      Files.delete(target);
      return false;
    }
  }

  /** Copies no more than the manifest announces. */
  private static void copy(OpenBackup backup, Manifest.Content content, OutputStream out)
      throws IOException, BackupException {
    MessageDigest digest = Backup.sha256();
    long total = 0;
    Optional<InputStream> found = backup.read(content);
    if (found.isEmpty()) {
      throw new BackupException(lacking(backup.manifest().form(), content));
    }
    try (InputStream in = new DigestInputStream(found.get(), digest)) {
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

  private static String lacking(Manifest.Form form, Manifest.Content content) {
    return switch (form) {
      case ARCHIVE -> "The backup lacks " + content.name() + ". Take another backup.";
      case SHELF ->
        "The backup lacks a piece of " + content.name() + ". It is made of pieces that lie in its"
            + " folder, so leave it there; to carry one away make it by \"atoll backup FILE\".";
    };
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
