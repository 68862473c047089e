package atoll.workspace.funnel;

import atoll.crdt.Change;
import atoll.crdt.Document;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Arrived;
import atoll.store.WorkspaceStore.Snapshot;
import atoll.workspace.seal.EntrySeal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A document that is in memory. Belongs to the funnel's thread. */
final class Replica {
  private static final Logger LOG = Logger.getLogger(Replica.class.getName());

  /** Changes after which the next snapshot is worth its bytes. */
  private static final int SNAPSHOT_AFTER = 400;

  private final DocumentId id;
  private final Document document;
  private long upTo;
  private int changesSinceSnapshot;

  private Replica(DocumentId id, Document document, long upTo, int changesSinceSnapshot) {
    this.id = id;
    this.document = document;
    this.upTo = upTo;
    this.changesSinceSnapshot = changesSinceSnapshot;
  }

  /**
   * Brings a document into memory: its snapshot, then what came after it. A snapshot that cannot be read costs time and
   * nothing else, since the log has everything.
   *
   * @throws DamagedException if an entry of the log cannot be read
   */
  static Replica open(DocumentId id, WorkspaceStore store, EntrySeal seal) {
    ReplicaId self = store.self();
    Optional<Snapshot> snapshot = store.snapshot(id);
    if (snapshot.isPresent()) {
      try {
        return replay(
            id, Document.load(snapshot.get().bytes(), self), snapshot.get().upTo(), store, seal);
      } catch (RejectedException unreadable) {
        // Derived data: made again below from the log, which is the truth.
      }
    }
    return replay(id, Document.create(self), 0, store, seal);
  }

  private static Replica replay(
      DocumentId id, Document document, long after, WorkspaceStore store, EntrySeal seal) {
    List<Arrived> entries = store.entriesOf(id, after);
    List<Change> changes = new ArrayList<>();
    long upTo = after;
    try {
      for (Arrived entry : entries) {
        for (Payload.Part part : Payload.parse(seal.open(entry.envelope())).parts()) {
          if (part.document().equals(id)) {
            changes.add(part.change());
          }
        }
        upTo = entry.position();
      }
      document.commit(document.plan(changes));
    } catch (RejectedException e) {
      throw new DamagedException(
          "The document " + id + " cannot be read from the log: " + e.getMessage(), e);
    }
    return new Replica(id, document, upTo, changes.size());
  }

  DocumentId id() {
    return id;
  }

  Document document() {
    return document;
  }

  /** Notes that the document now has the changes of all entries up to a position of the store. */
  void advanced(long position, int changes) {
    upTo = Math.max(upTo, position);
    changesSinceSnapshot += changes;
  }

  /** Keeps a snapshot if enough happened since the last, or if {@code now} and anything did. */
  void snapshot(WorkspaceStore store, boolean now) {
    // Changes that wait for others are in no snapshot: they must be read from the log again.
    if (document.waiting().isEmpty() && changesSinceSnapshot > (now ? 0 : SNAPSHOT_AFTER)) {
      try {
        store.putSnapshot(id, new Snapshot(upTo, document.save()));
        changesSinceSnapshot = 0;
      } catch (StoreException e) {
        LOG.log(Level.WARNING, "No snapshot of " + id + " was kept; it will open more slowly", e);
      }
    }
  }
}
