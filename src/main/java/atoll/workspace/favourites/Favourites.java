package atoll.workspace.favourites;

import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Value;
import atoll.identity.PersonId;
import atoll.store.DocumentId;
import atoll.workspace.NodeId;
import atoll.workspace.Subscription;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Intent;
import atoll.workspace.funnel.Listeners;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The pages that this device's person keeps at hand, in the person's own order, the same on every device of theirs. For
 * any thread but the funnel's where it changes something; those methods return when it is durable.
 */
public final class Favourites {
  private final Funnel funnel;
  private final DocumentId document;
  private final Listeners<List<NodeId>> listeners = new Listeners<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile List<NodeId> pages = List.of();

  /** Where those of a person are written. */
  public static DocumentId document(PersonId person) {
    return FavouritesFormat.document(person);
  }

  public Favourites(Funnel funnel, PersonId person) {
    this.funnel = funnel;
    this.document = FavouritesFormat.document(person);
    funnel.onCommit(this::committed);
  }

  /** In their order, with those that are in the trash or not here yet; empty for the moment until they are read. */
  public List<NodeId> pages() {
    begin();
    return pages;
  }

  /** Calls the listener when {@link #pages} are others, on the funnel's thread. */
  public Subscription subscribe(Consumer<List<NodeId>> listener) {
    begin();
    return listeners.add(listener);
  }

  /** Puts a page at the end, unless it is one of them. */
  public void add(NodeId page) {
    edit(now -> {
      Draft draft = now.draft();
      if (FavouritesFormat.places(now, page).isEmpty()) {
        int end = now.list(FavouritesFormat.PAGES).size();
        draft.listInsert(FavouritesFormat.PAGES, end, Value.of(page.toString()));
      }
      return draft;
    });
  }

  /** Takes a page out; the page stays as it is. */
  public void remove(NodeId page) {
    edit(now -> {
      Draft draft = now.draft();
      for (int place : FavouritesFormat.places(now, page).reversed()) {
        draft.listDelete(FavouritesFormat.PAGES, place, 1);
      }
      return draft;
    });
  }

  /**
   * Puts one of them elsewhere.
   *
   * @param before another of them; empty for the end
   */
  public void move(NodeId page, Optional<NodeId> before) {
    edit(now -> {
      Draft draft = now.draft();
      List<Integer> places = FavouritesFormat.places(now, page);
      if (places.isEmpty() || before.equals(Optional.of(page))) {
        return draft;
      }
      for (int place : places.subList(1, places.size()).reversed()) {
        draft.listDelete(FavouritesFormat.PAGES, place, 1);
      }
      int from = places.getFirst();
      int target = before
          .map(next -> FavouritesFormat.places(now, next))
          .filter(found -> !found.isEmpty())
          .map(List::getFirst)
          .orElse(now.list(FavouritesFormat.PAGES).size());
      int gone = (int) places.stream().filter(place -> place < target).count();
      if (from != target - gone) {
        draft.listMove(FavouritesFormat.PAGES, from, target - gone);
      }
      return draft;
    });
  }

  private void edit(Intent intent) {
    funnel.edit(document, intent, Optional.empty()).join();
  }

  private void begin() {
    if (begun.compareAndSet(false, true)) {
      funnel.later(document, this::learn);
    }
  }

  private void committed(Committed committed) {
    if (committed.document().equals(document) && !committed.patches().isEmpty()) {
      begun.set(true);
      learn(funnel.view(document));
    }
  }

  private void learn(Document now) {
    List<NodeId> read = FavouritesFormat.pages(now);
    if (!read.equals(pages)) {
      pages = read;
      listeners.tell(read);
    }
  }
}
