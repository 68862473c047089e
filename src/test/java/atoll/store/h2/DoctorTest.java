package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.store.DocumentId;
import atoll.store.LogRange;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.backup.BackupShelf;
import atoll.store.folder.DataFolder;
import atoll.store.h2.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
  private static final int ENTRIES = 200;

  @TempDir
  private Path temporary;

  private Path place;
  private Path journal;
  private ReplicaId self;
  private final TestLog log = new TestLog(7);

  @BeforeEach
  void fill() throws IOException {
    place = temporary.resolve("data");
    journal = place.resolve("journal/00000001.journal");
    try (FolderStore store = FolderStore.open(place)) {
      self = store.workspace(TestLog.WORKSPACE).self();
      store.putSetting("name", new byte[] {1});
      append(store, ENTRIES / 2);
      store.workspace(TestLog.WORKSPACE).putProperty("key", new byte[] {2});
      append(store, ENTRIES / 2);
    }
  }

  private void append(FolderStore store, int count) {
    for (int i = 0; i < count; i++) {
      store
          .workspace(TestLog.WORKSPACE)
          .append(TestLog.append(log.next("entry " + log.count()), "page"));
    }
  }

  @Test
  void soundFolder_hasNoFindings() throws Exception {
    var before = Folders.content(place);
    Examination examination = examine();
    assertTrue(examination.isSound(), examination.toString());
    assertEquals(ENTRIES, examination.entries());
    assertEquals(before, Folders.content(place));
  }

  @Test
  void damagedDatabase_isMadeAnew() throws Exception {
    Folders.fillWithNoise(place.resolve("db/atoll.mv.db"));
    assertTrue(examine().found(Kind.DATABASE_DAMAGED));
    Examination mended = mend();
    assertEquals(ENTRIES, mended.mended().orElseThrow().entries());
    assertTrue(Files.exists(Path.of(mended.mended().orElseThrow().kept().getFirst())));
    check(ENTRIES, true);
    assertTrue(examine().isSound());
  }

  @Test
  void databaseThatSaysSomethingElse_isFoundAndMadeAnew() throws Exception {
    for (String defect : List.of(
        "UPDATE ATOLL.ENTRY SET BYTES = X'00' WHERE NUMBER = 100",
        "UPDATE ATOLL.TOUCH SET DOCUMENT = 'other' WHERE POSITION = 50",
        "UPDATE ATOLL.SETTING SET CONTENT = X'02'",
        "DELETE FROM ATOLL.PROPERTY")) {
      DatabaseFile file = new DatabaseFile(place.resolve("db"));
      try (Database database = Database.open(file.path(), false)) {
        database.writer().execute(defect);
        database.writer().commit();
      }
      file.seal(0);
      assertTrue(examine().found(Kind.DATABASE_DIFFERS), defect);
      mend();
      check(ENTRIES, true);
      assertTrue(examine().isSound(), defect);
    }
  }

  @Test
  void damagedJournal_isMadeAnewFromTheDatabase() throws Exception {
    damage(1000, 3000);
    assertTrue(examine().found(Kind.JOURNAL_DAMAGED));
    Examination mended = mend();
    assertEquals(0, mended.mended().orElseThrow().lost());
    check(ENTRIES, false);
    assertTrue(examine().isSound());
  }

  @Test
  void missingJournal_isMadeAnewFromTheDatabase() throws Exception {
    Files.delete(journal);
    assertTrue(examine().found(Kind.JOURNAL_DAMAGED));
    mend();
    check(ENTRIES, false);
    assertTrue(examine().isSound());
  }

  @Test
  void damagedJournalAndDatabase_areMadeAnewFromTheBackupAndWhatFollowsIt() throws Exception {
    new BackupShelf(place).make(Instant.parse("2026-03-01T12:00:00Z"));
    try (FolderStore store = FolderStore.open(place)) {
      append(store, 50);
    }
    damage(1000, 3000);
    Folders.fillWithNoise(place.resolve("db/atoll.mv.db"));
    mend();
    check(ENTRIES + 50, false);
    assertTrue(examine().isSound());
  }

  @Test
  void damagedJournalAndDatabaseWithoutBackup_keepWhatComesBefore() throws Exception {
    damage(3000, 3100);
    Files.delete(place.resolve("db/atoll.mv.db"));
    Examination mended = mend();
    long kept = mended.mended().orElseThrow().entries();
    assertTrue(kept > 5 && kept < ENTRIES, "kept " + kept);
    assertTrue(mended.mended().orElseThrow().lost() > 0);
    check((int) kept, false);
  }

  @Test
  void damagedBackup_isFound() throws Exception {
    Path backup =
        new BackupShelf(place).make(Instant.parse("2026-03-01T12:00:00Z")).file();
    Folders.cutToHalf(backup);
    Examination examination = examine();
    assertTrue(examination.found(Kind.BACKUP_DAMAGED));
    assertFalse(mend().mended().isPresent());
  }

  private Examination examine() throws Exception {
    try (DataFolder folder = DataFolder.open(place, Optional.of(temporary.resolve("beside")))) {
      return Doctor.examine(folder);
    }
  }

  private Examination mend() throws Exception {
    try (DataFolder folder = DataFolder.open(place, Optional.of(temporary.resolve("beside")))) {
      return Doctor.mend(folder);
    }
  }

  private void check(int count, boolean sameReplica) {
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      var all = workspace.entries(new LogRange(log.replica(), 0, count + 1L), Integer.MAX_VALUE);
      assertEquals(count, all.size());
      for (int i = 0; i < count; i++) {
        assertEquals("entry " + i, TestLog.text(all.get(i)));
      }
      assertEquals(count, workspace.entriesOf(new DocumentId("page"), 0).size());
      assertEquals(1, store.setting("name").orElseThrow()[0]);
      if (sameReplica) {
        assertEquals(self, workspace.self());
      } else {
        assertNotEquals(self, workspace.self());
      }
    }
  }

  private void damage(int from, int to) throws IOException {
    byte[] bytes = Files.readAllBytes(journal);
    for (int i = from; i < to; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(journal, bytes);
  }
}
