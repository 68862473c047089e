package atoll.store.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class JournalPowerLossTest {
  private static final int SEEDS = 12;

  @Test
  void powerLostAtEveryChange_keepsWhatWasAcknowledged() throws IOException {
    SimulatedDisk whole = new SimulatedDisk();
    new JournalRun().append(whole, 3, 12);
    int acknowledgedBefore = 0;
    for (long change = 1; change <= whole.changes(); change++) {
      for (int sector : new int[] {1, 512, 4096}) {
        for (long seed = 1; seed <= SEEDS; seed++) {
          acknowledgedBefore += crash(change, sector, seed);
        }
      }
    }
    assertTrue(acknowledgedBefore > 10_000, "next to nothing was acknowledged before the losses");
  }

  /** Loses the power at one change, again while it is mended, and goes on after that; returns what was acknowledged. */
  private static int crash(long change, int sector, long seed) throws IOException {
    String when = "change " + change + ", sectors of " + sector + ", seed " + seed;
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedDisk disk = new SimulatedDisk();
    disk.losePowerAt(change);
    JournalRun run = new JournalRun();
    try {
      run.append(disk, 3, 12);
    } catch (SimulatedDisk.PowerLost e) {
      disk = disk.afterPowerLoss(random, sector);
    }
    int acknowledged = run.acknowledged();
    disk.losePowerAt(1 + random.nextInt(4));
    try {
      run.check(disk, when);
    } catch (SimulatedDisk.PowerLost e) {
      disk = disk.afterPowerLoss(random, sector);
      run.check(disk, when + ", lost again while opening");
    }
    disk.losePowerAt(Long.MAX_VALUE);
    run.append(disk, 1, 5);
    run.check(disk, when + ", gone on");
    return acknowledged;
  }
}
