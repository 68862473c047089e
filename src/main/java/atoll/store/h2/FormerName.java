package atoll.store.h2;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The name that the table of workspaces has for a number which its workspace had before: a workspace stands there once,
 * under its newest number. It is the id with the hash of a label and the number laid over it, so that either follows from
 * the other and from the number.
 */
final class FormerName {
  private static final byte[] LABEL =
      "atoll former workspace 1".getBytes(StandardCharsets.US_ASCII);

  private FormerName() {}

  /** The name of a workspace's former number; and of such a name the workspace. */
  static WorkspaceId of(WorkspaceId id, int no) {
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(no).array();
    byte[] over = Hash.of(LABEL, number).toBytes();
    byte[] name = id.hash().toBytes();
    for (int i = 0; i < name.length; i++) {
      name[i] ^= over[i];
    }
    return new WorkspaceId(Hash.wrap(name));
  }
}
