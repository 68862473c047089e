package atoll.workspace.funnel;

import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.WorkspaceStore.TabStep;
import atoll.sync.Receipt;
import atoll.workspace.Subscription;
import atoll.workspace.seal.Checking;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the documents of a workspace. One thread takes what waits, plans it, makes it durable in one append,
 * and only then changes what is in memory and tells the listeners; what waits meanwhile shares the next append.
 *
 * <p>Methods may be called by any thread but the funnel's own; listeners are called on the funnel's thread and return at
 * once.
 */
public final class Funnel implements AutoCloseable {
  /** The property of the store that is derived from the places of its entries. */
  public static final String CUT_OFFS = CutOffEntries.PROPERTY;

  private static final Logger LOG = Logger.getLogger(Funnel.class.getName());

  /** Entries that are taken while the next ones are checked: so many that the disk's time for each part is little. */
  private static final int PART = 1024;

  private final WorkspaceStore store;
  private final EntrySeal seal;
  private final OwnLog log;
  private final CutOffEntries cutOff;
  private final Replicas replicas;
  private final RemoteEntries remote;
  private final TabSteps steps;
  private final Listeners<Committed> commits = new Listeners<>();
  private final Listeners<List<Envelope>> stored = new Listeners<>();
  private final Lane<Work> lane;
  private volatile @Nullable Throwable broken;

  /** Starts a thread; the documents are opened as they are asked for. */
  public Funnel(WorkspaceId workspace, WorkspaceStore store, EntrySeal seal) {
    this(workspace, store, seal, Lane.Maker.THREADS);
  }

  /** A funnel whose works are done where {@code lanes} says. */
  public Funnel(WorkspaceId workspace, WorkspaceStore store, EntrySeal seal, Lane.Maker lanes) {
    this.store = store;
    this.seal = seal;
    this.log = new OwnLog(workspace, store, seal);
    this.cutOff = new CutOffEntries(store, seal);
    this.replicas = new Replicas(store, seal, cutOff);
    this.remote = new RemoteEntries(store, seal, replicas, cutOff);
    this.steps = new TabSteps(store);
    this.lane = lanes.make("funnel-" + workspace.toString().substring(0, 8), new Handler());
  }

  /**
   * Edits a document. The future ends when the edit is durable and shown, or with the reason why nothing happened: {@link
   * atoll.crdt.RejectedException}, {@link StoreException}, or what the intent threw.
   */
  public CompletableFuture<Committed> edit(
      DocumentId document, Intent intent, Optional<TabStep> step) {
    CompletableFuture<Committed> done = new CompletableFuture<>();
    lane.add(new Work.Editing(new Edit(document, intent, step, done)));
    return done;
  }

  /**
   * Edits two documents in one entry, so that nobody ever sees one edit without the other.
   *
   * @param then the other document, which the first intent may have made; asked on the funnel's thread, after that intent
   * @return what became of the second edit; if the first cannot be done, its reason
   */
  public CompletableFuture<Committed> editBoth(
      DocumentId first, Intent intent, Supplier<DocumentId> then, Intent thenIntent) {
    CompletableFuture<Committed> one = new CompletableFuture<>();
    CompletableFuture<Committed> other = new CompletableFuture<>();
    lane.add(new Work.Both(
        new Edit(first, intent, Optional.empty(), one),
        () -> new Edit(then.get(), thenIntent, Optional.empty(), other)));
    return one.thenCompose(done -> other);
  }

  /**
   * Edits a document, and another one in the same entry, if the first edit can be done.
   *
   * @return what became of the first edit
   */
  public CompletableFuture<Committed> edit(
      DocumentId first, Intent intent, Optional<TabStep> step, DocumentId also, Intent alsoIntent) {
    CompletableFuture<Committed> one = new CompletableFuture<>();
    CompletableFuture<Committed> other = new CompletableFuture<>();
    lane.add(new Work.Both(
        new Edit(first, intent, step, one),
        () -> new Edit(also, alsoIntent, Optional.empty(), other)));
    return one;
  }

