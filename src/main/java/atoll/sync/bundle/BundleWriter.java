package atoll.sync.bundle;

import atoll.crypto.Hash;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Writes the entries of a workspace into one file, as they are stored: what is sealed stays sealed. The file appears under
 * its name only when it is whole.
 */
public final class BundleWriter {
  private static final int CHUNK_BYTES = 1 << 20;

  private BundleWriter() {}

  /**
   * Writes the file.
   *
   * @return entries written
   * @throws IOException if the file cannot be written; nothing is left under its name then
   */
  public static long write(Path file, BundleContent content, WorkspaceStore store)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, file.getFileName() + ".", ".part");
    try {
      long count;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        count = write(out, content, store);
      }
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return count;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long write(OutputStream file, BundleContent content, WorkspaceStore store)
      throws IOException {
    MessageDigest digest = sha256();
    DataOutputStream out = new DataOutputStream(new DigestOutputStream(file, digest));
    out.write(BundleFormat.MAGIC);
    out.write(content.workspace().hash().toBytes());
    for (byte[] record : content.records()) {
      out.writeInt(record.length);
      out.write(record);
    }
    out.writeInt(BundleFormat.END);
    long count = 0;
    for (LogRange range : content.after().missingFrom(content.upTo())) {
      count += log(out, store, range);
    }
    out.writeInt(BundleFormat.END);
    out.writeLong(count);
    out.flush();
    file.write(digest.digest());
    return count;
  }

  private static long log(DataOutputStream out, WorkspaceStore store, LogRange range)
      throws IOException {
    long next = range.from();
    while (next < range.to()) {
      List<Envelope> entries =
          store.entries(new LogRange(range.log(), next, range.to()), CHUNK_BYTES);
      if (entries.isEmpty()) {
        throw new IOException("entry " + next + " of " + range.log() + " cannot be read");
      }
      for (Envelope entry : entries) {
        byte[] bytes = entry.toBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
        next++;
      }
    }
    return range.size();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(
          "every JDK has SHA-256, which makes " + Hash.SIZE_BYTES + " bytes", e);
    }
  }
}
