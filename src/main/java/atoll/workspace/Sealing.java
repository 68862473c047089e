package atoll.workspace;

import atoll.crypto.EpochKey;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.store.WorkspaceStore;
import atoll.sync.Witness;
import atoll.workspace.seal.BeatSeal;
import atoll.workspace.seal.DeviceWitness;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.KeyRing;
import atoll.workspace.seal.Members;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How one workspace is sealed on this device.
 *
 * @param keys its epoch keys; never empty
 */
record Sealing(KeyRing keys, EntrySeal entries, BeatSeal beats, Witness witness) {
  /** Opens the keys of a workspace, and makes the first one if there is none. */
  static Sealing open(
      WorkspaceId id, WorkspaceStore store, SecretKeys device, RandomGenerator random) {
    KeyRing keys = new KeyRing(id, store, device.agreement());
    if (keys.isEmpty() && !store.clock().counts().isEmpty()) {
      // Written before entries were sealed: what is there stays as it is, and others may have more
      // of it.
      LocalFacts.takeOpen(store);
    }
    keys.begin(random);
    Members members = Members.holders();
    EntrySeal entries =
        new EntrySeal(store, device.signing(), keys, members, random, LocalFacts.takesOpen(store));
    return new Sealing(
        keys,
        entries,
        new BeatSeal(id, keys, random),
        new DeviceWitness(device.signing(), members));
  }

  /** Keeps keys that an invitation brought and seals under the last of them. */
  static void hold(KeyRing keys, List<EpochKey> brought) {
    brought.forEach(keys::add);
    keys.use(brought.getLast().id());
  }
}
