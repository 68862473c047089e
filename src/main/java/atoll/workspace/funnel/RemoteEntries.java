package atoll.workspace.funnel;

import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes entries that others wrote. All are planned together; only if one of them cannot be, they are taken one by one, so
 * that the bad one is set aside with its reason and the rest is not held up. Belongs to the funnel's thread.
 */
final class RemoteEntries {
  private final WorkspaceStore store;
  private final EntrySeal seal;
  private final Replicas replicas;
  private final CutOffEntries cutOff;

  RemoteEntries(WorkspaceStore store, EntrySeal seal, Replicas replicas, CutOffEntries cutOff) {
    this.store = store;
    this.seal = seal;
    this.replicas = replicas;
    this.cutOff = cutOff;
  }

  /** Stores and applies the entries; on return they are durable. */
  List<Committed> take(List<Opened> entries) {
    try {
      return takeTogether(entries);
    } catch (RejectedException e) {
      List<Committed> commits = new ArrayList<>();
      for (Opened entry : entries) {
        commits.addAll(takeAlone(entry));
      }
      return commits;
    }
  }

  private List<Committed> takeAlone(Opened entry) {
    try {
      return takeTogether(List.of(entry));
    } catch (RejectedException e) {
      store.append(append(List.of(
          new Entry(entry.entry(), List.of(), Optional.of(String.valueOf(e.getMessage()))))));
      return List.of();
    }
  }

  private List<Committed> takeTogether(List<Opened> entries) throws RejectedException {
    Map<DocumentId, List<Change>> changes = new LinkedHashMap<>();
    Map<DocumentId, List<Change>> cut = new LinkedHashMap<>();
    List<Entry> rows = new ArrayList<>();
    List<Envelope> uncounted = new ArrayList<>();
    for (Opened opened : entries) {
      Envelope entry = opened.entry();
      if (opened.payload().isEmpty()) {
        rows.add(new Entry(entry, List.of(Records.DOCUMENT), Optional.empty()));
        continue;
      }
      Payload payload = opened.payload().get();
      rows.add(new Entry(entry, payload.documents(), Optional.empty()));
      boolean counts = seal.counts(entry);
      if (!counts) {
        uncounted.add(entry);
      }
      for (Payload.Part part : payload.parts()) {
        if (!part.change().author().equals(entry.header().log())) {
          // Or one could take the name, and the numbers, of another's coming changes.
          throw new RejectedException(
              Reason.CONTRADICTION, "a change of " + part.change().author() + " in another's log");
        }
        changes.computeIfAbsent(part.document(), d -> new ArrayList<>());
        (counts ? changes : cut)
            .computeIfAbsent(part.document(), d -> new ArrayList<>())
            .add(part.change());
      }
    }
    Map<Replica, Plan> plans = new LinkedHashMap<>();
    for (Map.Entry<DocumentId, List<Change>> e : changes.entrySet()) {
      Replica replica = replicas.get(e.getKey());
      List<Change> beyond = new ArrayList<>(cut.getOrDefault(e.getKey(), List.of()));
      if (!cutOff.isEmpty()) {
        beyond.addAll(Replica.cutOffChanges(e.getKey(), store, seal, cutOff));
      }
      plans.put(replica, Replica.plan(replica.document(), e.getValue(), beyond));
    }
    long position = store.append(append(rows));
    cutOff.add(uncounted);
    List<Committed> commits = new ArrayList<>();
    plans.forEach((replica, plan) -> commits.add(commit(replica, plan, position)));
    return commits;
  }

  private Committed commit(Replica replica, Plan plan, long position) {
    Commit commit = replica.document().commit(plan);
    replica.advanced(position, commit.changes().size());
    replica.snapshot(store, false);
    return Committed.elsewhere(replica.id(), commit);
  }

  private static Append append(List<Entry> rows) {
    return new Append(rows, List.of(), List.of(), Optional.empty());
  }
}
