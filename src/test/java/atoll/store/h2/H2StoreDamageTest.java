package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.NodeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2StoreDamageTest {
  private static final int ENTRIES = 300;
  private static final DocumentId PAGE = new DocumentId("page");

  @TempDir
  private Path temporary;

  private Path place;
  private final TestLog log = new TestLog(7);

  @BeforeEach
  void fill() {
    place = temporary.resolve("data");
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      for (int i = 0; i < ENTRIES; i++) {
        workspace.append(TestLog.append(log.next("entry " + i), "page"));
      }
      store.putSetting("name", new byte[] {1});
    }
  }

  @Test
  void databaseCutInTheMiddle_isRefusedAndNothingChanged() throws IOException {
    Path backup = Files.createFile(place.resolve("backups/2026-01-02.atoll-backup.zip"));
    Files.createFile(place.resolve("backups/2026-01-01.atoll-backup.zip"));
    Folders.cutToHalf(database());
    String message = refused(place);
    assertTrue(message.contains(database().toString()), message);
    assertTrue(message.contains(backup.toString()), message);
    assertTrue(message.contains("atoll doctor"), message);
  }

  @Test
  void databaseFilledWithNoise_isRefusedAndNothingChanged() throws IOException {
    Folders.fillWithNoise(database());
    String message = refused(place);
    assertTrue(message.contains("There is no backup"), message);
  }

  @Test
  void databaseFilledWithNoiseAfterACrash_isRefusedAndNothingChanged() throws IOException {
    Path crashed = crash();
    Folders.fillWithNoise(crashed.resolve("db/atoll.mv.db"));
    refused(crashed);
  }

  @Test
  void databaseCutAfterACrash_isRefusedOrMadeWhole() throws IOException {
    Path crashed = crash();
    Path file = crashed.resolve("db/atoll.mv.db");
    for (int sixteenth = 1; sixteenth < 16; sixteenth++) {
      Path cut = Folders.copy(crashed, temporary.resolve("cut" + sixteenth));
      byte[] bytes = Files.readAllBytes(file);
      Files.write(
          cut.resolve("db/atoll.mv.db"), Arrays.copyOf(bytes, bytes.length * sixteenth / 16));
      try (FolderStore store = FolderStore.open(cut)) {
        checkAll(store, ENTRIES + 20);
      } catch (DamagedException e) {
        refused(cut);
      }
    }
  }

  @Test
  void machineOffWhileTheDatabaseWasWritten_makesItAnewFromTheJournal() throws IOException {
    tear();
    Folders.fillWithNoise(database());
    try (FolderStore store = FolderStore.open(place)) {
      checkAll(store, ENTRIES);
    }
    try (Stream<Path> files = Files.list(database().getParent())) {
      assertEquals(2, files.count(), "more than the database and its seal");
    }
  }

  @Test
  void machineOffWhileTheDatabaseWasWritten_andDamagedJournal_isRefusedAndLeftToTheDoctor()
      throws IOException {
    tear();
    destroyJournal();
    byte[] before = Files.readAllBytes(database());
    for (int start = 0; start < 2; start++) {
      assertThrows(DamagedException.class, () -> FolderStore.open(place));
      assertArrayEquals(before, Files.readAllBytes(database()));
      assertTrue(new DatabaseFile(place.resolve("db")).seal().isTorn());
    }
  }

  private void tear() throws IOException {
    Files.writeString(place.resolve("db/atoll.seal"), "writing before\n0\n");
  }

  @Test
  void databaseGone_isMadeAnewFromTheJournal() throws IOException {
    Files.delete(database());
    try (FolderStore store = FolderStore.open(place)) {
      checkAll(store, ENTRIES);
      assertEquals(List.of(PAGE), store.workspace(TestLog.WORKSPACE).stale());
    }
  }

  @Test
  void crash_losesNothingAndTellsWhatIsStale() throws IOException {
    Path crashed = crash();
    try (FolderStore store = FolderStore.open(crashed)) {
      checkAll(store, ENTRIES + 20);
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      assertEquals(List.of(PAGE), workspace.stale());
      NodeRow row = new NodeRow(PAGE, Optional.empty(), 0, "page", "A page", false);
      workspace.putRows(List.of(PAGE), List.of(row), List.of());
      assertEquals(List.of(), workspace.stale());
    }
  }

  @Test
  void entryDamagedInTheDatabase_isTakenFromTheJournalAndMended() throws IOException {
    sql(
        "UPDATE ATOLL.ENTRY SET BYTES = X'00' WHERE NUMBER IN (0, 100, 101, 299)",
        "UPDATE ATOLL.ENTRY SET HASH = CAST(X'01' AS BINARY(32)) WHERE NUMBER IN (50, 200)");
    try (FolderStore store = FolderStore.open(place)) {
      assertEquals(
          ENTRIES, store.workspace(TestLog.WORKSPACE).entriesOf(PAGE, 0).size());
    }
    sql("UPDATE ATOLL.ENTRY SET BYTES = X'00' WHERE NUMBER IN (0, 100, 101, 299)");
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      assertEquals(
          1, workspace.entries(new LogRange(log.replica(), 102, 103), 1).size());
      checkAll(store, ENTRIES);
    }
    destroyJournal();
    try (FolderStore store = FolderStore.open(place)) {
      checkAll(store, ENTRIES);
    }
  }

  @Test
  void entryDamagedInBoth_isReported() throws IOException {
    sql("UPDATE ATOLL.ENTRY SET BYTES = X'00' WHERE NUMBER = 100");
    destroyJournal();
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      assertThrows(
          DamagedException.class,
          () -> workspace.entries(new LogRange(log.replica(), 90, 110), 1 << 20));
      assertThrows(
          DamagedException.class,
          () -> workspace.entries(new LogRange(log.replica(), 101, 110), 1 << 20));
      assertThrows(DamagedException.class, () -> workspace.entriesOf(PAGE, 0));
      assertEquals(
          8, workspace.entries(new LogRange(log.replica(), 102, 110), 1 << 20).size());
    }
  }

  @Test
  void entryGoneFromTheDatabase_isReported() throws IOException {
    sql("DELETE FROM ATOLL.ENTRY WHERE NUMBER = 100");
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      assertThrows(
          DamagedException.class,
          () -> workspace.entries(new LogRange(log.replica(), 0, 300), 1 << 20));
      assertThrows(
          DamagedException.class,
          () -> workspace.entries(new LogRange(log.replica(), 100, 101), 1 << 20));
    }
  }

  @Test
  void journalDamagedWhereItIsReplayed_isRefused() throws IOException {
    Files.delete(database());
    destroyJournal();
    assertThrows(DamagedException.class, () -> FolderStore.open(place));
  }

  @Test
  void journalGone_isRefused() throws IOException {
    Files.delete(place.resolve("journal/00000001.journal"));
    assertThrows(DamagedException.class, () -> FolderStore.open(place));
  }

  @Test
  void damagedSnapshot_isAsIfThereWereNone() throws IOException {
    try (FolderStore store = FolderStore.open(place)) {
      store
          .workspace(TestLog.WORKSPACE)
          .putSnapshot(PAGE, new WorkspaceStore.Snapshot(3, new byte[] {1, 2}));
    }
    sql("UPDATE ATOLL.SNAPSHOT SET BYTES = X'0103'");
    try (FolderStore store = FolderStore.open(place)) {
      assertEquals(Optional.empty(), store.workspace(TestLog.WORKSPACE).snapshot(PAGE));
    }
  }

  private Path database() {
    return place.resolve("db/atoll.mv.db");
  }

  /** Goes on writing, and copies the folder while the database has not written yet. */
  private Path crash() throws IOException {
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      for (int i = 0; i < 20; i++) {
        workspace.append(TestLog.append(log.next("entry " + (ENTRIES + i)), "page"));
      }
      return Folders.copy(place, temporary.resolve("crashed"));
    }
  }

  private void checkAll(FolderStore store, int count) {
    WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
    List<Envelope> all =
        workspace.entries(new LogRange(log.replica(), 0, count + 1), Integer.MAX_VALUE);
    assertEquals(count, all.size());
    for (int i = 0; i < count; i++) {
      assertEquals("entry " + i, TestLog.text(all.get(i)));
    }
    assertEquals(count, workspace.entriesOf(PAGE, 0).size());
    assertEquals(1, store.setting("name").orElseThrow().length);
  }

  private static String refused(Path folder) throws IOException {
    var before = Folders.content(folder);
    DamagedException refused = assertThrows(DamagedException.class, () -> FolderStore.open(folder));
    assertEquals(before, Folders.content(folder));
    return String.valueOf(refused.getMessage());
  }

  /** Changes the database as a defect of the disk would: the seal is made anew, so that nobody notices on opening. */
  private void sql(String... statements) {
    DatabaseFile file = new DatabaseFile(place.resolve("db"));
    try {
      try (Database database = Database.open(file.path(), false)) {
        for (String statement : statements) {
          database.writer().execute(statement);
        }
        database.writer().commit();
      }
      file.seal(0);
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void destroyJournal() throws IOException {
    Path journal = place.resolve("journal/00000001.journal");
    byte[] bytes = Files.readAllBytes(journal);
    for (int i = 100; i < bytes.length - 200; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(journal, bytes);
  }
}
