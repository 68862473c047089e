package atoll.workspace.presence;

import atoll.crdt.Anchor;
import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.store.DocumentId;
import atoll.workspace.Subscription;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.page.PageFormat;
import atoll.workspace.page.PagePositions;
import atoll.workspace.presence.Beat.Caret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Knows where the carets of all tabs are: those of this instance, which it tells the others, and those that the others
 * told. For any thread unless a method says otherwise.
 */
public final class PresenceService {
  private final Funnel funnel;
  private final Supplier<String> name;
  private final Consumer<byte[]> send;
  private final AtomicInteger lastTab = new AtomicInteger();
  private final Map<Integer, Caret> own = new ConcurrentHashMap<>();
  private final Map<String, Beat> others = new ConcurrentHashMap<>();
  private final Listeners<Moved> listeners = new Listeners<>();

  /**
   * @param name the person's display name
   * @param send takes the newest beat to the others; returns at once
   */
  public PresenceService(Funnel funnel, Supplier<String> name, Consumer<byte[]> send) {
    this.funnel = funnel;
    this.name = name;
    this.send = send;
  }

  /**
   * A caret came to a page, moved in it, or left it.
   *
   * @param tab the tab of this instance whose caret it is; 0 if it is somebody else's
   */
  public record Moved(DocumentId page, int tab) {}

  /** A number above 0 for a new tab, which no other tab of this run gets. */
  public int newTab() {
    return lastTab.incrementAndGet();
  }

  /**
   * Notes soon where a tab's selection is, in the positions of a version that the tab has. Positions beyond the text mean
   * its end; a version that is unknown is ignored, since the tab will tell again. What is noted of a tab, here and by {@link
   * #left}, counts in the order of the calls.
   */
  public void moved(int tab, DocumentId page, Frontier base, int anchor, int head) {
    funnel.later(page, document -> {
      if (document.knows(base)) {
        Caret caret =
            new Caret(tab, page, anchorAt(document, base, anchor), anchorAt(document, base, head));
        own.put(tab, caret);
        told(new Moved(page, tab));
      }
    });
  }

  /** Forgets soon a tab's selection in a page. */
  public void left(int tab, DocumentId page) {
    funnel.later(page, document -> {
      if (own.remove(tab) != null) {
        told(new Moved(page, tab));
      }
    });
  }

  /** Tells the others once more, who may not have been able to read it. */
  public void tellAgain() {
    own.values().stream()
        .findFirst()
        .ifPresent(any -> funnel.later(any.page(), document -> send()));
  }

  /**
   * Takes what another instance told.
   *
   * @param peer names the instance as the link does
   * @param beat empty if it has gone
   */
  public void received(String peer, byte[] beat) {
    try {
      Beat before = beat.length == 0 ? others.remove(peer) : others.put(peer, Beat.parse(beat));
      List<Caret> touched = new ArrayList<>(before == null ? List.of() : before.carets());
      Beat now = others.get(peer);
      touched.addAll(now == null ? List.of() : now.carets());
      touched.stream()
          .map(Caret::page)
          .distinct()
          .forEach(page -> listeners.tell(new Moved(page, 0)));
    } catch (RejectedException e) {
      // Nobody is harmed by a caret that is not shown.
    }
  }

  /** Calls the listener when a caret came, moved or went. On any thread. */
  public Subscription subscribe(Consumer<Moved> listener) {
    return listeners.add(listener);
  }

  /**
   * The carets in a page at one moment.
   *
   * @param version the version whose positions they are in
   * @param complete false if some were left out because they are in text that has not come yet
   */
  public record Carets(Frontier version, List<CaretView> all, boolean complete) {}

  /**
   * Gives the carets in a page, but those of one tab, to {@code reader} soon, on the funnel's thread. Carets in text that
   * has not come yet are left out.
   */
  public void carets(DocumentId page, int exceptTab, Consumer<Carets> reader) {
    funnel.later(page, document -> {
      List<CaretView> found = new ArrayList<>();
      List<Caret> here = own.values().stream().filter(c -> c.tab() != exceptTab).toList();
      boolean complete = collect(document, page, new Beat(funnel.self(), name.get(), here), found);
      for (Beat beat : others.values()) {
        complete &= collect(document, page, beat, found);
      }
      reader.accept(new Carets(document.frontier(), found, complete));
    });
  }

  /** Says whether all of them have a place in the text that is there. */
  private static boolean collect(
      Document document, DocumentId page, Beat beat, List<CaretView> into) {
    boolean complete = true;
    for (Caret caret : beat.carets()) {
      if (caret.page().equals(page)) {
        OptionalInt anchor = document.position(caret.anchor());
        OptionalInt head = document.position(caret.head());
        if (anchor.isPresent() && head.isPresent()) {
          String id = beat.replica() + "." + caret.tab();
          into.add(new CaretView(
              id, beat.name(), color(beat.replica()), anchor.getAsInt(), head.getAsInt()));
        } else {
          complete = false;
        }
      }
    }
    return complete;
  }

  /** The colour of an instance's person: the same on every screen. */
  private static int color(ReplicaId replica) {
    return (int) Long.remainderUnsigned(replica.value() >>> 8, CaretView.COLORS);
  }

  /** On the funnel's thread alone, so that the newest beat is the last. */
  private void told(Moved moved) {
    send();
    listeners.tell(moved);
  }

  private void send() {
    send.accept(new Beat(funnel.self(), name.get(), List.copyOf(own.values())).toBytes());
  }

  private static Anchor anchorAt(Document document, Frontier base, int position) {
    int now = PagePositions.map(document.diff(base, document.frontier()), position);
    int within = Math.clamp(now, 0, document.text(PageFormat.TEXT).length());
    // Behind the character before it, as the caret of the tab itself stays there.
    return document.anchor(PageFormat.TEXT, within, Side.RIGHT);
  }
}
