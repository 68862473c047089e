package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.store.StoreException;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.backup.BackupShelf;
import atoll.store.backup.Restore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of every format that was ever released can be read. */
final class GoldenFolderTest {
  @TempDir
  private Path temporary;

  @Test
  void formatOne_isReadWithItsDatabase() throws Exception {
    check(FolderStore.open(golden(1)), true);
  }

  @Test
  void formatOne_isReadFromItsJournalAlone() throws Exception {
    Path place = golden(1);
    Folders.delete(place.resolve("db"));
    check(FolderStore.open(place), false);
  }

  @Test
  void newerSchema_isReachedAfterABackup() throws Exception {
    Path place = golden(1);
    List<String> scripts = new ArrayList<>(Schema.RELEASED.scripts());
    scripts.add("ALTER TABLE ATOLL.NODE ADD COLUMN COLOUR VARCHAR");
    Schema newer = new Schema(scripts);
    check(FolderStore.open(place, newer), true);
    List<BackupShelf.Kept> backups = new BackupShelf(place).list();
    assertEquals(1, backups.size());
    Restore.check(backups.getFirst().file());
    check(FolderStore.open(place, newer), true);
    assertEquals(1, new BackupShelf(place).list().size());
    assertThrows(StoreException.class, () -> FolderStore.open(place));
  }

  private static void check(FolderStore opened, boolean withDerived) {
    try (FolderStore store = opened) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      assertArrayEquals(new byte[] {1, 2, 3}, store.setting("name").orElseThrow());
      assertArrayEquals(new byte[] {4, 5}, workspace.property("key").orElseThrow());
      assertEquals(
          List.of("entry 0", "entry 3", "entry 6", "entry 9"),
          GoldenFolder.bodies(workspace, new TestLog(-8)));
      assertEquals(8, GoldenFolder.bodies(workspace, new TestLog(7)).size());
      assertEquals(
          GoldenFolder.ENTRIES - 1, workspace.entriesOf(GoldenFolder.PAGE, 0).size());
      assertEquals(OptionalLong.of(GoldenFolder.ENTRIES), workspace.lastStep("tab"));
      assertEquals(withDerived, workspace.snapshot(GoldenFolder.PAGE).isPresent());
      assertEquals(withDerived, workspace.stale().isEmpty());
    }
  }

  private Path golden(int format) throws IOException, URISyntaxException {
    URL resource =
        Objects.requireNonNull(GoldenFolderTest.class.getResource("/atoll/store/golden-" + format));
    return Folders.copy(Path.of(resource.toURI()), temporary.resolve("data"));
  }
}
