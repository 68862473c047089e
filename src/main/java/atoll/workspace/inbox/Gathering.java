package atoll.workspace.inbox;

import atoll.crdt.ReplicaId;
import atoll.workspace.NodeId;
import atoll.workspace.comments.Comment;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.inbox.Note.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What of a page one person is told. Who wrote is known by the person's id; another of the same name is another.
 *
 * @param name by which mentions name the person
 * @param person the id
 * @param self this instance's log
 * @param read the ids of notes that were read
 * @param writer whose instance wrote a log
 */
record Gathering(
    String name,
    String person,
    ReplicaId self,
    Set<String> read,
    Function<ReplicaId, Optional<String>> writer) {
  List<Note> of(NodeId page, Inbox.Found found) {
    List<Note> notes = new ArrayList<>();
    for (NamedInPage each : found.names()) {
      if (isMe(each.name()) && !isOwn(each.author(), "")) {
        notes.add(note(page, Kind.MENTION, each.id(), Optional.empty(), "", 0, each.line()));
      }
    }
    found.threads().forEach(thread -> notes.addAll(of(page, thread)));
    return notes;
  }

  private List<Note> of(NodeId page, CommentThread thread) {
    Pattern named = Pattern.compile(
        "(?<![\\p{L}\\p{N}])@" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    List<Note> notes = new ArrayList<>();
    boolean takesPart = false;
    for (Comment comment : thread.comments()) {
      boolean own = isOwn(comment.author(), comment.name());
      boolean names = named.matcher(comment.text()).find();
      if (!own && (names || takesPart)) {
        notes.add(note(
            page,
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

  /** @param called what the writer was called; decides only where nothing else is known */
  private boolean isOwn(ReplicaId author, String called) {
    return author.equals(self)
        || writer.apply(author).map(person::equals).orElseGet(() -> isMe(called));
  }

  private boolean isMe(String other) {
    return other.strip().equalsIgnoreCase(name);
  }

  private Note note(
      NodeId page,
      Kind kind,
      String id,
      Optional<String> thread,
      String author,
      long at,
      String text) {
    String whole = page + "/" + id;
    return new Note(whole, kind, page, thread, author, at, text, read.contains(whole));
  }
}
