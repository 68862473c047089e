package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.WorkspaceStore.TabStep;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.store.h2.RecordedDisks.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loses the power at every moment at which a short run of the whole store changes something on the disk: the journal, the
 * database, and what of both had not been synced. What is lost of that is drawn for each moment; with {@code
 * -Datoll.power.all=true} each moment is tried with every kind of loss. To repeat a run: {@code -Datoll.power.seed=N}.
 */
final class StorePowerLossTest {
  private static final long SEGMENT_BYTES = 12_000;
  private static final boolean ALL = Boolean.getBoolean("atoll.power.all");
  private static final int FEW = 15;
  private static final DocumentId PAGE = new DocumentId("page");
  private static final String SETTING = "count";

  @TempDir
  private Path temporary;

  private final TestLog log = new TestLog(7);
  private final List<Integer> acknowledgedAt = new ArrayList<>();
  private int refused;

  /** Whether some entries are so large that the database is given its rows before the journal is durable. */
  private boolean large;

  @Test
  void powerLostAtSomeMoments_everythingAcknowledgedIsThere() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    large = true;
    RecordedDisks disks = run();
    int most = disks.moments();
    for (int i = 0; i < FEW; i++) {
      int count = (int) ((long) most * i / FEW) + random.nextInt(most / FEW);
      Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
      check(disks, count, loss, new SplittableRandom(seed + i), "seed " + (seed + i));
    }
  }

  @Test
  @Tag("slow")
  void powerLostAtEveryMoment_everythingAcknowledgedIsThere() throws IOException {
    long seed = Long.getLong("atoll.power.seed", System.nanoTime());
    RecordedDisks disks = run();
    int acknowledged = 0;
    for (int count = 0; count <= disks.moments(); count++) {
      SplittableRandom random = new SplittableRandom(seed + count);
      List<Loss> all = List.of(Loss.values());
      for (Loss loss : ALL ? all : List.of(all.get(random.nextInt(all.size())))) {
        acknowledged += check(disks, count, loss, random.split(), "seed " + seed);
      }
    }
    System.out.println("power lost at " + disks.moments() + " moments, " + disks.databaseMoments()
        + " of them the database's, seed " + seed + "; mended by the doctor: " + refused);
    assertTrue(acknowledged > 8 * disks.moments(), "next to nothing was acknowledged before");
    assertTrue(disks.databaseMoments() > 40, "the database hardly wrote");
  }

  /** Fills a store that is opened, left alone for a while, closed, killed and opened again. */
  private RecordedDisks run() throws IOException {
    Path place = temporary.resolve("first/data");
    RecordedDisks disks = new RecordedDisks(place);
    RecordingFilePath.begin(disks);
    try {
      try (FolderStore store = open(place, disks)) {
        append(store, disks, 6);
        awaitCheckpoint(disks);
        append(store, disks, 6);
      }
      FolderStore killed = open(place, disks);
      append(killed, disks, 6);
      awaitCheckpoint(disks);
      append(killed, disks, 4);
      Path copy = Folders.copy(place, temporary.resolve("second/data"));
      disks.goOnIn(copy);
      killed.close();
      try (FolderStore store = open(copy, disks)) {
        append(store, disks, 6);
      }
      return disks;
    } finally {
      RecordingFilePath.end();
    }
  }

  private static FolderStore open(Path place, RecordedDisks disks) {
    return FolderStore.open(place, disk -> disks.journal(disk, place), SEGMENT_BYTES);
  }

  private void append(FolderStore store, RecordedDisks disks, int count) {
    WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
    for (int i = 0; i < count; i++) {
      long number = log.count();
      long length = large && number % 7 == 3 ? Writer.MANY_BYTES : number * 797 % 3_000;
      String body = "entry " + number + " " + "x".repeat((int) length);
      workspace.append(new Append(
          List.of(new Entry(log.next(body), List.of(PAGE), Optional.empty())),
          List.of(),
          List.of(),
          Optional.of(new TabStep("tab", number + 1))));
      acknowledgedAt.add(disks.moments());
      store.putSetting(SETTING, new byte[] {(byte) number});
    }
  }

  /** The database writes its file by itself when nothing has come for a while. */
  private static void awaitCheckpoint(RecordedDisks disks) {
    disks.awaitDatabase(disks.databaseMoments() + 1);
  }

  /** Returns how much was acknowledged. */
  private int check(RecordedDisks disks, int count, Loss loss, SplittableRandom random, String seed)
      throws IOException {
    String when = "moment " + count + " of " + disks.moments() + ", " + loss + ", " + seed;
    Path into = temporary.resolve("after");
    Path place = disks.after(count, loss, random, into);
    int acknowledged =
        (int) acknowledgedAt.stream().filter(moment -> moment <= count).count();
    try {
      checkOpened(place, acknowledged, when);
      checkDoctor(place, when);
    } catch (DamagedException e) {
      refused++;
      System.out.println(when + ": " + e.getMessage());
      mend(place, when);
      checkOpened(place, acknowledged, when + ", mended");
    }
    Folders.delete(into);
    return acknowledged;
  }

  private void checkOpened(Path place, int acknowledged, String when) {
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      long held = workspace.head(log.replica()).count();
      assertTrue(
          held == acknowledged || held == acknowledged + 1,
          () -> when + ": " + acknowledged + " acknowledged, " + held + " held");
      List<Envelope> all =
          workspace.entries(new LogRange(log.replica(), 0, held + 1), Integer.MAX_VALUE);
      assertEquals(held, all.size(), when);
      for (int i = 0; i < held; i++) {
        assertTrue(TestLog.text(all.get(i)).startsWith("entry " + i + " "), when);
      }
      assertEquals(held, workspace.entriesOf(PAGE, 0).size(), when);
      assertEquals(
          held == 0 ? OptionalLong.empty() : OptionalLong.of(held),
          workspace.lastStep("tab"),
          when);
      if (acknowledged > 1) {
        byte[] setting = store.setting(SETTING).orElseThrow();
        assertTrue(setting[0] >= acknowledged - 2 && setting[0] < held, when);
      }
      long next = new TestLog(9).continued(workspace).count();
      workspace.append(TestLog.append(new TestLog(9).continued(workspace).next("more"), "other"));
      assertEquals(next + 1, workspace.head(new TestLog(9).replica()).count(), when);
    }
  }

  private static void checkDoctor(Path place, String when) throws IOException {
    try (DataFolder folder = folder(place)) {
      assertEquals(List.of(), Doctor.examine(folder).findings(), when);
    }
  }

  private static void mend(Path place, String when) throws IOException {
    try (DataFolder folder = folder(place)) {
      assertEquals(0, Doctor.mend(folder).mended().orElseThrow().lost(), when);
    }
  }

  private static DataFolder folder(Path place) {
    try {
      return DataFolder.open(place, Optional.of(place.resolveSibling("beside")));
    } catch (FolderException e) {
      throw new AssertionError(e);
    }
  }
}
