package atoll.workspace.comments;

import atoll.crdt.Draft;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.workspace.Subscription;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads and writes the comments of pages. What is written comes from tabs: the futures end when it is durable and shown,
 * or with a {@link RejectedException}. For any thread but the funnel's.
 */
public final class CommentService {
  private static final int MOST_QUOTE = 300;

  private final Funnel funnel;
  private final Supplier<String> name;
  private final Supplier<Instant> clock;

  /** @param name the person's display name */
  public CommentService(Funnel funnel, Supplier<String> name, Supplier<Instant> clock) {
    this.funnel = funnel;
    this.name = name;
    this.clock = clock;
  }

  /** The threads of a page, in no particular order. */
  public List<CommentThread> threads(DocumentId page) {
    return funnel.read(page, CommentFormat::read);
  }

  /** Gives them to {@code reader} soon, on the funnel's thread, in order with what {@link #subscribe} tells. */
  public void threads(DocumentId page, Consumer<List<CommentThread>> reader) {
    funnel.later(page, document -> reader.accept(CommentFormat.read(document)));
  }

  /** Calls the listener with a page's threads whenever they change, on the funnel's thread. */
  public Subscription subscribe(DocumentId page, Consumer<List<CommentThread>> listener) {
    return funnel.onCommit(committed -> {
      if (committed.document().equals(page) && touchesComments(committed)) {
        listener.accept(CommentFormat.read(funnel.view(page)));
      }
    });
  }

  /** Whether this instance's person wrote it. */
  public boolean isOwn(Comment comment) {
    return comment.author().equals(funnel.self());
  }

  /**
   * Adds a comment; the first one begins its thread.
   *
   * @param quote the text that the thread is about; used by the first comment only
   */
  public CompletableFuture<Committed> add(
      DocumentId page, String thread, String id, String quote, String text) {
    ReplicaId self = funnel.self();
    return funnel.edit(
        page,
        document -> {
          check(thread, id);
          if (text.isBlank() || text.length() > Comment.MOST_CHARACTERS) {
            throw new RejectedException(Reason.TOO_LARGE, "a comment of " + text.length());
          }
          List<Comment> before = CommentFormat.read(document).stream()
              .filter(each -> each.id().equals(thread))
              .findFirst()
              .map(CommentThread::comments)
              .orElse(List.of());
          int number = before.isEmpty() ? 0 : before.getLast().number() + 1;
          Draft draft = document.draft();
          if (before.isEmpty()) {
            String begin = quote.substring(0, Math.min(quote.length(), MOST_QUOTE));
            draft.put(
                CommentFormat.COMMENTS,
                CommentFormat.quoteKey(thread),
                Value.of(wellFormed(begin)));
          }
          Comment comment = new Comment(
              id, number, self, name.get(), clock.get().toEpochMilli(), wellFormed(text));
          draft.put(
              CommentFormat.COMMENTS, CommentFormat.key(thread, id), CommentFormat.write(comment));
          return draft;
        },
        Optional.empty());
  }

  /** Closes a thread, or opens it again. */
  public CompletableFuture<Committed> resolve(DocumentId page, String thread, boolean resolved) {
    return funnel.edit(
        page,
        document -> {
          check(thread, thread);
          Draft draft = document.draft();
          draft.put(CommentFormat.COMMENTS, CommentFormat.resolvedKey(thread), Value.of(resolved));
          return draft;
        },
        Optional.empty());
  }

  /** Deletes a comment of one's own; a thread goes with its last one. */
  public CompletableFuture<Committed> delete(DocumentId page, String thread, String id) {
    return funnel.edit(
        page,
        document -> {
          Optional<Comment> comment = CommentFormat.read(document, thread, id);
          if (comment.isEmpty() || !isOwn(comment.get())) {
            throw new RejectedException(Reason.MALFORMED, "a comment that is not one's own");
          }
          Draft draft = document.draft();
          draft.remove(CommentFormat.COMMENTS, CommentFormat.key(thread, id));
          return draft;
        },
        Optional.empty());
  }

  private static boolean touchesComments(Committed committed) {
    return committed.patches().stream()
        .anyMatch(patch ->
            patch instanceof Patch.MapPatch map && map.target().equals(CommentFormat.COMMENTS));
  }

  private static void check(String thread, String id) throws RejectedException {
    if (!CommentFormat.isId(thread) || !CommentFormat.isId(id)) {
      throw new RejectedException(Reason.MALFORMED, "a comment without an id");
    }
  }

  /** Without halves of surrogate pairs. */
  private static String wellFormed(String text) {
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\ufffd' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
