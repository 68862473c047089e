package atoll.store.h2;

import atoll.store.folder.SafeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The file of the database, and beside it a seal that is there only while nobody has the database open. The database has
 * no checksums of its own and opens a file that was cut, at an older state; the seal tells.
 */
final class DatabaseFile {
  static final String ENDING = ".mv.db";

  private static final String NAME = "atoll" + ENDING;
  private static final String SEAL = "atoll.seal";
  private static final int SAMPLES = 64;
  private static final int SAMPLE_BYTES = 4096;

  private final Path file;
  private final Path seal;

  DatabaseFile(Path folder) {
    this.file = folder.resolve(NAME);
    this.seal = folder.resolve(SEAL);
  }

  Path path() {
    return file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** Whether the database was closed in order, and nothing was done to it since. */
  boolean isSealed() {
    return Files.exists(seal);
  }

  /** What is wrong with a file that was sealed; empty if it is as it was. */
  Optional<String> brokenSeal() throws IOException {
    String expected = Files.readString(seal);
    String found = describe();
    return expected.equals(found) ? Optional.empty() : Optional.of("closed as " + expected + ", found as " + found);
  }

  /** To be called when the database was closed in order. */
  void seal() throws IOException {
    SafeFile.replace(seal, describe().getBytes(StandardCharsets.UTF_8));
  }

  /** To be called before the database is opened for writing. */
  void unseal() throws IOException {
    SafeFile.delete(seal);
  }

  /** Its size, and a checksum over its beginning, its end and places between. */
  private String describe() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      CRC32C crc = new CRC32C();
      for (int sample = 0; sample <= SAMPLES; sample++) {
        ByteBuffer bytes = ByteBuffer.allocate(SAMPLE_BYTES);
        long at = Math.max(0, (size - SAMPLE_BYTES) / SAMPLES * sample);
        channel.read(bytes, sample == SAMPLES ? Math.max(0, size - SAMPLE_BYTES) : at);
        crc.update(bytes.flip());
      }
      return size + " bytes, checksum " + Long.toHexString(crc.getValue());
    }
  }
}
