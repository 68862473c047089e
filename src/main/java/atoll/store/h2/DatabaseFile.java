package atoll.store.h2;

import atoll.store.folder.SafeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file of the database, and a seal beside it. The database has no checksums of its own and opens a file that was cut,
 * at an older state; the seal tells how the file was left, or what it holds at the least while it is open.
 */
final class DatabaseFile {
  static final String ENDING = ".mv.db";

  private static final String NAME = "atoll" + ENDING;
  private static final String SEAL = "atoll.seal";
  private static final String OPEN = "open";
  private static final String WRITING = "writing ";
  private static final int SAMPLES = 64;
  private static final int SAMPLE_BYTES = 4096;

  private final Path file;
  private final Path seal;

  DatabaseFile(Path folder) {
    this.file = folder.resolve(NAME);
    this.seal = folder.resolve(SEAL);
  }

  /**
   * What is known of a database file without opening it.
   *
   * @param closed how it was left; {@code open} if it was not closed in order, {@code writing} and the {@link Boot} if it was
   *     being written as well
   * @param frames frames of the journal that are in it, or more
   */
  record Seal(String closed, long frames) {
    boolean isOpen() {
      return closed.equals(OPEN) || closed.startsWith(WRITING);
    }

    /** Whether the machine may have lost some of what was being written. */
    boolean isTorn() {
      return closed.startsWith(WRITING) && !closed.equals(WRITING + Boot.id());
    }
  }

  Path path() {
    return file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** Moves the file out of the way, so that a new one can be made; returns where it is now. */
  Path setAside() throws IOException {
    Path aside = file.resolveSibling("atoll-" + System.currentTimeMillis() + ".damaged");
    Files.move(file, aside);
    writing(0);
    return aside;
  }

  /** The seal; one that says nothing if there is none or it is noise. */
  Seal seal() throws IOException {
    if (Files.exists(seal)) {
      List<String> lines =
          Files.readString(seal, StandardCharsets.ISO_8859_1).lines().toList();
      if (lines.size() == 2 && lines.get(1).matches("[0-9]{1,18}")) {
        return new Seal(lines.get(0), Long.parseLong(lines.get(1)));
      }
    }
    return new Seal(OPEN, 0);
  }

  /** To be called when the database was closed in order, with so many frames of the journal in it. */
  void seal(long frames) throws IOException {
    write(describe(), frames);
  }

  /** To be called before the database may write its file. */
  void writing(long frames) throws IOException {
    write(WRITING + Boot.id(), frames);
  }

  /** To be called when all that the open database wrote is on the disk for certain. */
  void unseal(long frames) throws IOException {
    write(OPEN, frames);
  }

  /** The file's size, and a checksum over its beginning, its end and places between. */
  String describe() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      CRC32C crc = new CRC32C();
      for (int sample = 0; sample <= SAMPLES; sample++) {
        ByteBuffer bytes = ByteBuffer.allocate(SAMPLE_BYTES);
        channel.read(bytes, Math.max(0, size - SAMPLE_BYTES) * sample / SAMPLES);
        crc.update(bytes.flip());
      }
      return size + " bytes, checksum " + Long.toHexString(crc.getValue());
    }
  }

  /** Puts a seal back. */
  void write(Seal known) throws IOException {
    write(known.closed(), known.frames());
  }

  private void write(String state, long frames) throws IOException {
    SafeFile.replace(seal, (state + "\n" + frames + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