  /** Reads a document in its newest state and waits for the answer. What is returned must not refer to the document. */
  public <T> T read(DocumentId document, Function<Document, T> reader) {
    return call(() -> reader.apply(replicas.get(document).document()));
  }

  /** The number of the last step of a tab that was taken; 0 if none was. Only on the funnel's thread. */
  public long lastStep(String session) {
    ownThread();
    return steps.last(session);
  }

  /** The newest state of a document, for listeners: only on the funnel's thread, only until the listener returns. */
  public Document view(DocumentId document) {
    ownThread();
    return replicas.get(document).document();
  }

  /**
   * Takes entries of other replicas, each log's in their order, none that the store has already. Waits until they are
   * durable and shown.
   *
   * @return the entries that are not their authors', or that their authors may not write, or whose key is missing
   * @throws StoreException if the store refuses; then nothing is taken from some entry on
   */
  public Receipt receive(List<Envelope> entries) {
    // On the caller's thread: what others wrote must not keep a person's keys waiting.
    Checking checking = seal.checking(entries);
    List<Receipt.Refusal> refusals = new ArrayList<>();
    CompletableFuture<Integer> taken = CompletableFuture.completedFuture(0);
    try {
      while (!checking.isDone()) {
        EntrySeal.Checked checked = checking.next(PART);
        checked.refused().forEach(refused -> refusals.add(refusal(refused)));
        List<Opened> opened = Opened.all(checked.good(), seal);
        answer(taken);
        if (!opened.isEmpty()) {
          taken = ask(() -> {
            remote.take(opened).forEach(commits::tell);
            return opened.size();
          });
        }
      }
    } finally {
      // Whatever happens: nothing of it is under way once this has returned.
      answer(taken);
    }
    return new Receipt(refusals);
  }

  private static Receipt.Refusal refusal(EntrySeal.Refused refused) {
    Envelope.Header header = refused.entry().header();
    return new Receipt.Refusal(header.log(), header.number(), refused.reason());
  }

  /**
   * Writes records of the membership into the own log, in clear, and waits until they are durable.
   *
   * @throws StoreException if the store refuses; then none of them is written
   */
  public void writeRecords(List<byte[]> records) {
    long number = call(() -> {
      Envelope entry = log.nextRecords(records);
      Entry row = new Entry(entry, List.of(Records.DOCUMENT), Optional.empty());
      store.append(new Append(List.of(row), List.of(), List.of(), Optional.empty()));
      stored.tell(List.of(entry));
      return entry.header().number();
    });
    LOG.log(Level.FINE, "Records of the membership are in entry {0}", number);
  }

  /** Records of the membership came: looks soon whether all that was stored still counts. */
  public void wake() {
    lane.add(new Work.Call(
        () -> {
          // The look comes before every batch of works.
        },
        closed -> {}));
  }

