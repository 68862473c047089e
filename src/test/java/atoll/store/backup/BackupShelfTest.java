package atoll.store.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.folder.Backups;
import atoll.store.h2.FolderStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupShelfTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir
  private Path temporary;

  @Test
  void backupEveryHour_leavesADayAHandfulOfDaysAndWeeks() throws Exception {
    FolderStore.open(temporary.resolve("data")).close();
    BackupShelf shelf = new BackupShelf(temporary.resolve("data"));
    Path sample = shelf.make(NOW).file();
    assertEquals(sample, Backups.newest(temporary.resolve("data/backups")).orElseThrow());
    byte[] bytes = Files.readAllBytes(sample);
    for (int hours = 1; hours < 24 * 200; hours++) {
      String name = NOW.minus(Duration.ofHours(hours)).toString().replaceAll("[-:]", "");
      Files.write(sample.resolveSibling(name + Backups.ENDING), bytes);
    }
    Files.writeString(sample.resolveSibling("note.txt"), "mine");
    shelf.drop(NOW);
    List<BackupShelf.Kept> kept = shelf.list();
    assertEquals(25 + 14 + 16, kept.size(), 3);
    assertEquals(NOW, kept.getLast().made());
    assertTrue(Duration.between(kept.getFirst().made(), NOW).toDays() > 110);
    assertTrue(Files.exists(sample.resolveSibling("note.txt")));
    assertEquals(List.of(), shelf.drop(NOW));
    shelf.drop(NOW.plus(Duration.ofDays(5000)));
    assertEquals(List.of(NOW), shelf.list().stream().map(BackupShelf.Kept::made).toList());
  }

  @Test
  void due_whenTheNewestIsOlder() throws Exception {
    FolderStore.open(temporary.resolve("data")).close();
    BackupShelf shelf = new BackupShelf(temporary.resolve("data"));
    Duration day = Duration.ofDays(1);
    assertTrue(shelf.isDue(day, NOW));
    shelf.make(NOW);
    assertFalse(shelf.isDue(day, NOW.plusSeconds(10)));
    assertTrue(shelf.isDue(day, NOW.plus(day)));
    assertTrue(shelf.isDue(day, NOW.minus(Duration.ofDays(3))), "the clock was set back");
  }
}
