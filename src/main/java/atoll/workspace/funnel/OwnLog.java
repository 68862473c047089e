package atoll.workspace.funnel;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Head;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.Records;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The end of the log that this instance writes, which may be another log from now on. Belongs to the funnel's thread. */
final class OwnLog {
  private final WorkspaceId workspace;
  private final WorkspaceStore store;
  private final EntrySeal seal;

  OwnLog(WorkspaceId workspace, WorkspaceStore store, EntrySeal seal) {
    this.workspace = workspace;
    this.store = store;
    this.seal = seal;
  }

  /** Makes sure that this device may write that; see {@link EntrySeal#requireRight}. */
  void requireRight(Supplier<byte[]> content) {
    seal.requireRight(content);
  }

  /** The entry that would come next. Nothing is kept before it is stored. */
  Envelope next(Payload payload) {
    return seal.sealed(place(), payload.toBytes());
  }

  /** The entry that would come next, with records that everybody may read. */
  Envelope nextRecords(List<byte[]> records) {
    return seal.clear(place(), Records.toBytes(records));
  }

  private EntrySeal.Place place() {
    ReplicaId self = store.self();
    Head head = store.head(self);
    Hash previous = head.count() == 0 ? Hash.NONE : head.last();
    return new EntrySeal.Place(
        workspace, self, head.count(), previous, others(store.clock(), self));
  }

  private static Clock others(Clock clock, ReplicaId self) {
    TreeMap<ReplicaId, Long> counts = new TreeMap<>(clock.counts());
    counts.remove(self);
    return new Clock(counts);
  }
}
