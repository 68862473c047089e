package atoll.store.backup;

import atoll.crypto.Hash;
import atoll.store.DamagedException;
import atoll.store.folder.Permissions;
import atoll.store.folder.SafeFile;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a backup of a data folder in one file, to be carried away. Works beside a running instance, because a journal only grows. */
public final class Backup {
  private static final int BUFFER_BYTES = 1 << 16;

  private Backup() {}

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
        manifest = write(Contents.of(folder), now, channel);
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
      throw damaged(e);
    } finally {
      delete(part);
    }
  }

  static BackupException damaged(DamagedException e) {
    return new BackupException(
        "No backup was made, since the data is damaged: " + e.getMessage(), e);
  }

  private static Manifest write(Contents contents, Instant now, FileChannel channel)
      throws IOException {
    List<Manifest.Content> written = new ArrayList<>();
    ZipOutputStream zip = new ZipOutputStream(new OpenOutput(Channels.newOutputStream(channel)));
    for (Contents.Part part : contents.parts()) {
      written.add(add(zip, part, now));
    }
    Manifest manifest = new Manifest(Manifest.Form.ARCHIVE, now, contents.frames(), written);
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(manifest.toBytes());
    zip.finish();
    zip.flush();
    channel.force(true);
    return manifest;
  }

  private static Manifest.Content add(ZipOutputStream zip, Contents.Part part, Instant now)
      throws IOException {
    MessageDigest digest = sha256();
    ZipEntry entry = new ZipEntry(part.name());
    entry.setTime(now.toEpochMilli());
    zip.putNextEntry(entry);
    try (InputStream in = new DigestInputStream(Files.newInputStream(part.file()), digest)) {
      copy(in, zip, part);
    }
    zip.closeEntry();
    return new Manifest.Content(part.name(), part.bytes(), Hash.wrap(digest.digest()));
  }

  private static void copy(InputStream in, OutputStream out, Contents.Part part)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = part.bytes();
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException(part.file() + " became shorter");
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
