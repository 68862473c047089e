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
import atoll.workspace.comments.Comment;
import atoll.workspace.comments.CommentFormat;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.inbox.Note.Kind;
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
import java.util.regex.Pattern;

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
  private final Listeners<Inbox> listeners = new Listeners<>();
  private final Map<NodeId, Found> pages = new HashMap<>();
  private volatile Known known = Known.NOTHING;

  /** What is written to be read in a document. Kept, so that whoever asks for notes never waits for the funnel. */
  private record Known(Optional<DocumentId> document, Set<String> read) {
    static final Known NOTHING = new Known(Optional.empty(), Set.of());
  }

  /** What a page holds for the inboxes of all its people. */
  private record Found(List<NamedInPage> names, List<CommentThread> threads) {
    boolean isEmpty() {
      return names.isEmpty() && threads.isEmpty();
    }
  }

  /** @param person the display name, by which mentions name this instance's person */
  public Inbox(Funnel funnel, TreeService tree, PageWatch watch, Supplier<String> person) {
    this.funnel = funnel;
    this.tree = tree;
    this.watch = watch;
    this.person = person;
    watch.add(Inbox::read, this::found);
    funnel.onCommit(this::committed);
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
    List<Note> notes = new ArrayList<>();
    synchronized (this) {
      pages.forEach((page, found) -> {
        if (state.node(page).isPresent() && !state.inTrash(page)) {
          notes.addAll(new Gathering(page, name, now.read(), funnel.self()).of(found));
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
        InboxFormat.document(person.get()),
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
    return InboxFormat.document(person.get());
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

  /** What of a page one person is told. */
  private record Gathering(NodeId page, String name, Set<String> read, ReplicaId self) {
    List<Note> of(Found found) {
      List<Note> notes = new ArrayList<>();
      for (NamedInPage each : found.names()) {
        if (isMe(each.name()) && !each.author().equals(self)) {
          notes.add(note(Kind.MENTION, each.id(), Optional.empty(), "", 0, each.line()));
        }
      }
      found.threads().forEach(thread -> notes.addAll(of(thread)));
      return notes;
    }

    private List<Note> of(CommentThread thread) {
      Pattern named = Pattern.compile(
          "(?<![\\p{L}\\p{N}])@" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
      List<Note> notes = new ArrayList<>();
      boolean takesPart = false;
      for (Comment comment : thread.comments()) {
        boolean own = comment.author().equals(self) || isMe(comment.name());
        boolean names = named.matcher(comment.text()).find();
        if (!own && (names || takesPart)) {
          notes.add(note(
              names ? Kind.COMMENT : Kind.REPLY,
              thread.id() + "/" + comment.id(),
              Optional.of(thread.id()),
              comment.name(),
              comment.at(),
              comment.text()));
        }
        takesPart |= own;
      }
      return notes;
    }

    private boolean isMe(String other) {
      return other.strip().equalsIgnoreCase(name);
    }

    private Note note(
        Kind kind, String id, Optional<String> thread, String author, long at, String text) {
      String whole = page + "/" + id;
      return new Note(whole, kind, page, thread, author, at, text, read.contains(whole));
    }
  }
}
