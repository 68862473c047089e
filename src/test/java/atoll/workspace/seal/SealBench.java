package atoll.workspace.seal;

import atoll.crdt.ReplicaId;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.memory.MemoryStore;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;

/** Prints what sealing and checking an entry of one keystroke costs, in processor time of this thread. */
final class SealBench {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final ReplicaId LOG = new ReplicaId(7);
  private static final int ROUNDS = 5_000;
  private static final int KEYSTROKE_BYTES = 60;

  private SealBench() {}

  public static void main(String[] args) throws Exception {
    Random random = new Random(5);
    SecretKeys device = SecretKeys.generate(random);
    WorkspaceStore store = new MemoryStore().workspace(WORKSPACE);
    KeyRing keys = new KeyRing(WORKSPACE, store, device.agreement());
    keys.add(EpochKey.generate(random));
    EntrySeal seal =
        new EntrySeal(store, device.signing(), keys, Members.holders(), new SecureRandom(), false);
    byte[] content = new byte[KEYSTROKE_BYTES];
    run(seal, content, "warm-up");
    run(seal, content, "measured");
  }

  private static void run(EntrySeal seal, byte[] content, String name) throws Exception {
    Envelope[] made = new Envelope[ROUNDS];
    long start = cpuNanos();
    for (int i = 0; i < ROUNDS; i++) {
      made[i] =
          seal.sealed(new EntrySeal.Place(WORKSPACE, LOG, 0, Hash.NONE, Clock.EMPTY), content);
    }
    long sealed = cpuNanos();
    long bytes = 0;
    for (Envelope entry : made) {
      if (!seal.checking(List.of(entry)).next(1).refused().isEmpty()) {
        throw new IllegalStateException("an own entry was refused");
      }
      bytes += seal.open(entry).length;
    }
    long opened = cpuNanos();
    System.out.printf(
        "%s: seal and sign %.0f us, check and open %.0f us, %d bytes for %d of content%n",
        name,
        (sealed - start) / 1e3 / ROUNDS,
        (opened - sealed) / 1e3 / ROUNDS,
        made[0].toBytes().length,
        bytes / ROUNDS);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
