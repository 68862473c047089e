package atoll.sync.link.bundle;

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
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads what {@link BundleWriter} wrote, trusting nothing. Holds one envelope at a time. */
public final class BundleReader {
  private BundleReader() {}

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
    return read(file, entry -> {});
  }

  /**
   * Hands out every envelope, in the order of the file. Whether it follows what is held is not looked at.
   *
   * @param each gets envelopes before the end of the file was seen; {@link #check} first to get all or nothing
   * @return entries in it
   * @throws RejectedException if the file is cut, changed, or no bundle
   */
  public static long read(Path file, Consumer<Envelope> each)
      throws IOException, RejectedException {
    MessageDigest digest = BundleWriter.sha256();
    try (InputStream plain = new BufferedInputStream(Files.newInputStream(file))) {
      DataInputStream in = new DataInputStream(new DigestInputStream(plain, digest));
      WorkspaceId workspace = begin(in);
      long count = 0;
      for (int length = in.readInt(); length != BundleFormat.END; length = in.readInt()) {
        each.accept(envelope(in, length, workspace));
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
      throw new RejectedException(Reason.MALFORMED, "the file is no bundle of this version");
    }
    byte[] workspace = new byte[Hash.SIZE_BYTES];
    in.readFully(workspace);
    return new WorkspaceId(Hash.wrap(workspace));
  }

  private static Envelope envelope(DataInputStream in, int length, WorkspaceId workspace)
      throws IOException, RejectedException {
    if (length < 0 || length > BundleFormat.MOST_ENVELOPE_BYTES) {
      throw new RejectedException(Reason.TOO_LARGE, "an entry of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    Envelope entry = Envelope.parse(bytes);
    if (!entry.header().workspace().equals(workspace)) {
      throw new RejectedException(Reason.CONTRADICTION, "an entry of another workspace");
    }
    return entry;
  }
}
