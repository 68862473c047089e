package atoll.store.h2;

import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.WorkspaceStore.NodeRow;
import atoll.store.WorkspaceStore.PageText;
import atoll.store.WorkspaceStore.TabStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the data folder of a format that is kept for ever under src/test/resources, once when the format is released.
 * Argument: the folder to make.
 */
final class GoldenFolder {
  static final DocumentId PAGE = new DocumentId("0000000000000007-0");
  static final int ENTRIES = 12;

  private GoldenFolder() {}

  static void main(String[] arguments) throws IOException {
    Path place = Path.of(arguments[0]);
    try (FolderStore store = FolderStore.open(place)) {
      fill(store);
    }
    for (String own : List.of("lock", "identity", "backups", "files", "logs")) {
      Files.deleteIfExists(place.resolve(own));
    }
  }

  static void fill(FolderStore store) {
    store.putSetting("name", new byte[] {1, 2, 3});
    WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
    workspace.putProperty("key", new byte[] {4, 5});
    TestLog first = new TestLog(7);
    TestLog second = new TestLog(-8);
    for (int i = 0; i < ENTRIES; i++) {
      Envelope envelope = (i % 3 == 0 ? second : first).next("entry " + i);
      Optional<String> aside = i == 5 ? Optional.of("MALFORMED") : Optional.empty();
      workspace.append(new Append(
          List.of(new Entry(envelope, List.of(PAGE, DocumentId.TREE), aside)),
          List.of(new NodeRow(PAGE, Optional.empty(), 0, "page", "Grüße", false)),
          List.of(new PageText(PAGE, "text " + i)),
          Optional.of(new TabStep("tab", i + 1L))));
    }
    workspace.putSnapshot(PAGE, new WorkspaceStore.Snapshot(4, new byte[] {6}));
  }

  /** Entries of one log in the folder. */
  static List<String> bodies(WorkspaceStore workspace, TestLog log) {
    return workspace.entries(new LogRange(log.replica(), 0, ENTRIES), Integer.MAX_VALUE).stream()
        .map(TestLog::text)
        .toList();
  }
}
