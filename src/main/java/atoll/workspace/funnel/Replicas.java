package atoll.workspace.funnel;

import atoll.crdt.Commit;
import atoll.crdt.Frontier;
import atoll.store.DocumentId;
import atoll.store.WorkspaceStore;
import atoll.workspace.seal.EntrySeal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The documents that are in memory: the ones used last. Belongs to the funnel's thread. */
final class Replicas {
  /** Documents to keep; one that is needed again is opened from its snapshot. */
  private static final int MOST = 64;

  private final WorkspaceStore store;
  private final EntrySeal seal;
  private final CutOffEntries cutOff;
  private final Map<DocumentId, Replica> open = new LinkedHashMap<>(16, 0.75f, true);

  Replicas(WorkspaceStore store, EntrySeal seal, CutOffEntries cutOff) {
    this.store = store;
    this.seal = seal;
    this.cutOff = cutOff;
  }

  Replica get(DocumentId id) {
    Replica known = open.get(id);
    if (known != null) {
      return known;
    }
    Replica opened = Replica.open(id, store, seal, cutOff);
    open.put(id, opened);
    return opened;
  }

  /** See {@link Replica#bringBackOwn}. */
  Optional<Commit> bringBackOwn(Replica replica) {
    return replica.bringBackOwn(store, seal, cutOff);
  }

  /** Reads a document anew; says what leads there from a version that it had. */
  Committed remake(DocumentId id, Frontier version) {
    drop(id);
    return Committed.elsewhere(id, get(id).since(version, store, seal));
  }

  /** Lets go of a document that is to be read anew. */
  void drop(DocumentId id) {
    open.remove(id);
  }

  /** Lets go of all documents, to open them as those of another replica. Only between rounds: nobody may hold one. */
  void clear() {
    open.clear();
  }

  /** Lets go of the documents that were not used for longest. Only between rounds: nobody may hold one. */
  void trim() {
    Iterator<Replica> oldestFirst = open.values().iterator();
    while (open.size() > MOST && oldestFirst.hasNext()) {
      oldestFirst.next().snapshot(store, true);
      oldestFirst.remove();
    }
  }

  void snapshotAll() {
    open.values().forEach(replica -> replica.snapshot(store, true));
  }
}
