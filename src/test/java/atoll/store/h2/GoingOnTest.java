package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.Clock;
import atoll.store.DocumentId;
import atoll.store.LogRange;
import atoll.store.StoreException;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.backup.Backup;
import atoll.store.backup.Restore;
import atoll.store.folder.DataFolder;
import atoll.store.journal.Fact;
import atoll.store.journal.FactCodec;
import atoll.store.journal.FaultyDisk;
import atoll.store.journal.FaultyDisk.Operation;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalReader;
import atoll.store.journal.JournalRecord;
import atoll.store.memory.MemoryStore;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a folder in which a workspace goes on without the end of a log. */
final class GoingOnTest {
  private static final int SMALL = 10;
  /** The entries are then more than is written at once. */
  private static final int LARGE = 300_000;

  @TempDir
  private Path temporary;

  private Path place;
  private String before = "";
  private String after = "";
  private String stepsAfter = "";
  private ReplicaId self = new ReplicaId(0);

  @BeforeEach
  void choosePlace() {
    place = temporary.resolve("data");
  }

  private void goOn(int bodyBytes) {
    try (FolderStore store = FolderStore.open(place)) {
      GoneOn.fill(store, bodyBytes);
      before = GoneOn.content(store.workspace(TestLog.WORKSPACE));
      WorkspaceStore next = GoneOn.goOn(store);
      after = GoneOn.content(next);
      stepsAfter = GoneOn.steps(next);
      self = next.self();
    }
    assertNotEquals(before, after);
  }

  @Test
  void databaseMadeAnew_saysTheSame() throws Exception {
    goOn(SMALL);
    List<String> written = tables();
    assertTrue(examine(place).isSound());
    Folders.delete(place.resolve("db"));
    assertEquals(written, tables());
    check(place);
    try (FolderStore store = FolderStore.open(place)) {
      assertEquals(self, store.workspace(TestLog.WORKSPACE).self());
    }
    assertTrue(examine(place).isSound());
  }

  @Test
  void twiceInARow_keepsWhatWasHeldBetween() throws Exception {
    goOn(SMALL);
    try (FolderStore store = FolderStore.open(place)) {
      TestLog log = new TestLog(7).continued(store.workspace(TestLog.WORKSPACE));
      store.workspace(TestLog.WORKSPACE).append(TestLog.append(log.next("theirs"), "page"));
      before = GoneOn.content(store.workspace(TestLog.WORKSPACE));
      after = GoneOn.content(GoneOn.goOn(store));
    }
    check(place);
    List<String> written = tables();
    Folders.delete(place.resolve("db"));
    assertEquals(written, tables());
    check(place);
    assertEquals(8 + 7 + 6, examine(place).entries());
  }

  @Test
  void journalMissing_isMadeAnewFromTheDatabase() throws Exception {
    goOn(SMALL);
    Files.delete(journal(place));
    mend(place);
    checkSalvaged(place);
  }

  @Test
  void journalDamagedBeforeAndAfterTheDatabase_isMadeAnew() throws Exception {
    goOn(SMALL);
    damage(journal(place), 300, 900);
    mend(place);
    checkSalvaged(place);
  }

  @Test
  void recordOfTheNumberLostWithTheDatabase_goesOnWithWhatWasWrittenSince() throws Exception {
    goOn(SMALL);
    try (FolderStore store = FolderStore.open(place)) {
      store
          .workspace(TestLog.WORKSPACE)
          .append(TestLog.append(new TestLog(9).next("since"), "other"));
    }
    JournalPosition last = frames(place).get(switchFrame(place));
    damage(journal(place), last.offset() + 10, last.offset() + 20);
    Files.delete(place.resolve("db/atoll.mv.db"));
    mend(place);
    try (FolderStore store = FolderStore.open(place)) {
      Clock clock = store.workspace(TestLog.WORKSPACE).clock();
      assertEquals(1, clock.count(new ReplicaId(9)));
      assertEquals(2, clock.count(GoneOn.CUT.replica()));
      assertEquals(before, GoneOn.content(store.before(TestLog.WORKSPACE).orElseThrow()));
    }
  }

  @Test
  void numberThatWasNeverInForce_isNotSalvagedAsOne() throws Exception {
    goOn(SMALL);
    Path cut = cutAt(frames(place).get(switchFrame(place)), "cut", 0);
    try (DataFolder folder = folder(cut)) {
      new Salvage(folder).run();
    }
    try (FolderStore store = FolderStore.open(cut)) {
      assertEquals(before, GoneOn.content(store.workspace(TestLog.WORKSPACE)));
      assertEquals(Optional.empty(), store.before(TestLog.WORKSPACE));
    }
  }

