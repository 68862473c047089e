package atoll.store.backup;

import atoll.crypto.Hash;
import atoll.store.DamagedException;
import atoll.store.folder.Permissions;
import atoll.store.folder.SafeFile;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalReader;
import atoll.store.journal.Segment;
import atoll.store.journal.Tail;
import java.io.FilterOutputStream;
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
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a backup of a data folder: the journal up to a moment, which everything else can be made from, and the contents of
 * files, and the device's keys, without which entries do not open. Works beside a running instance, because a journal only grows. The replica is not in it, so whoever restores it
 * writes under another.
 */
public final class Backup {
  private static final int ATTEMPTS = 3;

  private final Path folder;
  private final Instant now;

  private Backup(Path folder, Instant now) {
    this.folder = folder;
    this.now = now;
  }

  /**
   * Makes a backup; the file is there only when it is whole and durable.
   *
   * @param folder the data folder
   * @param file is replaced if it is there
   * @throws BackupException if the journal is damaged or the disk refuses
   */
  public static Manifest make(Path folder, Path file, Instant now) throws BackupException {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      Permissions.restrict(part);
      Manifest manifest;
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        manifest = new Backup(folder, now).write(channel);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      SafeFile.syncNames(target);
      return manifest;
    } catch (IOException e) {
      throw new BackupException(
          "The backup " + file + " cannot be written (" + e.getMessage()
              + "). Make room, or give another place.",
          e);
    } catch (DamagedException e) {
      throw new BackupException(
          "No backup was made, since the data is damaged: " + e.getMessage(), e);
    } finally {
      delete(part);
    }
  }

  private Manifest write(FileChannel channel) throws IOException {
    JournalPosition end = end();
    List<Manifest.Content> contents = new ArrayList<>();
    ZipOutputStream zip = new ZipOutputStream(new OpenOutput(Channels.newOutputStream(channel)));
    for (int number = 1; number <= end.segment(); number++) {
      Path segment = folder.resolve("journal").resolve(Segment.name(number));
      long bytes = number == end.segment() ? end.offset() : Files.size(segment);
      contents.add(add(zip, segment, bytes));
    }
    for (Path content : contentsOfFiles()) {
      contents.add(add(zip, content, Files.size(content)));
    }
    Path keys = folder.resolve("device-keys");
    if (Files.exists(keys)) {
      contents.add(add(zip, keys, Files.size(keys)));
    }
    Manifest manifest = new Manifest(now, end.frame(), contents);
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(manifest.toBytes());
    zip.finish();
    zip.flush();
    channel.force(true);
    return manifest;
  }

  /** Reads and checks the whole journal. While it grows, its last frame may look damaged for a moment. */
  private JournalPosition end() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Tail tail = new JournalReader(new FolderDisk(folder.resolve("journal")))
            .read(JournalPosition.START, (at, next, records) -> {});
        return tail.end();
      } catch (DamagedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<Path> contentsOfFiles() throws IOException {
    Path files = folder.resolve("files");
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> Manifest.isName(name(file)))
          .sorted()
          .toList();
    }
  }

  private Manifest.Content add(ZipOutputStream zip, Path file, long bytes) throws IOException {
    MessageDigest digest = sha256();
    ZipEntry entry = new ZipEntry(name(file));
    entry.setTime(now.toEpochMilli());
    zip.putNextEntry(entry);
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      copy(in, zip, bytes, file);
    }
    zip.closeEntry();
    return new Manifest.Content(name(file), bytes, Hash.wrap(digest.digest()));
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static void copy(InputStream in, OutputStream out, long bytes, Path file)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException(file + " became shorter");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      System.getLogger(Backup.class.getName()).log(System.Logger.Level.DEBUG, part + " stays", e);
    }
  }

  /** Closing the archive must leave the channel open, which is synced after it. */
  private static final class OpenOutput extends FilterOutputStream {
    OpenOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
