package atoll.app.relay;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;

/** What a relay holds of a workspace, and who belongs by it. */
record Held(WorkspaceId workspace, WorkspaceStore store, RelayMembers members) {
  private static final Logger LOG = System.getLogger(Held.class.getName());

  /** Opens it, without the branches of logs that the members left; with them as long as the disk refuses that. */
  static Held open(Store folder, WorkspaceId id) {
    Held held = of(id, folder.workspace(id));
    Map<ReplicaId, Long> lost = held.members().lost();
    if (lost.isEmpty()) {
      return held;
    }
    LOG.log(Level.WARNING, "copies of a device wrote; another one than the one held here counts");
    try {
      return of(id, folder.goOnWithout(id, lost, Set.of()));
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "what the members left is left here once the disk obeys", e);
      return of(id, folder.workspace(id));
    }
  }

  private static Held of(WorkspaceId id, WorkspaceStore store) {
    return new Held(id, store, new RelayMembers(id, store));
  }
}