  @Test
  void backup_restoresWhatIsHeldAndWhatWasBefore() throws Exception {
    goOn(SMALL);
    Path file = temporary.resolve("backup.zip");
    Backup.make(place, file, Instant.parse("2026-03-01T12:00:00Z"));
    Path restored = temporary.resolve("restored/data");
    Files.createDirectories(restored.getParent());
    Restore.into(file, restored);
    check(restored);
    try (FolderStore store = FolderStore.open(restored)) {
      assertNotEquals(self, store.workspace(TestLog.WORKSPACE).self());
    }
  }

  @Test
  void incarnationRenewed_writesAsAnotherReplica() throws Exception {
    goOn(SMALL);
    try (DataFolder folder = folder(place)) {
      folder.renew();
    }
    try (FolderStore store = FolderStore.open(place)) {
      assertNotEquals(self, store.workspace(TestLog.WORKSPACE).self());
    }
  }

  @Test
  void journalCutAfterAnyFrame_holdsTheOneOrTheOther() throws Exception {
    goOn(LARGE);
    List<JournalPosition> frames = frames(place);
    int force = switchFrame(place);
    int copies = 0;
    for (int frame = force - 3; frame <= force + 1; frame++) {
      JournalPosition at = frames.get(frame);
      for (int more : frame > force ? new int[] {0} : new int[] {0, 50}) {
        Path cut = cutAt(at, "cut" + frame + "-" + more, more);
        try (FolderStore store = FolderStore.open(cut)) {
          WorkspaceStore held = store.workspace(TestLog.WORKSPACE);
          String when = "frame " + frame + " of " + force + " and " + more + " bytes";
          assertEquals(frame > force ? after : before, GoneOn.content(held), when);
          assertEquals(frame > force, store.before(TestLog.WORKSPACE).isPresent(), when);
          copies += frame > force ? 0 : 1;
        }
        assertTrue(examine(cut).isSound());
        try (FolderStore store = FolderStore.open(cut)) {
          assertEquals(after, GoneOn.content(GoneOn.goOn(store)));
          TestLog other = new TestLog(TestLog.workspace("other"), 7);
          assertEquals(
              1,
              store
                  .workspace(TestLog.workspace("other"))
                  .append(TestLog.append(other.next("one"), "page")));
        }
        assertTrue(examine(cut).isSound());
        try (FolderStore store = FolderStore.open(cut)) {
          assertEquals(after, GoneOn.content(store.workspace(TestLog.WORKSPACE)));
        }
        Folders.delete(cut);
      }
    }
    assertEquals(8, copies);
  }

  @Test
  void framesOfACopy_areSmall() throws Exception {
    goOn(LARGE);
    List<JournalPosition> frames = frames(place);
    for (int i = 1; i < frames.size(); i++) {
      assertTrue(frames.get(i).offset() - frames.get(i - 1).offset() < 2 << 20);
    }
  }

  @Test
  void diskThatRefusesMeanwhile_leavesTheOldOneInForceAndWritable() throws Exception {
    for (int writes = 0; writes < 3; writes++) {
      int most = writes;
      Path data = temporary.resolve("refusing" + writes + "/data");
      Files.createDirectories(data.getParent());
      FaultyDisk[] disk = new FaultyDisk[1];
      try (FolderStore store =
          FolderStore.open(data, real -> disk[0] = new FaultyDisk(real), 64 << 20)) {
        GoneOn.fill(store, LARGE);
        WorkspaceStore old = store.workspace(TestLog.WORKSPACE);
        before = GoneOn.content(old);
        AtomicInteger done = new AtomicInteger();
        disk[0].refuse(asked -> asked == Operation.WRITE && done.getAndIncrement() >= most);
        assertThrows(StoreException.class, () -> GoneOn.goOn(store));
        disk[0].refuse(asked -> false);
        assertEquals(before, GoneOn.content(store.workspace(TestLog.WORKSPACE)));
        assertEquals(Optional.empty(), store.before(TestLog.WORKSPACE));
        old.append(TestLog.append(new TestLog(9).next("still"), "page"));
        assertEquals(1, GoneOn.goOn(store).clock().count(new ReplicaId(9)));
      }
      assertTrue(examine(data).isSound());
    }
  }

  @Test
  void entryDamagedInTheDatabase_isCopiedAsTheJournalHasIt() throws Exception {
    goOn(SMALL);
    Path other = temporary.resolve("other/data");
    Files.createDirectories(other.getParent());
    try (FolderStore store = FolderStore.open(other)) {
      GoneOn.fill(store, SMALL);
    }
    DatabaseFile file = new DatabaseFile(other.resolve("db"));
    long frames = file.seal().frames();
    try (Database database = Database.open(file.path(), false)) {
      database.writer().execute("UPDATE ATOLL.ENTRY SET BYTES = X'00' WHERE POSITION = 4");
      database.writer().commit();
    }
    file.seal(frames);
    try (FolderStore store = FolderStore.open(other)) {
      assertEquals(after, GoneOn.content(GoneOn.goOn(store)));
    }
  }

