package atoll.workspace.funnel;

import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
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
    if (entries.stream().anyMatch(each -> each.entry().header().log().equals(store.self()))) {
      // This folder was set back. What it wrote may wait for what has not come yet, and its numbers
      // must not be used again.
      store.renew();
      replicas.clear();
    }
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
      return takeWhatCanBe(entry, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes those changes of an entry that can be done, one by one: had it come before what the others are wrong with, these
   * would be done too, and everybody has to come to the same.
   */
  private List<Committed> takeWhatCanBe(Opened opened, String reason) {
    Map<DocumentId, List<Change>> good = new LinkedHashMap<>();
    List<DocumentId> touched = List.of();
    Map<Replica, Plan> plans = new LinkedHashMap<>();
    try {
      Payload payload = opened.payload().orElseThrow();
      payload.requireAuthor(opened.entry().header().log());
      touched = payload.documents();
      for (Payload.Part part : payload.parts()) {
        List<Change> with = new ArrayList<>(good.getOrDefault(part.document(), List.of()));
        with.add(part.change());
        if (canBe(part.document(), with)) {
          good.put(part.document(), with);
        }
      }
      for (Map.Entry<DocumentId, List<Change>> e : good.entrySet()) {
        plans.put(replicas.get(e.getKey()), plan(e.getKey(), e.getValue(), List.of()));
      }
    } catch (RejectedException unreadable) {
      good.clear();
      plans.clear();
    }
    long position = store.append(append(List.of(
        good.isEmpty()
            ? new Entry(opened.entry(), List.of(), Optional.of(reason))
            : new Entry(opened.entry(), touched, Optional.empty()))));
    List<Committed> commits = new ArrayList<>();
    plans.forEach((replica, plan) -> commits.add(commit(replica, plan, position)));
    return commits;
  }

  private boolean canBe(DocumentId document, List<Change> changes) {
    try {
      plan(document, changes, List.of());
      return true;
    } catch (RejectedException wrong) {
      return false;
    }
  }

  private Plan plan(DocumentId document, List<Change> changes, List<Change> cut)
      throws RejectedException {
    List<Change> beyond = new ArrayList<>(cut);
    if (!cutOff.isEmpty()) {
      beyond.addAll(Replica.cutOffChanges(document, store, seal, cutOff));
    }
    return Replica.plan(replicas.get(document).document(), changes, beyond);
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
      payload.requireAuthor(entry.header().log());
      for (Payload.Part part : payload.parts()) {
        changes.computeIfAbsent(part.document(), d -> new ArrayList<>());
        (counts ? changes : cut)
            .computeIfAbsent(part.document(), d -> new ArrayList<>())
            .add(part.change());
      }
    }
    Map<Replica, Plan> plans = new LinkedHashMap<>();
    for (Map.Entry<DocumentId, List<Change>> e : changes.entrySet()) {
      plans.put(
          replicas.get(e.getKey()),
          plan(e.getKey(), e.getValue(), cut.getOrDefault(e.getKey(), List.of())));
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
