package atoll.sync.bundle;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link BundleWriter} wrote, trusting nothing. Holds one envelope at a time. */
public final class BundleReader {
  private BundleReader() {}

  /** Takes what is in a file. */
  public interface Sink {
    /** All records of the membership, before any entry. */
    void records(List<byte[]> records);

    /** The entries one by one, in the order of the file. */
    void entry(Envelope entry);
  }

  private static final Sink NOTHING = new Sink() {
    @Override
    public void records(List<byte[]> records) {
      // Reading them was the point.
    }

    @Override
    public void entry(Envelope entry) {
      // As above.
    }
  };

  /** Whether the file says of itself that it is a bundle, of this format or another one. */
  public static boolean isBundle(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] name = in.readNBytes(BundleFormat.NAME_BYTES);
      return Arrays.equals(name, Arrays.copyOf(BundleFormat.MAGIC, BundleFormat.NAME_BYTES));
    }
  }

  /** The workspace whose entries are in the file. */
  public static WorkspaceId workspace(Path file) throws IOException, RejectedException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return begin(in);
    } catch (EOFException e) {
      throw new RejectedException(Reason.TRUNCATED, "the file ends too early");
    }
  }

  /**
   * Looks at the whole file.
   *
   * @return entries in it
   * @throws RejectedException if it is cut, changed, or no bundle
   */
  public static long check(Path file) throws IOException, RejectedException {
    return read(file, NOTHING);
  }

  /**
   * Hands out what is in the file. Whether an entry follows what is held is not looked at.
   *
   * @param sink is given things before the end of the file was seen; {@link #check} first to get all or nothing
   * @return entries in it
   * @throws RejectedException if the file is cut, changed, or no bundle
   */
  public static long read(Path file, Sink sink) throws IOException, RejectedException {
    MessageDigest digest = BundleWriter.sha256();
    try (InputStream plain = new BufferedInputStream(Files.newInputStream(file))) {
      DataInputStream in = new DataInputStream(new DigestInputStream(plain, digest));
      WorkspaceId workspace = begin(in);
      sink.records(records(in));
      long count = 0;
      for (int length = in.readInt(); length != BundleFormat.END; length = in.readInt()) {
        sink.entry(envelope(in, length, workspace));
        count++;
      }
      if (in.readLong() != count) {
        throw new RejectedException(
            Reason.MALFORMED, "the file does not hold as many entries as it says");
      }
      byte[] expected = digest.digest();
      if (!Arrays.equals(expected, plain.readNBytes(Hash.SIZE_BYTES)) || plain.read() >= 0) {
        throw new RejectedException(Reason.CHECKSUM, "the file was changed or cut");
      }
      return count;
    } catch (EOFException e) {
      throw new RejectedException(Reason.TRUNCATED, "the file ends too early");
    }
  }

  private static WorkspaceId begin(DataInputStream in) throws IOException, RejectedException {
    byte[] magic = in.readNBytes(BundleFormat.MAGIC.length);
    if (!Arrays.equals(magic, BundleFormat.MAGIC)) {
      throw new RejectedException(
          Arrays.mismatch(magic, BundleFormat.MAGIC) < BundleFormat.NAME_BYTES
              ? Reason.MALFORMED
              : Reason.TOO_NEW,
          "the file is no bundle of this version");
    }
    byte[] workspace = new byte[Hash.SIZE_BYTES];
    in.readFully(workspace);
    return new WorkspaceId(Hash.wrap(workspace));
  }

  private static List<byte[]> records(DataInputStream in) throws IOException, RejectedException {
    List<byte[]> records = new ArrayList<>();
    int left = BundleFormat.MOST_RECORDS_BYTES;
    for (int length = in.readInt(); length != BundleFormat.END; length = in.readInt()) {
      records.add(bytes(in, length, left));
      // An empty one costs something too.
      left -= length + Integer.BYTES;
    }
    return records;
  }

  private static byte[] bytes(DataInputStream in, int length, int most)
      throws IOException, RejectedException {
    if (length < 0 || length > most) {
      throw new RejectedException(Reason.TOO_LARGE, "a part of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static Envelope envelope(DataInputStream in, int length, WorkspaceId workspace)
      throws IOException, RejectedException {
    Envelope entry = Envelope.parse(bytes(in, length, BundleFormat.MOST_ENVELOPE_BYTES));
    if (!entry.header().workspace().equals(workspace)) {
      throw new RejectedException(Reason.CONTRADICTION, "an entry of another workspace");
    }
    return entry;
  }
}
