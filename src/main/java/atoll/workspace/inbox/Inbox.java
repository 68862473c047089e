package atoll.workspace.inbox;

import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.Subscription;
import atoll.workspace.TreeService;
import atoll.workspace.TreeState;
import atoll.workspace.comments.CommentFormat;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.watch.PageWatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Gathers where others named this instance's person, and what they answered. A moment behind, as every index is. What was
 * read is written into the workspace, so that it is read on every device of the person. For any thread.
 */
public final class Inbox {
  private static final Comparator<Note> NEWEST_FIRST = Comparator.comparing(Note::read)
      .thenComparing(Comparator.comparingLong(Note::at).reversed())
      .thenComparing(Note::id);

  private final Funnel funnel;
  private final TreeService tree;
  private final PageWatch watch;
  private final Supplier<String> person;
  private final Persons persons;
  private final Listeners<Inbox> listeners = new Listeners<>();
  private final Map<NodeId, Found> pages = new HashMap<>();
  private volatile Known known = Known.NOTHING;

  /** What is written to be read in a document. Kept, so that whoever asks for notes never waits for the funnel. */
  private record Known(Optional<DocumentId> document, Set<String> read) {
    static final Known NOTHING = new Known(Optional.empty(), Set.of());
  }

  /** What a page holds for the inboxes of all its people. */
  record Found(List<NamedInPage> names, List<CommentThread> threads) {
    boolean isEmpty() {
      return names.isEmpty() && threads.isEmpty();
    }
  }

  /** @param person the display name, by which mentions name this instance's person */
  public Inbox(
      Funnel funnel, TreeService tree, PageWatch watch, Supplier<String> person, Persons persons) {
    this.funnel = funnel;
    this.tree = tree;
    this.watch = watch;
    this.person = person;
    this.persons = persons;
    watch.add(Inbox::read, this::found);
    funnel.onCommit(this::committed);
  }

  /** Where it is written what the person of an id has read. */
  public static DocumentId document(String person) {
    return InboxFormat.document(person);
  }

  /** Calls the listener when {@link #notes} may be others. On any thread. */
  public Subscription subscribe(Consumer<Inbox> listener) {
    begin();
    return listeners.add(listener);
  }

  /** What there is, as far as all that has been read here: the unread first, then the newest; none of pages in the trash. */
  public List<Note> notes() {
    begin();
    String name = person.get().strip();
    Known now = known;
    if (name.isEmpty() || !now.document().equals(Optional.of(own()))) {
      return List.of();
    }
    TreeState state = tree.state();
    Map<ReplicaId, Optional<String>> writers = new HashMap<>();
    Gathering gathering = new Gathering(
        name,
        persons.self(),
        funnel.self(),
        now.read(),
        log -> writers.computeIfAbsent(log, persons::writer),
        persons::name);
    List<Note> notes = new ArrayList<>();
    synchronized (this) {
      pages.forEach((page, found) -> {
        if (state.node(page).isPresent() && !state.inTrash(page)) {
          notes.addAll(gathering.of(page, found));
        }
      });
    }
    notes.sort(NEWEST_FIRST);
    return notes;
  }

  /** How many are unread. */
  public int unread() {
    return (int) notes().stream().filter(note -> !note.read()).count();
  }

  /** The title of the page that a note is about. */
  public String title(Note note) {
    return tree.state().node(note.page()).map(Node::title).orElse("");
  }

  /** Writes of some notes whether they were read. */
  public CompletableFuture<Committed> mark(Collection<String> ids, boolean read) {
    List<String> all = List.copyOf(ids);
    return funnel.edit(
        own(),
        document -> {
          Draft draft = document.draft();
          Set<String> before = InboxFormat.read(document);
          for (String id : all) {
            if (read && !before.contains(id)) {
              draft.put(InboxFormat.READ, id, Value.of(true));
            } else if (!read && before.contains(id)) {
              draft.remove(InboxFormat.READ, id);
            }
          }
          return draft;
        },
        Optional.empty());
  }

  private void committed(Committed committed) {
    if (committed.patches().isEmpty()) {
      return;
    }
    if (known.document().equals(Optional.of(committed.document()))) {
      learn(committed.document(), funnel.view(committed.document()));
    } else if (committed.document().equals(DocumentId.TREE)) {
      listeners.tell(this);
    }
  }

  /** Begins to read the pages, and what the person of now has read. */
  private void begin() {
    watch.begin();
    DocumentId own = own();
    if (!known.document().equals(Optional.of(own))) {
      funnel.later(own, document -> learn(own, document));
    }
  }

  private void learn(DocumentId document, Document view) {
    Known now = new Known(Optional.of(document), InboxFormat.read(view));
    if (!now.equals(known)) {
      known = now;
      listeners.tell(this);
    }
  }

  private DocumentId own() {
    return InboxFormat.document(persons.self());
  }

  private static Found read(Document page) {
    return new Found(NamedInPage.of(page), CommentFormat.read(page));
  }

  private void found(Map<NodeId, Found> read) {
    boolean changed = false;
    synchronized (this) {
      for (Map.Entry<NodeId, Found> entry : read.entrySet()) {
        Found now = entry.getValue();
        Found before =
            now.isEmpty() ? pages.remove(entry.getKey()) : pages.put(entry.getKey(), now);
        changed |= now.isEmpty() ? before != null : !now.equals(before);
      }
    }
    if (changed) {
      listeners.tell(this);
    }
  }
}