  /** Does something with a document soon, without waiting for it. */
  public void later(DocumentId document, Consumer<Document> work) {
    lane.add(new Work.Call(
        () -> {
          try {
            work.accept(replicas.get(document).document());
          } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "Reading the document " + document + " failed", e);
          }
        },
        closed -> {}));
  }

  /** Calls the listener after each commit. */
  public Subscription onCommit(Consumer<Committed> listener) {
    return commits.add(listener);
  }

  /** Calls the listener with entries of the own log when they are durable. */
  public Subscription onStored(Consumer<List<Envelope>> listener) {
    return stored.add(listener);
  }

  /** The replica id whose log this funnel writes. */
  public ReplicaId self() {
    return store.self();
  }

  /** Ends when everything that was asked for before is done and snapshots are kept. */
  @Override
  public void close() {
    lane.close();
  }

  private void process(List<Work> batch) {
    rejudge();
    Round round = newRound();
    for (Work work : batch) {
      if (!(work instanceof Work.Editing(Edit edit) && round.takes(edit))) {
        finish(round);
        round = newRound();
      }
      switch (work) {
        case Work.Editing(Edit edit) -> round.add(edit);
        case Work.Both(Edit first, Supplier<Edit> second) -> {
          round.add(first);
          if (!first.done().isDone()) {
            round.add(second.get());
          }
        }
        case Work.Call call -> call.task().run();
      }
    }
    finish(round);
    replicas.trim();
  }

  /**
   * Makes the documents anew whose entries count no more, or again, because of records that came. If the store refuses,
   * nothing has changed, and the next work tries it again.
   */
  private void rejudge() {
    try {
      if (cutOff.isStale()) {
        become(cutOff.judge());
      }
    } catch (DamagedException e) {
      throw e;
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "What a removal cut off is still shown until the disk obeys", e);
    }
  }

  private void become(CutOffEntries.Judgement judgement) {
    Map<DocumentId, Frontier> before = new LinkedHashMap<>();
    Map<DocumentId, Long> upTo = new LinkedHashMap<>();
    for (Envelope entry : judgement.changed()) {
      for (DocumentId document : Payload.documents(entry, seal)) {
        Replica replica = replicas.get(document);
        before.putIfAbsent(document, replica.document().frontier());
        upTo.put(document, replica.upTo());
      }
    }
    cutOff.become(judgement, upTo);
    before.keySet().forEach(replicas::drop);
    before.forEach((document, version) -> commits.tell(replicas.remake(document, version)));
  }

  private void ownThread() {
    if (!lane.isCurrent()) {
      throw new IllegalStateException("the documents belong to the funnel's thread");
    }
  }

  private Round newRound() {
    return new Round(store, log, replicas, steps);
  }

  private void finish(Round round) {
    Optional<Round.Written> result = round.finish();
    // Not before: a listener that reads the document would make the plans of the round void.
    round.broughtBack().forEach(commits::tell);
    if (result.isEmpty()) {
      // Nothing was written that they are needed for.
      round
          .broughtBack()
          .forEach(back -> commits.tell(replicas.remake(back.document(), back.after())));
    }
    result.ifPresent(written -> {
      // Those with the longest way hear of it first. Nobody here waits for the network.
      written.entry().ifPresent(entry -> stored.tell(List.of(entry)));
      written.done().forEach(done -> commits.tell(done.committed()));
      written.done().forEach(done -> done.edit().done().complete(done.committed()));
    });
  }

  private <T> T call(Supplier<T> work) {
    return answer(ask(work));
  }

  private <T> CompletableFuture<T> ask(Supplier<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    lane.add(new Work.Call(
        () -> {
          try {
            answer.complete(work.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        },
        answer::completeExceptionally));
    return answer;
  }

  private static <T> T answer(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private sealed interface Work {
    record Editing(Edit edit) implements Work {}

    /** @param second the edit of another document that shares the entry; asked if the first can be done */
    record Both(Edit first, Supplier<Edit> second) implements Work {}

    /** @param abandon hears why the task will never run */
    record Call(Runnable task, Consumer<Throwable> abandon) implements Work {}
  }

  private final class Handler implements Lane.Handler<Work> {
    @Override
    public void process(List<Work> batch) {
      Funnel.this.process(batch);
    }

    @Override
    public void ended() {
      replicas.snapshotAll();
    }

    @Override
    public void broke(Throwable bug) {
      // What is in memory cannot be trusted any more; what is on the disk can. Nobody may wait for
      // ever, and nobody may go on writing: a restart reads everything anew.
      LOG.log(Level.SEVERE, "A fault of Atoll's own stopped the workspace; restart Atoll", bug);
      broken = bug;
    }

    @Override
    public void fail(Work work) {
      IllegalStateException stopped =
          new IllegalStateException("The workspace is closed. Start Atoll again to go on.", broken);
      switch (work) {
        case Work.Editing(Edit edit) -> edit.done().completeExceptionally(stopped);
        case Work.Both(Edit first, Supplier<Edit> _) -> first.done().completeExceptionally(stopped);
        case Work.Call call -> call.abandon().accept(stopped);
      }
    }
  }
}
