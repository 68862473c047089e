package atoll.workspace.page;

import atoll.crdt.Change;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.store.WorkspaceStore.TabStep;
import atoll.workspace.Subscription;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Intent;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads, edits and watches pages. For any thread but the funnel's. */
public final class PageService {
  private final Funnel funnel;

  public PageService(Funnel funnel) {
    this.funnel = funnel;
  }

  /**
   * A page that is watched from one moment on, and how it was then.
   *
   * @param lastStep the number of the last step of the tab that was taken; 0 if none was
   * @param missed what led there from the version that was asked about; empty if none was, or if it is not one of this page
   */
  public record Opened(
      PageState state, long lastStep, Optional<Delta> missed, Subscription subscription) {}

  /**
   * A page that is watched again by somebody who saw an older version.
   *
   * @param version the newest version
   * @param missed what leads there from the older one
   */
  public record Resumed(Frontier version, Delta missed, Subscription subscription) {}

  /** The page as it is now; a page that nobody has written to is empty. */
  public PageState state(DocumentId page) {
    return funnel.read(page, PageState::of);
  }

  /**
   * Watches a page: the listener hears everything that comes after the state that is returned, on the funnel's thread.
   *
   * @param session the tab's session
   * @param before a version that the tab knew in another session
   */
  public Opened open(
      DocumentId page, String session, Optional<Frontier> before, Consumer<PageChange> listener) {
    return funnel.read(
        page,
        document -> new Opened(
            PageState.of(document),
            funnel.lastStep(session),
            before.filter(document::knows).map(known -> since(document, known)),
            watch(page, listener)));
  }

  /**
   * Watches a page again from an older version on; empty if that version is not one of this page, or if the step that was
   * on its way when the tab lost its connection has been taken, so that the tab must open the page anew.
   *
   * @param inFlight the number of that step; 0 if there was none
   */
  public Optional<Resumed> resume(
      DocumentId page,
      String session,
      Frontier since,
      long inFlight,
      Consumer<PageChange> listener) {
    return funnel.read(page, document -> {
      boolean taken = inFlight > 0 && funnel.lastStep(session) >= inFlight;
      if (taken || !document.knows(since)) {
        return Optional.empty();
      }
      Delta missed = since(document, since);
      return Optional.of(new Resumed(document.frontier(), missed, watch(page, listener)));
    });
  }

  private static Delta since(Document document, Frontier version) {
    return Delta.of(document.diff(version, document.frontier()));
  }

  /**
   * Does to a page what a tab did. The future ends when it is durable and shown, or with a {@link RejectedException} if
   * the delta does not fit the version it names.
   *
   * @param base the version that the tab had
   */
  public CompletableFuture<Committed> edit(
      DocumentId page, Frontier base, Delta delta, Optional<TabStep> step) {
    return funnel.edit(page, intent(base, delta), step);
  }

  /**
   * Does to a page what a tab did, and in the same entry to the tree what belongs to it; see the other. Nothing becomes of
   * the second if the first cannot be done.
   */
  public CompletableFuture<Committed> edit(
      DocumentId page, Frontier base, Delta delta, Optional<TabStep> step, Intent ofTree) {
    return funnel.edit(page, intent(base, delta), step, DocumentId.TREE, ofTree);
  }

  /** What {@link #edit} does to a page. */
  public static Intent intent(Frontier base, Delta delta) {
    return document -> draft(document, base, delta);
  }

  /** What an imported page said of itself above its text, as YAML; empty if nothing. */
  public String frontMatter(DocumentId page) {
    return funnel.read(
        page,
        document -> document.map(PageFormat.PROPERTIES).get(PageFormat.FRONT_MATTER)
                instanceof Value.Text(String yaml)
            ? yaml
            : "");
  }

  /** Keeps what an imported page says of itself, and waits until it is durable. */
  public void putFrontMatter(DocumentId page, String yaml) {
    funnel
        .edit(
            page,
            document -> {
              Draft draft = document.draft();
              draft.put(PageFormat.PROPERTIES, PageFormat.FRONT_MATTER, Value.of(yaml));
              return draft;
            },
            Optional.empty())
        .join();
  }

  private Subscription watch(DocumentId page, Consumer<PageChange> listener) {
    return funnel.onCommit(committed -> {
      if (committed.document().equals(page)) {
        listener.accept(new PageChange(
            committed.after(),
            Delta.of(committed.patches()),
            committed.origin(),
            committed.changes().stream().map(Change::author).collect(Collectors.toSet())));
      }
    });
  }

  private static Draft draft(Document document, Frontier base, Delta delta)
      throws RejectedException {
    if (!document.knows(base)) {
      throw new RejectedException(
          Reason.BAD_PARENTS, "the version " + base + " is not one of this page");
    }
    try {
      return write(document.draftAt(base), delta);
    } catch (IndexOutOfBoundsException e) {
      throw new RejectedException(Reason.OUT_OF_RANGE, "a delta beyond the text of its version");
    }
  }

  private static Draft write(Draft draft, Delta delta) throws RejectedException {
    int at = 0;
    for (Delta.Part part : delta.parts()) {
      switch (part) {
        case Delta.Keep(int count, SortedMap<String, Value> attributes) -> {
          mark(draft, at, at + count, attributes);
          at += count;
        }
        case Delta.Insert(String chars, SortedMap<String, Value> attributes) -> {
          PageFormat.check(attributes);
          PageFormat.check(chars);
          draft.insert(PageFormat.TEXT, at, chars, attributes);
          at += chars.length();
        }
        case Delta.Delete(int count) -> draft.delete(PageFormat.TEXT, at, count);
      }
    }
    first(draft, delta.first());
    return draft;
  }

  private static void mark(Draft draft, int from, int to, SortedMap<String, Value> attributes)
      throws RejectedException {
    PageFormat.check(attributes);
    for (Map.Entry<String, Value> e : attributes.entrySet()) {
      draft.mark(
          PageFormat.TEXT, from, to, e.getKey(), e.getValue(), PageFormat.expand(e.getKey()));
    }
  }

  private static void first(Draft draft, SortedMap<String, Value> attributes)
      throws RejectedException {
    PageFormat.check(attributes);
    attributes.forEach((key, value) -> {
      if (value.equals(Value.NULL)) {
        draft.remove(PageFormat.FIRST, key);
      } else {
        draft.put(PageFormat.FIRST, key, value);
      }
    });
  }
}
