package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.DocumentId;
import atoll.store.StoreException;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.TabStep;
import atoll.store.journal.FaultyDisk;
import atoll.store.journal.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2StoreRefusalTest {
  private static final DocumentId PAGE = new DocumentId("page");

  @TempDir
  private Path place;

  private final TestLog log = new TestLog(7);

  @Test
  void diskThatRefuses_leavesNothingHalfSavedAndTheRestReadable() {
    for (Operation operation :
        List.of(Operation.WRITE, Operation.SYNC, Operation.CREATE, Operation.NAMES)) {
      Path data = place.resolve(operation.name());
      TestLog own = new TestLog(9);
      FaultyDisk[] disk = new FaultyDisk[1];
      try (FolderStore store =
          FolderStore.open(data, real -> disk[0] = new FaultyDisk(real), 2000)) {
        WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
        workspace.append(TestLog.append(own.next("kept"), "page"));
        disk[0].refuse(asked -> asked == operation);
        TestLog writing = own;
        StoreException refused = assertThrows(StoreException.class, () -> {
          while (true) {
            workspace.append(step(writing));
          }
        });
        assertTrue(
            String.valueOf(refused.getMessage()).contains("No space left"), refused.getMessage());
        assertEquals(Optional.of(String.valueOf(refused.getMessage())), store.readOnly());
        assertThrows(StoreException.class, () -> store.putSetting("a", new byte[1]));
        check(workspace, own);

        disk[0].refuse(asked -> false);
        own = own.continued(workspace);
        workspace.append(step(own));
        assertEquals(Optional.empty(), store.readOnly());
      }
      try (FolderStore store = FolderStore.open(data)) {
        assertEquals(
            own.count(), store.workspace(TestLog.WORKSPACE).head(own.replica()).count());
        assertEquals(Optional.empty(), store.readOnly());
        assertEquals(Optional.empty(), store.setting("a"));
        store
            .workspace(TestLog.WORKSPACE)
            .append(TestLog.append(
                own.continued(store.workspace(TestLog.WORKSPACE)).next("on"), "page"));
      }
    }
  }

  @Test
  void diskThatRefusesMuch_leavesNothingOfItInTheDatabase() {
    FaultyDisk[] disk = new FaultyDisk[1];
    try (FolderStore store =
        FolderStore.open(place, real -> disk[0] = new FaultyDisk(real), 1 << 20)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      workspace.append(TestLog.append(log.next("kept"), "page"));
      Append much = TestLog.append(log.next("m".repeat(2 * (int) Writer.MANY_BYTES)), "page");
      disk[0].refuse(asked -> asked == Operation.SYNC);
      assertThrows(StoreException.class, () -> workspace.append(much));
      assertEquals(1, workspace.head(log.replica()).count());
      assertEquals(1, workspace.entriesOf(PAGE, 0).size());

      disk[0].refuse(asked -> false);
      workspace.append(much);
      workspace.append(TestLog.append(log.next("more"), "page"));
      assertEquals(3, workspace.entriesOf(PAGE, 0).size());
    }
    try (FolderStore store = FolderStore.open(place)) {
      assertEquals(3, store.workspace(TestLog.WORKSPACE).entriesOf(PAGE, 0).size());
    }
  }

  @Test
  void diskThatIsNearlyFull_isLeftAloneBeforeItIsFull_andWrittenToWhenThereIsRoomAgain() {
    FaultyDisk[] disk = new FaultyDisk[1];
    try (FolderStore store =
        FolderStore.open(place, real -> disk[0] = new FaultyDisk(real), 2000)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      workspace.append(TestLog.append(log.next("kept"), "page"));
      disk[0].leave(Writer.LEAST_ROOM_BYTES - 1);
      Append refused = TestLog.append(log.next("refused"), "page");
      StoreException full = assertThrows(StoreException.class, () -> workspace.append(refused));
      assertTrue(String.valueOf(full.getMessage()).contains("only 31 MB left"), full.getMessage());
      assertThrows(StoreException.class, () -> workspace.append(refused));
      assertEquals(1, workspace.head(log.replica()).count());

      disk[0].leave(Long.MAX_VALUE);
      workspace.append(refused);
      assertEquals(2, workspace.head(log.replica()).count());
      assertEquals(Optional.empty(), store.readOnly());
    }
  }

  @Test
  void databaseThatRefuses_takesTheJournalBack() throws IOException {
    try (FolderStore store = FolderStore.open(place.resolve("data"))) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      workspace.append(TestLog.append(log.next("kept"), "page"));
      store.store().read(session -> {
        session.execute("DROP TABLE ATOLL.TOUCH CASCADE");
        return 0;
      });
      assertThrows(
          StoreException.class, () -> workspace.append(TestLog.append(log.next("lost"), "page")));
      assertTrue(store.readOnly().isPresent());
    }
    Files.delete(place.resolve("data/db/atoll.mv.db"));
    try (FolderStore store = FolderStore.open(place.resolve("data"))) {
      assertEquals(1, store.workspace(TestLog.WORKSPACE).entriesOf(PAGE, 0).size());
    }
  }

  private static Append step(TestLog log) {
    long number = log.count() + 1;
    Append append = TestLog.append(log.next("x".repeat(100)), "page");
    return new Append(
        append.entries(), List.of(), List.of(), Optional.of(new TabStep("tab", number)));
  }

  /** All but the last entry that was made are there, and the tab's step says the same. */
  private static void check(WorkspaceStore workspace, TestLog log) {
    long kept = log.count() - 1;
    assertEquals(kept, workspace.head(log.replica()).count());
    assertEquals(kept, workspace.entriesOf(PAGE, 0).size());
    assertEquals(
        kept == 1 ? OptionalLong.empty() : OptionalLong.of(kept), workspace.lastStep("tab"));
  }
}
