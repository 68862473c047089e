package atoll.workspace.watch;

import atoll.crdt.Document;
import atoll.store.DocumentId;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TreeService;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads every page once, one at a time between other work, and each again a moment after it changed, so that no key waits
 * for an index. All indexes share one reading. For any thread.
 */
public final class PageWatch {
  private final Funnel funnel;
  private final TreeService tree;
  private final Executor soon;
  private final List<Reading<?>> readings = new ArrayList<>();
  private final Set<DocumentId> dirty = new LinkedHashSet<>();
  /** Documents that changed and are no page yet: their place in the tree may be on its way. */
  private final Set<DocumentId> unplaced = new LinkedHashSet<>();

  private boolean reading;
  private boolean scheduled;

  /** @param soon runs tasks after a short while, one after the other, on a thread that may wait for the funnel */
  public PageWatch(Funnel funnel, TreeService tree, Executor soon) {
    this.funnel = funnel;
    this.tree = tree;
    this.soon = soon;
    funnel.onCommit(this::committed);
  }

  /**
   * Adds an index, before {@link #begin}.
   *
   * @param read takes of a page what the index is about, on the funnel's thread
   * @param found gets it for some pages at once, on the executor's thread
   */
  public <T> void add(Function<Document, T> read, Consumer<Map<NodeId, T>> found) {
    readings.add(new Reading<>(read, found));
  }

  /** Begins to read, if it has not begun: what nobody asks for is not read. */
  public synchronized void begin() {
    if (!reading) {
      reading = true;
      tree.state().nodes().values().stream()
          .filter(node -> node.kind() == NodeKind.PAGE)
          .forEach(node -> dirty.add(node.id().document()));
      schedule();
    }
  }

  private synchronized void committed(Committed committed) {
    if (reading && !committed.patches().isEmpty()) {
      if (committed.document().equals(DocumentId.TREE)) {
        dirty.addAll(unplaced);
        unplaced.clear();
      } else {
        dirty.add(committed.document());
      }
      schedule();
    }
  }

  private synchronized void schedule() {
    if (!scheduled && !dirty.isEmpty()) {
      scheduled = true;
      soon.execute(this::readDirty);
    }
  }

  private void readDirty() {
    List<DocumentId> pages;
    synchronized (this) {
      pages = List.copyOf(dirty);
      dirty.clear();
      scheduled = false;
    }
    Map<DocumentId, NodeId> nodes = new HashMap<>();
    tree.state().nodes().keySet().forEach(id -> nodes.put(id.document(), id));
    for (DocumentId page : pages) {
      NodeId node = nodes.get(page);
      if (node == null) {
        synchronized (this) {
          unplaced.add(page);
        }
      } else {
        funnel.read(page, document -> {
          readings.forEach(each -> each.take(node, document));
          return node;
        });
      }
    }
    readings.forEach(Reading::tell);
  }

  /** What one index reads; one thread at a time uses it, the executor's or the funnel's while the other waits. */
  private static final class Reading<T> {
    private final Function<Document, T> read;
    private final Consumer<Map<NodeId, T>> found;
    private final Map<NodeId, T> batch = new LinkedHashMap<>();

    Reading(Function<Document, T> read, Consumer<Map<NodeId, T>> found) {
      this.read = read;
      this.found = found;
    }

    void take(NodeId node, Document page) {
      batch.put(node, read.apply(page));
    }

    void tell() {
      if (!batch.isEmpty()) {
        Map<NodeId, T> all = new LinkedHashMap<>(batch);
        batch.clear();
        found.accept(all);
      }
    }
  }
}
