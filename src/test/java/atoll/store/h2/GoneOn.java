package atoll.store.h2;

import atoll.store.DocumentId;
import atoll.store.LogRange;
import atoll.store.Store;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Arrived;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.WorkspaceStore.NodeRow;
import atoll.store.WorkspaceStore.PageText;
import atoll.store.WorkspaceStore.TabStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A workspace that goes on without the end of a log, for tests of what becomes of it. */
final class GoneOn {
  static final DocumentId PAGE = new DocumentId("page");
  static final TestLog CUT = new TestLog(7);
  static final TestLog WHOLE = new TestLog(8);

  private static final int ENTRIES = 8;
  private static final long STAYING = 2;

  private GoneOn() {}

  /** Fills a workspace with two logs in turn. */
  static void fill(Store store, int bodyBytes) {
    WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
    workspace.putProperty("stays", new byte[] {1});
    workspace.putProperty("leaves", new byte[] {2});
    for (int i = 0; i < ENTRIES; i++) {
      TestLog log = new TestLog(i % 2 == 0 ? 7 : 8).continued(workspace);
      List<DocumentId> touches = i % 3 == 0 ? List.of(PAGE, DocumentId.TREE) : List.of(PAGE);
      Optional<String> aside = i == 3 ? Optional.of("MALFORMED") : Optional.empty();
      String body = "entry " + i + " " + "x".repeat(bodyBytes);
      workspace.append(new Append(
          List.of(new Entry(log.next(body), touches, aside)),
          List.of(new NodeRow(PAGE, Optional.empty(), 0, "page", "Title", false)),
          List.of(new PageText(PAGE, "text " + i)),
          Optional.of(new TabStep("tab" + i % 4, i + 1L))));
    }
    workspace.putSnapshot(PAGE, new WorkspaceStore.Snapshot(3, new byte[] {6}));
  }

  static WorkspaceStore goOn(Store store) {
    return store.goOnWithout(TestLog.WORKSPACE, Map.of(CUT.replica(), STAYING), Set.of("leaves"));
  }

  /** All that a workspace holds but the steps of tabs, which a salvaged journal has not. */
  static String content(WorkspaceStore workspace) {
    List<String> content = new ArrayList<>();
    workspace.clock().counts().forEach((log, count) -> {
      content.add(log + " has " + count + " up to " + workspace.head(log).last());
      workspace
          .entries(new LogRange(log, 0, count), Integer.MAX_VALUE)
          .forEach(entry -> content.add(entry.hash().toString()));
    });
    for (DocumentId document : List.of(PAGE, DocumentId.TREE)) {
      for (Arrived arrived : workspace.entriesOf(document, 0)) {
        content.add(
            document + " " + arrived.position() + " " + arrived.envelope().hash());
      }
    }
    for (String name : List.of("stays", "leaves")) {
      content.add(name + " " + workspace.property(name).map(bytes -> bytes[0]));
    }
    return String.join("\n", content);
  }

  /** The steps of tabs. */
  static String steps(WorkspaceStore workspace) {
    List<String> steps = new ArrayList<>();
    for (int tab = 0; tab < 4; tab++) {
      steps.add(workspace.lastStep("tab" + tab).toString());
    }
    return String.join("\n", steps);
  }
}
