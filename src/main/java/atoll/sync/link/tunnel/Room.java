package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What lies behind a doorway: one workspace. */
interface Room {
  /** Whether who has this pin and shows these passes may come in. */
  boolean admits(Hash pin, List<Hash> passes);

  /** What is shown to those who may. */
  List<Hash> passes();

  /** The port on loopback that those who may are carried to. */
  int memberPort();

  Splices splices();

  /** Who may not come in may ask. */
  Stranger stranger();

  /** Who waits here for those who reach it nowhere else. */
  WaitingDevices waiting();

  /**
   * Is told a directory and tells its own.
   *
   * @param by who told
   */
  Greeting.Told exchange(Greeting.Told told, Hash by, String callerHost);

  /** What a workspace is called at a doorway; says nothing to those who do not know the workspace. */
  static Hash name(WorkspaceId workspace) {
    byte[] purpose = "atoll room".getBytes(StandardCharsets.UTF_8);
    return Hash.of(purpose, workspace.hash().toBytes());
  }
}