  @Test
  void documentsAreStaleUntilTheirRowsAreMade() {
    goOn(SMALL);
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      assertEquals(List.of(GoneOn.PAGE, DocumentId.TREE), workspace.stale());
      assertEquals(List.of(), store.before(TestLog.WORKSPACE).orElseThrow().stale());
      workspace.putRows(workspace.stale(), List.of(), List.of());
      assertEquals(List.of(), workspace.stale());
    }
  }

  private void check(Path data) {
    try (FolderStore store = FolderStore.open(data)) {
      assertEquals(List.of(TestLog.WORKSPACE), store.workspaces());
      assertEquals(after, GoneOn.content(store.workspace(TestLog.WORKSPACE)));
      assertEquals(stepsAfter, GoneOn.steps(store.workspace(TestLog.WORKSPACE)));
      assertEquals(before, GoneOn.content(store.before(TestLog.WORKSPACE).orElseThrow()));
    }
  }

  private void checkSalvaged(Path data) throws Exception {
    // A salvaged journal has no steps.
    stepsAfter = GoneOn.steps(new MemoryStore().workspace(TestLog.WORKSPACE));
    check(data);
    assertTrue(examine(data).isSound());
    try (FolderStore store = FolderStore.open(data)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      assertNotEquals(self, workspace.self());
      TestLog log = new TestLog(7).continued(workspace);
      workspace.append(TestLog.append(log.next("theirs"), "page"));
      assertEquals(
          1,
          workspace
              .entries(new LogRange(log.replica(), 2, 9), Integer.MAX_VALUE)
              .size());
    }
    Folders.delete(data.resolve("db"));
    try (FolderStore store = FolderStore.open(data)) {
      assertEquals(before, GoneOn.content(store.before(TestLog.WORKSPACE).orElseThrow()));
    }
  }

  /** All that the journal gives the database. */
  private List<String> tables() {
    List<String> rows = new ArrayList<>();
    try (FolderStore store = FolderStore.open(place)) {
      for (String table :
          List.of("WORKSPACE", "PROPERTY", "LOG", "ENTRY", "TOUCH", "STEP", "STALE", "NODE")) {
        rows.addAll(store
            .store()
            .read(session -> session.list("SELECT * FROM ATOLL." + table, row -> {
              StringBuilder text = new StringBuilder(table);
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                text.append(' ').append(row.getString(i));
              }
              return text.toString();
            })));
      }
    }
    rows.sort(null);
    return rows;
  }

  /** A copy of the folder without its database, whose journal ends some bytes after a place. */
  private Path cutAt(JournalPosition at, String name, int more) throws Exception {
    Path cut =
        Folders.copy(place, Files.createDirectories(temporary.resolve(name)).resolve("data"));
    Folders.delete(cut.resolve("db"));
    try (FileChannel file = FileChannel.open(journal(cut), StandardOpenOption.WRITE)) {
      file.truncate(at.offset() + more);
    }
    return cut;
  }

  private static Path journal(Path data) {
    return data.resolve("journal/00000001.journal");
  }

  /** Where each frame begins, and where the last one ends. */
  private static List<JournalPosition> frames(Path data) throws Exception {
    List<JournalPosition> frames = new ArrayList<>();
    frames.add(JournalPosition.START);
    new JournalReader(new FolderDisk(data.resolve("journal")))
        .read(JournalPosition.START, (at, next, records) -> frames.add(next));
    return frames;
  }

  /** The frame that puts the newest number in force. */
  private static int switchFrame(Path data) throws Exception {
    int[] found = new int[1];
    new JournalReader(new FolderDisk(data.resolve("journal")))
        .read(JournalPosition.START, (at, next, records) -> {
          for (JournalRecord record : records) {
            try {
              if (FactCodec.decode(record) instanceof Fact.Workspace) {
                found[0] = (int) at.frame();
              }
            } catch (RejectedException e) {
              throw new AssertionError(e);
            }
          }
        });
    return found[0];
  }

  private static void damage(Path file, long from, long to) throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = from; at < to; at++) {
        bytes.seek(at);
        int was = bytes.read();
        bytes.seek(at);
        bytes.write(was ^ 0x55);
      }
    }
  }

  private static Examination examine(Path data) throws Exception {
    try (DataFolder folder = folder(data)) {
      return Doctor.examine(folder);
    }
  }

  private static void mend(Path data) throws Exception {
    try (DataFolder folder = folder(data)) {
      assertTrue(Doctor.mend(folder).mended().isPresent());
    }
  }

  private static DataFolder folder(Path data) throws Exception {
    return DataFolder.open(data, Optional.of(data.resolveSibling("beside")));
  }
}
