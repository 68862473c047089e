package atoll.workspace.funnel;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Head;
import java.util.TreeMap;

/** The end of the log that this instance writes. Belongs to the funnel's thread. */
final class OwnLog {
  private static final byte[] NO_SIGNATURE = {};

  private final WorkspaceId workspace;
  private final WorkspaceStore store;
  private final ReplicaId self;
  private Head head;

  OwnLog(WorkspaceId workspace, WorkspaceStore store) {
    this.workspace = workspace;
    this.store = store;
    this.self = store.self();
    this.head = store.head(self);
  }

  /** The entry that would come next. Nothing is kept until {@link #wrote}. */
  Envelope next(Payload payload) {
    Hash previous = head.count() == 0 ? Hash.NONE : head.last();
    Envelope.Header header = new Envelope.Header(
        Envelope.SUITE_OPEN, workspace, self, head.count(), previous, others(store.clock()));
    return new Envelope(header, payload.toBytes(), NO_SIGNATURE);
  }

  /** Notes that the store has the entry. */
  void wrote(Envelope entry) {
    head = new Head(head.count() + 1, entry.hash());
  }

  private Clock others(Clock clock) {
    TreeMap<ReplicaId, Long> counts = new TreeMap<>(clock.counts());
    counts.remove(self);
    return new Clock(counts);
  }
}
