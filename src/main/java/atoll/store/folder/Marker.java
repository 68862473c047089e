package atoll.store.folder;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The file outside the database that says as whom this folder writes. */
final class Marker {
  private static final String NAME = "identity";

  private final long incarnation;

  private Marker(long incarnation) {
    this.incarnation = incarnation;
  }

  /** Reads the marker of a folder, and makes it where there is none. */
  static Marker of(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (Files.exists(file)) {
      return new Marker(HexFormat.fromHexDigitsToLong(Files.readString(file).strip()));
    }
    long fresh = new SecureRandom().nextLong();
    String text = HexFormat.of().toHexDigits(fresh) + "\n";
    SafeFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
    return new Marker(fresh);
  }

  /** The writer of this folder in a workspace; another in each, so that nobody sees that they are the same. */
  ReplicaId replica(WorkspaceId workspace) {
    byte[] own = ByteBuffer.allocate(Long.BYTES).putLong(incarnation).array();
    byte[] hash = Hash.of(own, workspace.hash().toBytes()).toBytes();
    return new ReplicaId(ByteBuffer.wrap(hash).getLong());
  }
}
