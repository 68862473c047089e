package atoll.ui.live;

import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.store.DocumentId;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore.TabStep;
import atoll.ui.Refusals;
import atoll.ui.Words;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.PageLook;
import atoll.workspace.Subscription;
import atoll.workspace.TreeService;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.funnel.AlreadyTakenException;
import atoll.workspace.funnel.Origin;
import atoll.workspace.links.Backlink;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageChange;
import atoll.workspace.page.PageService;
import atoll.workspace.presence.PresenceService;
import atoll.workspace.seal.ReadOnlyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A page that a tab has open: tells the tab in one order what the page was and everything that happens to it from then on.
 * What the tab sends comes from one thread at a time; what happens comes from the funnel.
 */
final class OpenPage implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OpenPage.class.getName());

  private final Workspace workspace;
  private final NodeId node;
  private final DocumentId document;
  private final String session;
  private final Consumer<String> send;
  private final int tab;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private String title = "";
  private PageLook look = PageLook.PLAIN;
  private boolean gone;
  private List<Backlink> backlinks = List.of();

  /** Keeps what the tab says of its caret in order, whichever thread passes it on. */
  private final Object caretLock = new Object();

  /** How often the tab has said where its caret is. Guarded by the lock. */
  private int caretWords;

  /** Whether every caret that was told of has been shown; for the funnel's thread. */
  private boolean caretsComplete = true;

  /**
   * @param session the tab's name for itself
   * @param send takes messages to the tab; returns at once
   */
  OpenPage(Workspace workspace, NodeId node, String session, Consumer<String> send) {
    this.workspace = workspace;
    this.node = node;
    this.document = node.document();
    this.session = session;
    this.send = send;
    this.tab = workspace.presence().newTab();
  }

  /**
   * Tells the tab how the page is and begins to tell what happens.
   *
   * @param since the version that the tab has, if it has one
   * @param inFlight the number of the step that was on its way when the tab lost its connection; 0 for none
   * @param before a version that the tab knew before it was loaded again, to be told what has changed since
   */
  synchronized void open(Optional<Frontier> since, long inFlight, Optional<Frontier> before) {
    // The lock keeps what happens meanwhile behind the first message. The funnel has no listener of
    // ours before its turn,
    // so it cannot wait for this thread while this thread waits for it.
    Optional<Node> known = workspace.tree().state().node(node);
    title = known.map(Node::title).orElse("");
    look = known.map(Node::look).orElse(PageLook.PLAIN);
    // First of all, so that nothing moves when it comes.
    send.accept(AsideMessages.look(node, look));
    Optional<PageService.Resumed> resumed = since.flatMap(
        version -> workspace.pages().resume(document, session, version, inFlight, this::changed));
    if (resumed.isPresent()) {
      subscriptions.add(resumed.get().subscription());
      send.accept(
          Messages.patch(node.toString(), resumed.get().version(), resumed.get().missed()));
      send.accept(Messages.title(node.toString(), title));
    } else {
      PageService.Opened opened = workspace.pages().open(document, session, before, this::changed);
      subscriptions.add(opened.subscription());
      send.accept(Messages.page(node.toString(), title, opened));
    }
    subscriptions.add(workspace.tree().subscribe(this::treeChanged));
    subscriptions.add(workspace.presence().subscribe(this::moved));
    subscriptions.add(workspace.links().subscribe(this::linksChanged));
    subscriptions.add(workspace.comments().subscribe(document, this::threads));
    caretsChanged(false);
    // Nothing here may wait for the funnel any more: it may be telling this page something, and
    // wait for the lock.
    workspace.comments().threads(document, this::threads);
    subscriptions.add(workspace.people().onChange(this::people));
    people();
    backlinks = workspace.links().to(node);
    send.accept(AsideMessages.backlinks(workspace.tree().state(), node, backlinks));
  }

  /**
   * Does what the tab did.
   *
   * @param head what it did above the text
   * @param selection where the tab's selection is after it
   */
  void step(
      long number,
      Frontier base,
      Delta delta,
      Optional<HeadPatch> head,
      Optional<Selection> selection) {
    int word = selection.isPresent() ? caretWord() : 0;
    PageService pages = workspace.pages();
    Optional<TabStep> step = Optional.of(new TabStep(session, number));
    var _ = head.map(above -> pages.edit(
            document,
            base,
            delta,
            step,
            TreeService.becoming(node, above::titleAfter, above::lookAfter)))
        .orElseGet(() -> pages.edit(document, base, delta, step))
        .whenComplete((committed, failure) -> {
          if (failure != null) {
            refused(number, failure);
          } else {
            // A step that changed nothing leaves its author with the version that it is based on.
            Frontier version = committed.versionOfAuthor().orElse(base);
            selection.ifPresent(at -> caretAfterStep(word, version, at));
          }
        });
  }

  /** Positions of the two ends of a selection, in UTF-16 code units. */
  record Selection(int anchor, int head) {}

  void caret(Frontier base, Selection selection) {
    synchronized (caretLock) {
      caretWords++;
      tellCaret(base, selection);
    }
  }

  void noCaret() {
    synchronized (caretLock) {
      caretWords++;
      workspace.presence().left(tab, document);
    }
  }

  private int caretWord() {
    synchronized (caretLock) {
      return ++caretWords;
    }
  }

  /** The tab hears of its step a moment before, and may have said something newer of its caret, or be gone. */
  private void caretAfterStep(int word, Frontier version, Selection selection) {
    synchronized (caretLock) {
      if (word == caretWords) {
        tellCaret(version, selection);
      }
    }
  }

  private void tellCaret(Frontier version, Selection selection) {
    workspace.presence().moved(tab, document, version, selection.anchor(), selection.head());
  }

  void rename(String newTitle) {
    workspace.tree().rename(node, newTitle);
  }

  /** Gives the page another look. If that is refused, the tab shows it as it is. */
  void dress(UnaryOperator<PageLook> change) {
    try {
      workspace.tree().dress(node, change);
    } catch (StoreException | ReadOnlyException refused) {
      LOG.log(Level.WARNING, "A look was not taken: {0}", refused.getMessage());
      send.accept(AsideMessages.look(node, look));
    }
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    noCaret();
  }

  private synchronized void changed(PageChange change) {
    String page = node.toString();
    switch (change.origin()) {
      case Origin.Local(Optional<TabStep> step)
      when step.isPresent() && step.get().session().equals(session) ->
        send.accept(
            Messages.confirmed(page, step.get().number(), change.version(), change.delta()));
      case Origin.Local local -> patch(change);
      case Origin.Remote remote -> {
        patch(change);
        if (!caretsComplete) {
          caretsChanged(true);
        }
      }
    }
  }

  /** Begins or continues a thread. */
  void comment(String thread, String id, String quote, String text) {
    told(workspace.comments().add(document, thread, id, quote, text));
  }

  void resolve(String thread, boolean resolved) {
    told(workspace.comments().resolve(document, thread, resolved));
  }

  void uncomment(String thread, String id) {
    told(workspace.comments().delete(document, thread, id));
  }

  /** If nothing was written the tab shows the threads as they are. */
  private void told(CompletableFuture<?> writing) {
    var _ = writing.whenComplete((done, failure) -> {
      if (failure != null) {
        LOG.log(Level.WARNING, "A comment was not taken: {0}", failure.getMessage());
        workspace.comments().threads(document, this::threads);
      }
    });
  }

  private synchronized void threads(List<CommentThread> threads) {
    send.accept(AsideMessages.comments(node, threads, workspace.comments()::isOwn));
  }

  /** Whom the page and its comments may name. */
  private synchronized void people() {
    send.accept(AsideMessages.people(node, workspace.people().all()));
    // Somebody whom a line names that links here may be called otherwise now.
    if (!backlinks.isEmpty()) {
      linksChanged(Set.of(node));
    }
  }

  private synchronized void linksChanged(Set<NodeId> targets) {
    if (targets.contains(node)) {
      backlinks = workspace.links().to(node);
      send.accept(AsideMessages.backlinks(workspace.tree().state(), node, backlinks));
    }
  }

  private void patch(PageChange change) {
    send.accept(Messages.patch(node.toString(), change.version(), change.delta()));
  }

  private synchronized void treeChanged(TreeState state) {
    Optional<Node> now = state.node(node);
    if (now.isEmpty() && !gone) {
      gone = true;
      send.accept(Messages.gone(node.toString()));
    } else if (now.isPresent() && !now.get().title().equals(title)) {
      title = now.get().title();
      send.accept(Messages.title(node.toString(), title));
    }
    if (now.isPresent() && !now.get().look().equals(look)) {
      look = now.get().look();
      send.accept(AsideMessages.look(node, look));
    }
    // A page that links here may have been renamed, trashed or restored.
    if (!backlinks.isEmpty()) {
      linksChanged(Set.of(node));
    }
  }

  private void moved(PresenceService.Moved moved) {
    // The tab knows where its own caret is.
    if (moved.page().equals(document) && moved.tab() != tab) {
      caretsChanged(true);
    }
  }

  private void caretsChanged(boolean evenIfNone) {
    workspace.presence().carets(document, tab, carets -> {
      caretsComplete = carets.complete();
      if (evenIfNone || !carets.all().isEmpty()) {
        send.accept(Messages.carets(node.toString(), carets.version(), carets.all()));
      }
    });
  }

  private void refused(long number, Throwable failure) {
    String page = node.toString();
    switch (failure) {
      case AlreadyTakenException again -> {
        // The tab learns from the page or the patch that it is in.
      }
      case RejectedException e ->
        send.accept(
            Messages.refused(page, number, e.reason().name(), Words.of("editor.step-refused")));
      case StoreException e ->
        send.accept(Messages.refused(page, number, "STORE", String.valueOf(e.getMessage())));
      case ReadOnlyException e ->
        send.accept(Messages.refused(page, number, "READ_ONLY", Refusals.of(e).orElseThrow()));
      default ->
        send.accept(Messages.refused(page, number, "FAULT", Words.of("editor.step-failed")));
    }
  }
}
