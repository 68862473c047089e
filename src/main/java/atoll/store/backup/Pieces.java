package atoll.store.backup;

import atoll.crypto.Hash;
import atoll.store.blobs.BlobId;
import atoll.store.folder.Permissions;
import atoll.store.folder.SafeFile;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * What the backups of a shelf share: {@code pieces/ab/abcd…}, pieces of the journal and of the keys, each once, deflated and named by
 * the hash of what it holds; and {@code files/…}, the files of people under their names, which take no room of their own where
 * the disk can name a file twice. For one thread.
 */
final class Pieces {
  /** Bytes of a piece. The last one of the journal is another one in each backup, so it must not be large. */
  static final int PIECE_BYTES = 1 << 20;

  private static final String PIECES = "pieces";
  private static final int DRAWER_CHARACTERS = 2;
  private static final System.Logger LOG = System.getLogger(Pieces.class.getName());

  private final Path shelf;

  /** @param shelf the folder with the lists */
  Pieces(Path shelf) {
    this.shelf = shelf;
  }

  /** A backup that is being made. */
  static final class Making {
    private static final int ROUNDS = 24;

    private final long round;
    private long left;

    /** @param mostBytes what may be written */
    Making(Instant now, long mostBytes) {
      round = Math.floorMod(now.getEpochSecond() / TimeUnit.HOURS.toSeconds(1), ROUNDS);
      left = mostBytes;
    }

    private void take(long bytes) throws BackupException {
      left -= bytes;
      if (left < 0) {
        throw new BackupException("No backup was made: there is too little room on the disk.");
      }
    }

    /** A piece that went bad would be missed by all backups, so each is looked at once a day. */
    private boolean looksAt(Hash hash) {
      return Byte.toUnsignedInt(hash.toBytes()[0]) % ROUNDS == round;
    }
  }

  /** Puts what is not there yet onto the shelf, durably; tells what the part is made of. Cost: reads the part once. */
  List<Manifest.Content> put(Contents.Part part, Making making)
      throws IOException, BackupException {
    return part.isFile() ? putFile(part, making).stream().toList() : cut(part, making);
  }

  private List<Manifest.Content> cut(Contents.Part part, Making making)
      throws IOException, BackupException {
    List<Manifest.Content> pieces = new ArrayList<>();
    try (InputStream in = Files.newInputStream(part.file())) {
      for (long left = part.bytes(); left > 0 || pieces.isEmpty(); left -= PIECE_BYTES) {
        int size = (int) Math.min(left, PIECE_BYTES);
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
          throw new IOException(part.file() + " became shorter");
        }
        pieces.add(new Manifest.Content(part.name(), size, put(bytes, making)));
      }
    }
    return pieces;
  }

  private Hash put(byte[] bytes, Making making) throws IOException, BackupException {
    Hash hash = Hash.of(bytes);
    Path piece = piece(hash);
    if (!Files.exists(piece) || making.looksAt(hash) && !holds(piece, bytes)) {
      ByteArrayOutputStream deflated = new ByteArrayOutputStream(bytes.length / 2);
      try (GZIPOutputStream out = new GZIPOutputStream(deflated)) {
        out.write(bytes);
      }
      making.take(deflated.size());
      makeFolderOf(piece);
      SafeFile.replace(piece, deflated.toByteArray());
    }
    return hash;
  }

  private static void makeFolderOf(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Permissions.makeFolder(folder);
    }
  }

  private static boolean holds(Path piece, byte[] bytes) throws IOException {
    try (InputStream in = unpacked(Files.newInputStream(piece))) {
      return Arrays.equals(bytes, in.readNBytes(bytes.length + 1));
    } catch (ZipException | EOFException damaged) {
      LOG.log(System.Logger.Level.WARNING, piece + " was damaged and is made anew", damaged);
      return false;
    }
  }

  /** A file that is not what its name says is left where it is, and not among what the backup promises. */
  private Optional<Manifest.Content> putFile(Contents.Part part, Making making)
      throws IOException, BackupException {
    Path kept = shelf.resolve(part.name());
    Optional<Hash> named = BlobId.parse(part.file().getFileName().toString()).map(BlobId::hash);
    if (named.isPresent() && Files.exists(kept) && Files.size(kept) == part.bytes()) {
      return Optional.of(new Manifest.Content(part.name(), part.bytes(), named.get()));
    }
    Hash found = hash(part.file());
    if (named.isPresent() && !named.get().equals(found)) {
      LOG.log(
          System.Logger.Level.WARNING,
          part.file() + " is damaged and is not in the backup; the others of the team may have it");
      return Optional.empty();
    }
    makeFolderOf(kept);
    Files.deleteIfExists(kept);
    nameAgain(part, kept, making);
    return Optional.of(new Manifest.Content(part.name(), part.bytes(), found));
  }

  private static void nameAgain(Contents.Part part, Path kept, Making making)
      throws IOException, BackupException {
    try {
      Files.createLink(kept, part.file());
    } catch (IOException | UnsupportedOperationException e) {
      making.take(part.bytes());
      SafeFile.copy(part.file(), kept);
    }
    SafeFile.syncNames(kept);
  }

  private static Hash hash(Path file) throws IOException {
    var digest = Backup.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Hash.wrap(digest.digest());
  }

  /** The bytes of a piece, if it is there. */
  Optional<InputStream> read(Manifest.Content content) throws IOException {
    Path file = content.isFile() ? shelf.resolve(content.name()) : piece(content.hash());
    try {
      InputStream in = Files.newInputStream(file);
      return Optional.of(content.isFile() ? in : unpacked(in));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Deletes what no backup needs. */
  void keepOnly(List<Manifest> backups) throws IOException {
    Set<Path> needed = new HashSet<>();
    for (Manifest backup : backups) {
      for (Manifest.Content content : backup.files()) {
        needed.add(content.isFile() ? shelf.resolve(content.name()) : piece(content.hash()));
      }
    }
    for (Path file : all()) {
      if (!needed.contains(file)) {
        Files.delete(file);
      }
    }
  }

  /**
   * The room that all of it takes.
   *
   * @param data the data folder, whose files may be the same
   */
  long bytes(Path data) throws IOException {
    long bytes = 0;
    for (Path file : all()) {
      Path original = data.resolve(shelf.relativize(file));
      if (!Files.exists(original) || !Files.isSameFile(file, original)) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String part : List.of(PIECES, "files")) {
      if (Files.isDirectory(shelf.resolve(part))) {
        try (Stream<Path> files = Files.walk(shelf.resolve(part))) {
          files.filter(Files::isRegularFile).forEach(all::add);
        }
      }
    }
    return all;
  }

  private Path piece(Hash hash) {
    String name = hash.toString();
    return shelf.resolve(PIECES).resolve(name.substring(0, DRAWER_CHARACTERS)).resolve(name);
  }
}
