package atoll.sync.link.tunnel;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The first words on a connection of the tunnel: what it is for, and the directory if it is for that. */
final class Greeting {
  /** The caller tells its directory and is told the other's. */
  static final int DIRECTORY = 1;

  /** What follows is carried to the member. */
  static final int CARRY = 2;

  private static final int FORMAT = 1;
  private static final int MOST_BYTES = 2 << 20;
  private static final int MOST_HOST_BYTES = 300;

  /**
   * A directory as it is told.
   *
   * @param seenAs the host that the other side was called from; empty from the caller
   * @param entries in signed form
   */
  record Told(String seenAs, List<byte[]> entries) {}

  private Greeting() {}

  static void writeKind(OutputStream out, int kind) throws IOException {
    out.write(new byte[] {FORMAT, (byte) kind});
    out.flush();
  }

  static int readKind(InputStream in) throws IOException {
    if (in.read() != FORMAT) {
      throw new IOException("a greeting of another format");
    }
    return in.read();
  }

  static void write(OutputStream out, Told told) throws IOException {
    ByteWriter bytes = new ByteWriter();
    bytes.string(told.seenAs).varint(told.entries.size());
    told.entries.forEach(bytes::blob);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(bytes.size());
    data.write(bytes.toBytes());
    data.flush();
  }

  static Told read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = data.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a directory of " + length + " bytes");
    }
    byte[] all = data.readNBytes(length);
    try {
      ByteReader bytes = new ByteReader(all);
      String seenAs = bytes.string(MOST_HOST_BYTES);
      int size = bytes.count(Directory.MOST_ENTRIES);
      List<byte[]> entries = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        entries.add(bytes.blob(TunnelEntry.MOST_BYTES));
      }
      bytes.end();
      return new Told(seenAs, entries);
    } catch (RejectedException e) {
      throw new IOException("no directory", e);
    }
  }
}
