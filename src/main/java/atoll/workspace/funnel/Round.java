package atoll.workspace.funnel;

import atoll.crdt.Commit;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Edits of different documents that share one envelope and one durable append. Belongs to the funnel's thread; used once.
 */
final class Round {
  private final WorkspaceStore store;
  private final OwnLog log;
  private final Replicas replicas;
  private final TabSteps steps;
  private final Map<DocumentId, Planned> planned = new LinkedHashMap<>();
  private final List<Committed> broughtBack = new ArrayList<>();
  private boolean hasStep;

  /** @param plan empty if there is nothing to do */
  private record Planned(Edit edit, Replica replica, Optional<Plan> plan) {}

  Round(WorkspaceStore store, OwnLog log, Replicas replicas, TabSteps steps) {
    this.store = store;
    this.log = log;
    this.replicas = replicas;
    this.steps = steps;
  }

  /** Whether the edit can share this round: a second edit of a document must see the first one done. */
  boolean takes(Edit edit) {
    return !planned.containsKey(edit.document())
        && planned.size() < Payload.MOST_CHANGES
        && !(hasStep && edit.step().isPresent());
  }

  /** Plans the edit; one that cannot be done ends here and leaves the others alone. */
  void add(Edit edit) {
    try {
      if (edit.step().isPresent()
          && edit.step().get().number() <= steps.last(edit.step().get().session())) {
        throw new AlreadyTakenException(edit.step().get());
      }
      Replica replica = replicas.get(edit.document());
      Optional<Plan> plan = plan(edit, replica.document());
      if (plan.isPresent()) {
        Plan first = plan.get();
        log.requireRight(() -> new Payload(own(edit.document(), first)).toBytes());
        Optional<Commit> own = replicas.bringBackOwn(replica);
        if (own.isPresent()) {
          broughtBack.add(Committed.elsewhere(edit.document(), own.get()));
          plan = plan(edit, replica.document());
        }
      }
      planned.put(edit.document(), new Planned(edit, replica, plan));
      hasStep |= edit.step().isPresent();
    } catch (Exception e) {
      edit.done().completeExceptionally(e);
    }
  }

  private static Optional<Plan> plan(Edit edit, Document document) throws RejectedException {
    Draft draft = edit.intent().draft(document);
    return draft.isEmpty() ? Optional.empty() : Optional.of(document.plan(draft));
  }

  /** What came back into documents before the edits; see {@link Replica#bringBackOwn}. */
  List<Committed> broughtBack() {
    return broughtBack;
  }

  /** What is new in a plan. With it may be done what others wrote before and what waited for it; that is in their logs. */
  private List<Payload.Part> own(DocumentId document, Plan plan) {
    return plan.changes().stream()
        .filter(change -> change.author().equals(store.self()))
        .map(change -> new Payload.Part(document, change))
        .toList();
  }

  /**
   * Makes the planned edits durable, then shows them.
   *
   * @return the entry that was written and what happened; nothing if no edit changed anything, or if the store refused
   */
  Optional<Written> finish() {
    List<Payload.Part> parts = new ArrayList<>();
    planned.forEach((id, p) -> p.plan().ifPresent(plan -> parts.addAll(own(id, plan))));
    Optional<Envelope> entry = Optional.empty();
    long position = 0;
    if (!parts.isEmpty()) {
      try {
        Payload payload = new Payload(parts);
        entry = Optional.of(log.next(payload));
        Entry stored = new Entry(entry.get(), payload.documents(), Optional.empty());
        position = store.append(new Append(List.of(stored), List.of(), List.of(), step()));
        step().ifPresent(steps::took);
      } catch (RuntimeException e) {
        planned.values().forEach(p -> p.edit().done().completeExceptionally(e));
        return Optional.empty();
      }
    }
    List<Done> done = new ArrayList<>();
    for (Planned p : planned.values()) {
      done.add(new Done(p.edit(), commit(p, position)));
    }
    return Optional.of(new Written(entry, done));
  }

  /** What a round did: listeners hear of the commits first, then whoever asked for them. */
  record Written(Optional<Envelope> entry, List<Done> done) {}

  /** An edit and what became of it. */
  record Done(Edit edit, Committed committed) {}

  private Committed commit(Planned p, long position) {
    Document document = p.replica().document();
    Commit commit = p.plan()
        .map(document::commit)
        .orElseGet(
            () -> new Commit(document.frontier(), document.frontier(), List.of(), List.of()));
    p.replica().advanced(position, commit.changes().size());
    p.replica().snapshot(store, false);
    return new Committed(
        p.edit().document(),
        commit.before(),
        commit.after(),
        commit.changes(),
        commit.patches(),
        new Origin.Local(p.edit().step()));
  }

  private Optional<WorkspaceStore.TabStep> step() {
    return planned.values().stream().flatMap(p -> p.edit().step().stream()).findFirst();
  }
}
