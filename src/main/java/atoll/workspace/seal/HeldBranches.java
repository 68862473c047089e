package atoll.workspace.seal;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.identity.membership.Branches;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares the logs that are held here with the branches that the team goes on with. */
public final class HeldBranches {
  private HeldBranches() {}

  /** Whether the team goes on with another entry than this one. Hashes it only where copies of a device part. */
  public static boolean isSuperseded(Branches branches, Envelope entry) {
    Envelope.Header header = entry.header();
    return branches
        .at(header.log(), header.number())
        .filter(chosen -> !chosen.equals(entry.hash()))
        .isPresent();
  }

  /** Whether the team has chosen at a place, and what it chose is held here. */
  public static boolean isSettled(
      Branches branches, WorkspaceStore store, ReplicaId log, long number) {
    return branches
        .at(log, number)
        .filter(chosen -> holds(store, log, number, chosen))
        .isPresent();
  }

  /**
   * Logs of which another branch is held than the one that the team goes on with, and how many of their entries stay. Costs
   * a read for each place where copies part.
   */
  public static SortedMap<ReplicaId, Long> lost(Branches branches, WorkspaceStore store) {
    if (branches.chosen().isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<ReplicaId, Long> lost = new TreeMap<>();
    branches
        .chosen()
        .forEach((log, places) -> places.forEach((number, chosen) -> {
          if (store.head(log).count() > number && !holds(store, log, number, chosen)) {
            lost.merge(log, number, Math::min);
          }
        }));
    return lost;
  }

  private static boolean holds(WorkspaceStore store, ReplicaId log, long number, Hash entry) {
    return store.entries(new LogRange(log, number, number + 1), 1).stream()
        .anyMatch(held -> held.hash().equals(entry));
  }
}
