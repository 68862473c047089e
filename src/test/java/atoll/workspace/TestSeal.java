package atoll.workspace;

import atoll.crypto.EpochKey;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.store.WorkspaceStore;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.KeyRing;
import atoll.workspace.seal.Members;
import java.util.Random;

/** One device and one key for tests that are about something else. */
public final class TestSeal {
  public static final SecretKeys DEVICE = SecretKeys.generate(new Random(71));

  private static final EpochKey KEY = EpochKey.generate(new Random(72));

  private TestSeal() {}

  /** A funnel that seals and opens with the key of all tests. */
  public static Funnel funnel(WorkspaceId workspace, WorkspaceStore store) {
    KeyRing keys = new KeyRing(workspace, store, DEVICE.agreement());
    keys.add(KEY);
    return new Funnel(
        workspace,
        store,
        new EntrySeal(store, DEVICE.signing(), keys, Members.holders(), new Random(73), false));
  }
}
