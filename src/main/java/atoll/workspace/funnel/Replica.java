package atoll.workspace.funnel;

import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.OpId;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Arrived;
import atoll.store.WorkspaceStore.Snapshot;
import atoll.workspace.seal.EntrySeal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private boolean ownIsWhole;

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
  static Replica open(DocumentId id, WorkspaceStore store, EntrySeal seal, CutOffEntries cutOff) {
    ReplicaId self = store.self();
    Optional<Snapshot> snapshot = store.snapshot(id).filter(kept -> !cutOff.voids(id, kept));
    if (snapshot.isPresent()) {
      try {
        return replay(
            id,
            Document.load(snapshot.get().bytes(), self),
            snapshot.get().upTo(),
            store,
            seal,
            cutOff);
      } catch (RejectedException unreadable) {
        // Derived data: made again below from the log, which is the truth.
      }
    }
    return replay(id, Document.create(self), 0, store, seal, cutOff);
  }

  private static Replica replay(
      DocumentId id,
      Document document,
      long after,
      WorkspaceStore store,
      EntrySeal seal,
      CutOffEntries cutOff) {
    List<Change> changes = new ArrayList<>();
    long upTo = after;
    try {
      for (Arrived entry : store.entriesOf(id, after)) {
        if (!cutOff.has(entry.envelope())) {
          changes.addAll(changesIn(id, entry.envelope(), seal));
        }
        upTo = entry.position();
      }
      List<Change> cut = cutOff.isEmpty() ? List.of() : cutOffChanges(id, store, seal, cutOff);
      replay(id, document, changes, cut);
    } catch (RejectedException e) {
      throw new DamagedException(
          "The document " + id + " cannot be read from the log: " + e.getMessage(), e);
    }
    return new Replica(id, document, upTo, changes.size());
  }

  /**
   * Does all changes at once, or where one of them cannot be done all the others: what waited for others when it came, and
   * was found wrong once they were there, is still in the log. So is what was written upon a branch that the team has left.
   */
  private static void replay(
      DocumentId id, Document document, List<Change> changes, List<Change> cut) {
    try {
      document.commit(plan(document, changes, cut));
    } catch (RejectedException one) {
      for (Change change : changes) {
        try {
          document.commit(plan(document, List.of(change), cut));
        } catch (RejectedException wrong) {
          LOG.log(Level.FINE, "Change {0} of {1} is left out", new Object[] {change.firstId(), id});
        }
      }
    }
  }

  /** What entries say about a document that do not count. */
  static List<Change> cutOffChanges(
      DocumentId id, WorkspaceStore store, EntrySeal seal, CutOffEntries cutOff)
      throws RejectedException {
    List<Change> changes = new ArrayList<>();
    for (Arrived entry : store.entriesOf(id, 0)) {
      if (cutOff.has(entry.envelope())) {
        changes.addAll(changesIn(id, entry.envelope(), seal));
      }
    }
    return changes;
  }

  private static List<Change> changesIn(DocumentId id, Envelope entry, EntrySeal seal)
      throws RejectedException {
    return Payload.parse(seal.open(entry)).parts().stream()
        .filter(part -> part.document().equals(id))
        .map(Payload.Part::change)
        .toList();
  }

  /**
   * Plans changes, with those of the cut-off ones that they were made on: what a member has built upon stays, or the
   * member's own work would be lost with it.
   */
  static Plan plan(Document document, List<Change> changes, List<Change> cutOff)
      throws RejectedException {
    Plan plan = document.plan(changes);
    Set<Change> brought = new LinkedHashSet<>();
    List<Change> left = new ArrayList<>(cutOff);
    while (!plan.waiting().isEmpty()) {
      List<OpId> missing =
          plan.waiting().stream().flatMap(w -> w.missing().stream()).toList();
      List<Change> needed = left.stream()
          .filter(change -> missing.stream().anyMatch(id -> holds(change, id)))
          .toList();
      if (needed.isEmpty()) {
        break;
      }
      left.removeAll(needed);
      brought.addAll(needed);
      // The changes must not be blamed: what is wrong in this order only would be left out here.
      plan = document.plan(changes, brought);
    }
    // What waits for others as well, or was found wrong, brings nothing.
    boolean inVain = brought.retainAll(builtUpon(plan.changes(), brought));
    return inVain ? document.plan(changes, brought) : plan;
  }

  /**
   * Those of some changes that another change was made on.
   *
   * @param taken each after those that it was made on
   */
  private static Set<Change> builtUpon(List<Change> taken, Set<Change> some) {
    Set<Change> found = new HashSet<>();
    Set<OpId> named = new HashSet<>();
    for (Change change : taken.reversed()) {
      boolean counts = !some.contains(change);
      if (counts || named.stream().anyMatch(id -> holds(change, id))) {
        found.add(change);
        named.addAll(change.parents().ids());
        if (change.firstCounter() > 0) {
          named.add(new OpId(change.author(), change.firstCounter() - 1));
        }
      }
    }
    return found;
  }

  private static boolean holds(Change change, OpId id) {
    return change.author().equals(id.replica())
        && change.firstId().counter() <= id.counter()
        && id.counter() <= change.lastId().counter();
  }

  /**
   * Brings back the own changes that do not count, before the first own one after them: a writer's changes are numbered
   * without gaps, so that whoever takes the next one takes them too, and no number may mean two things.
   *
   * @return what it did; nothing if there are none
   */
  Optional<Commit> bringBackOwn(WorkspaceStore store, EntrySeal seal, CutOffEntries cutOff) {
    if (ownIsWhole || !cutOff.hasOf(document.self())) {
      return Optional.empty();
    }
    try {
      List<Change> cut = cutOffChanges(id, store, seal, cutOff);
      List<Change> own = cut.stream()
          .filter(change -> change.author().equals(document.self())
              && !document.knows(Frontier.of(change.lastId())))
          .toList();
      ownIsWhole = true;
      return own.isEmpty()
          ? Optional.empty()
          : Optional.of(document.commit(plan(document, own, cut)));
    } catch (RejectedException e) {
      throw new DamagedException(
          "The document " + id + " cannot be read from the log: " + e.getMessage(), e);
    }
  }

  /** The version that this document has, and what leads to it from the one that another reading of the log had. */
  Commit since(Frontier before, WorkspaceStore store, EntrySeal seal) {
    List<Change> every = new ArrayList<>();
    Document whole = Document.create(document.self());
    try {
      for (Arrived entry : store.entriesOf(id, 0)) {
        every.addAll(changesIn(id, entry.envelope(), seal));
      }
      replay(id, whole, every, List.of());
    } catch (RejectedException e) {
      throw new DamagedException(
          "The document " + id + " cannot be read from the log: " + e.getMessage(), e);
    }
    Frontier after = document.frontier();
    return new Commit(before, after, List.of(), whole.diff(before, after));
  }

  DocumentId id() {
    return id;
  }

  Document document() {
    return document;
  }

  /** The position of the store up to which all entries are in the document. */
  long upTo() {
    return upTo;
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
