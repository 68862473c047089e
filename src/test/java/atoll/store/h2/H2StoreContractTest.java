package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.Store;
import atoll.store.StoreContract;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2StoreContractTest extends StoreContract {
  @TempDir
  private Path place;

  @Override
  protected Store open() {
    return FolderStore.open(place.resolve("data"));
  }

  @Test
  void notes_leaveTheJournalAsItIs() throws IOException {
    try (FolderStore own = FolderStore.open(place.resolve("own"))) {
      WorkspaceStore workspace = own.workspace(TestLog.WORKSPACE);
      Path journal = place.resolve("own/journal/00000001.journal");
      long before = Files.size(journal);
      for (int i = 0; i < 50; i++) {
        workspace.putNote("ledger", new byte[1000 + i]);
      }
      assertEquals(before, Files.size(journal));
      workspace.putProperty("name", new byte[1000]);
      assertTrue(Files.size(journal) > before + 1000);
    }
  }

  @Override
  protected int randomSteps() {
    return 30;
  }
}
