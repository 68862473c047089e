package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.DamagedException;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.store.h2.RecordedDisks.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loses the power while a workspace goes on without the end of a log, as {@link StorePowerLossTest} does in other runs. To
 * repeat a run: {@code -Datoll.power.seed=N}.
 */
final class GoingOnPowerLossTest {
  private static final long SEGMENT_BYTES = 500_000;
  private static final int BODY_BYTES = 300_000;
  private static final int FEW = 12;

  @TempDir
  private Path temporary;

  private final long seed = Long.getLong("atoll.power.seed", System.nanoTime());
  private String before = "";
  private String after = "";
  private int begun;
  private int acknowledged;
  private int mended;
  private int old;
  private int done;

  @Test
  void powerLostAtSomeMoments_leavesTheOneOrTheOther() throws IOException {
    RecordedDisks disks = run();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < FEW; i++) {
      int count = begun + (acknowledged - begun) * i / (FEW - 1);
      check(disks, count, Loss.values()[i % Loss.values().length], random.split());
    }
    assertTrue(old > 3 && done > 0, old + " times the old, " + done + " times the new");
  }

  @Test
  @Tag("slow")
  void powerLostAtEveryMoment_leavesTheOneOrTheOther() throws IOException {
    RecordedDisks disks = run();
    SplittableRandom random = new SplittableRandom(seed);
    for (int count = begun; count <= disks.moments(); count++) {
      for (Loss loss : Loss.values()) {
        check(disks, count, loss, random.split());
      }
    }
    System.out.println("power lost at " + (disks.moments() - begun) + " moments, seed " + seed
        + "; mended by the doctor: " + mended);
    assertTrue(old > 40 && done > 10, old + " times the old, " + done + " times the new");
  }

  private RecordedDisks run() throws IOException {
    Path place = temporary.resolve("first/data");
    RecordedDisks disks = new RecordedDisks(place);
    RecordingFilePath.begin(disks);
    try (FolderStore store =
        FolderStore.open(place, disk -> disks.journal(disk, place), SEGMENT_BYTES)) {
      GoneOn.fill(store, BODY_BYTES);
      before = all(store.workspace(TestLog.WORKSPACE));
      begun = disks.moments();
      WorkspaceStore next = GoneOn.goOn(store);
      acknowledged = disks.moments();
      after = all(next);
    } finally {
      RecordingFilePath.end();
    }
    return disks;
  }

  private void check(RecordedDisks disks, int count, Loss loss, SplittableRandom random)
      throws IOException {
    String when = "moment " + count + " between " + begun + " and " + acknowledged + ", " + loss
        + ", seed " + seed;
    Path into = temporary.resolve("after");
    Path place = disks.after(count, loss, random, into);
    try {
      checkOpened(place, count, when);
    } catch (DamagedException e) {
      mended++;
      try (DataFolder folder = folder(place)) {
        assertEquals(0, Doctor.mend(folder).mended().orElseThrow().lost(), when);
      }
      checkOpened(place, count, when + ", mended");
    }
    try (DataFolder folder = folder(place)) {
      assertEquals(List.of(), Doctor.examine(folder).findings(), when);
    }
    Folders.delete(into);
  }

  private void checkOpened(Path place, int count, String when) {
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore held = store.workspace(TestLog.WORKSPACE);
      boolean isNew = all(held).equals(after);
      if (!isNew) {
        assertEquals(before, all(held), when);
        assertTrue(count < acknowledged, when);
        assertEquals(Optional.empty(), store.before(TestLog.WORKSPACE), when);
        old++;
        assertEquals(after, all(GoneOn.goOn(store)), when);
      } else {
        done++;
      }
      assertEquals(before, all(store.before(TestLog.WORKSPACE).orElseThrow()), when);
      store
          .workspace(TestLog.WORKSPACE)
          .append(TestLog.append(new TestLog(9).next("more"), "other"));
    }
  }

  private static String all(WorkspaceStore workspace) {
    return GoneOn.content(workspace) + "\n" + GoneOn.steps(workspace);
  }

  private static DataFolder folder(Path place) throws IOException {
    try {
      return DataFolder.open(place, Optional.of(place.resolveSibling("beside")));
    } catch (FolderException e) {
      throw new AssertionError(e);
    }
  }
}
