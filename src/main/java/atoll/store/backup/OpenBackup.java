package atoll.store.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A backup that is being read. For one thread. */
interface OpenBackup extends Closeable {
  int MOST_MANIFEST_BYTES = 64 << 20;

  /** What it says of itself. */
  Manifest manifest();

  /** The bytes of one of its contents, if it has them; they may be others, and more, than it says. */
  Optional<InputStream> read(Manifest.Content content) throws IOException;

  /**
   * Opens a backup of either form.
   *
   * @throws BackupException if it is none
   */
  static OpenBackup of(Path file) throws IOException, BackupException {
    byte[] first = Manifest.Form.SHELF.line().getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(first.length);
      if (Arrays.equals(begin, first)) {
        return new Shelved(file);
      }
    }
    return new Archive(new ZipFile(file.toFile()));
  }

  /** A backup that is one file. */
  final class Archive implements OpenBackup {
    private final ZipFile zip;
    private final Manifest manifest;

    Archive(ZipFile zip) throws IOException, BackupException {
      this.zip = zip;
      try {
        this.manifest = manifest(zip);
      } catch (IOException | BackupException e) {
        zip.close();
        throw e;
      }
    }

    private static Manifest manifest(ZipFile zip) throws IOException, BackupException {
      ZipEntry entry = zip.getEntry(Manifest.NAME);
      if (entry == null) {
        throw new BackupException("This is no backup of Atoll: it has no list of contents.");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return Manifest.parse(Manifest.Form.ARCHIVE, in.readNBytes(MOST_MANIFEST_BYTES));
      }
    }

    @Override
    public Manifest manifest() {
      return manifest;
    }

    @Override
    public Optional<InputStream> read(Manifest.Content content) throws IOException {
      ZipEntry entry = zip.getEntry(content.name());
      return entry == null ? Optional.empty() : Optional.of(zip.getInputStream(entry));
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** A backup that is a list of pieces, which lie beside it. */
  final class Shelved implements OpenBackup {
    private final Pieces pieces;
    private final Manifest manifest;

    Shelved(Path file) throws IOException, BackupException {
      this.pieces = new Pieces(file.toAbsolutePath().resolveSibling(""));
      this.manifest = manifest(file);
    }

    /** What a list says. */
    static Manifest manifest(Path file) throws IOException, BackupException {
      try (InputStream in = Files.newInputStream(file)) {
        return Manifest.parse(Manifest.Form.SHELF, in.readNBytes(MOST_MANIFEST_BYTES));
      }
    }

    @Override
    public Manifest manifest() {
      return manifest;
    }

    @Override
    public Optional<InputStream> read(Manifest.Content content) throws IOException {
      return pieces.read(content);
    }

    @Override
    public void close() {}
  }
}
