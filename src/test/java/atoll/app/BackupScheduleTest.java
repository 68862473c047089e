package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.backup.Restore;
import atoll.store.folder.DataFolder;
import atoll.store.h2.H2Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupScheduleTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void hourInWhichSomethingWasWritten_hasItsBackup(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    try (BackupSchedule schedule = new BackupSchedule(data, now::get)) {
      write(data, "one");
      Path first = schedule.look().orElseThrow();
      Restore.check(first);
      write(data, "two");
      assertEquals(Optional.empty(), schedule.look(), "an hour has not passed");
      now.set(NOON.plus(Duration.ofHours(1)));
      Path second = schedule.look().orElseThrow();
      assertTrue(Files.exists(first) && Files.exists(second));
    }
  }

  @Test
  void hourInWhichNothingWasWritten_hasNone(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    try (BackupSchedule schedule = new BackupSchedule(data, now::get)) {
      write(data, "one");
      Path first = schedule.look().orElseThrow();
      Files.setLastModifiedTime(first, FileTime.from(Instant.now().plusSeconds(60)));
      now.set(NOON.plus(Duration.ofDays(1)));
      assertEquals(Optional.empty(), schedule.look());
    }
  }

  private static void write(Path data, String value) throws Exception {
    try (DataFolder folder = DataFolder.open(data);
        H2Store store = H2Store.open(folder)) {
      store.putSetting("test", value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
