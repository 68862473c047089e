package atoll.workspace;

import atoll.store.DocumentId;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.NodeRow;
import atoll.store.WorkspaceStore.PageText;
import atoll.workspace.files.FileService;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.page.PageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Keeps the rows that people find in the database in step with the documents, a moment behind: they are derived, so no key
 * waits for them, and what a crash leaves behind is mended at the next start.
 */
final class RowWriter {
  private final Funnel funnel;
  private final WorkspaceStore store;
  private final Executor soon;
  private final RowsDue due = new RowsDue();
  private final Map<NodeId, NodeRow> written = new HashMap<>();

  /** @param soon runs tasks after a short while, one after the other, on a thread that may wait for the funnel */
  RowWriter(Funnel funnel, WorkspaceStore store, Executor soon) {
    this.funnel = funnel;
    this.store = store;
    this.soon = soon;
  }

  /** Begins with what the last run left behind. */
  void start() {
    funnel.onCommit(this::committed);
    store.stale().forEach(document -> plan(due.leftBehind(document)));
  }

  private void committed(Committed committed) {
    if (!committed.patches().isEmpty()) {
      plan(due.touched(committed.document()));
    }
  }

  private void plan(boolean wanted) {
    if (wanted) {
      soon.execute(this::look);
    }
  }

  private void look() {
    try {
      due.look().forEach(this::write);
      for (Optional<DocumentId> left = due.nextLeftBehind();
          left.isPresent();
          left = due.nextLeftBehind()) {
        write(left.get());
      }
    } finally {
      plan(due.looked());
    }
  }

  private void write(DocumentId document) {
    if (document.equals(DocumentId.TREE)) {
      store.putRows(List.of(document), changed(funnel.read(document, TreeReader::read)), List.of());
    } else if (FileService.carriesAFile(document)) {
      store.putRows(List.of(document), List.of(), List.of());
    } else {
      String text = funnel.read(document, page -> page.text(PageFormat.TEXT).toString());
      store.putRows(List.of(document), List.of(), List.of(new PageText(document, text)));
    }
  }

  private List<NodeRow> changed(TreeState tree) {
    List<NodeRow> rows = new ArrayList<>();
    addChanged(tree, tree.childIds(Optional.empty()), rows);
    tree.nodes().values().forEach(node -> addChanged(tree, node.children(), rows));
    return rows;
  }

  private void addChanged(TreeState tree, List<NodeId> siblings, List<NodeRow> rows) {
    for (int place = 0; place < siblings.size(); place++) {
      Node node = tree.nodes().get(siblings.get(place));
      if (node != null) {
        NodeRow row = new NodeRow(
            node.id().document(),
            node.parent().map(NodeId::document),
            place,
            node.kind().word(),
            node.title(),
            node.trashed());
        if (!row.equals(written.put(node.id(), row))) {
          rows.add(row);
        }
      }
    }
  }
}
