package atoll.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.backup.BackupShelf;
import atoll.store.backup.Restore;
import atoll.store.folder.DataFolder;
import atoll.store.h2.H2Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupScheduleTest {
  /** Of now, because what was written carries the time of the machine; whole seconds, as the names of backups have. */
  private final Instant noon = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  void hourInWhichSomethingWasWritten_hasItsBackup(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    AtomicReference<Instant> now = new AtomicReference<>(noon);
    try (BackupSchedule schedule = new BackupSchedule(data, now::get)) {
      write(data, "one");
      Path first = schedule.look().orElseThrow();
      Restore.check(first);
      write(data, "two");
      assertEquals(Optional.empty(), schedule.look(), "an hour has not passed");
      now.set(noon.plus(Duration.ofHours(1)));
      Path second = schedule.look().orElseThrow();
      assertTrue(Files.exists(first) && Files.exists(second));
    }
  }

  @Test
  void startAfterTheEnd_doesNothing(@TempDir Path folder) {
    BackupSchedule schedule = new BackupSchedule(folder, () -> noon);
    schedule.close();
    assertDoesNotThrow(schedule::start);
  }

  @Test
  void hourInWhichNothingWasWritten_hasNone(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    AtomicReference<Instant> now = new AtomicReference<>(noon);
    try (BackupSchedule schedule = new BackupSchedule(data, now::get)) {
      write(data, "one");
      now.set(Instant.now().plusSeconds(60));
      assertTrue(schedule.look().isPresent());
      now.set(noon.plus(Duration.ofDays(1)));
      assertEquals(Optional.empty(), schedule.look());
    }
  }

  @Test
  void diskThatFillsUp_takesOldBackupsAlthoughNothingIsWritten(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    write(data, "one");
    BackupShelf shelf = new BackupShelf(data);
    for (int hour = 1; hour <= 5; hour++) {
      shelf.make(noon.plus(Duration.ofHours(hour)));
    }
    try (BackupSchedule schedule =
        new BackupSchedule(data, () -> noon.plus(Duration.ofHours(9)), () -> 0)) {
      assertEquals(Optional.empty(), schedule.look(), "nothing was written since");
    }
    assertEquals(2, shelf.list().size());
  }

  @Test
  void backupsThatTakeTooMuchRoom_areDroppedButForTheNewestTwo(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    write(data, "one");
    BackupShelf shelf = new BackupShelf(data);
    for (int hour = 0; hour < 5; hour++) {
      shelf.make(noon.plus(Duration.ofHours(hour)));
    }
    assertEquals(0, shelf.dropBeyond(Long.MAX_VALUE).size());
    assertEquals(3, shelf.dropBeyond(1).size());
    assertEquals(
        List.of(noon.plus(Duration.ofHours(3)), noon.plus(Duration.ofHours(4))),
        shelf.list().stream().map(BackupShelf.Kept::made).toList());
  }

  private static void write(Path data, String value) throws Exception {
    try (DataFolder folder = DataFolder.open(data);
        H2Store store = H2Store.open(folder)) {
      store.putSetting("test", value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
