package atoll.workspace.inbox;

import atoll.crdt.ReplicaId;
import atoll.workspace.NodeId;
import atoll.workspace.comments.Comment;
import atoll.workspace.comments.CommentText;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.inbox.Note.Kind;
import atoll.workspace.page.Mention;
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
 * @param called what the person of an id is called now
 */
record Gathering(
    String name,
    String person,
    ReplicaId self,
    Set<String> read,
    Function<ReplicaId, Optional<String>> writer,
    Function<String, Optional<String>> called) {
  List<Note> of(NodeId page, Inbox.Found found) {
    List<Note> notes = new ArrayList<>();
    for (NamedInPage each : found.names()) {
      if (isMe(each.person()) && !isOwn(each.author(), "")) {
        String line =
            each.line(each.person().id().flatMap(called).orElse(each.person().name()));
        notes.add(note(page, Kind.MENTION, each.id(), Optional.empty(), "", 0, line));
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
      CommentText text = new CommentText(comment.text());
      boolean names = text.persons().contains(person)
          || named.matcher(text.withoutPersons()).find();
      if (!own && (names || takesPart)) {
        notes.add(note(
            page,
            names ? Kind.COMMENT : Kind.REPLY,
            thread.id() + "/" + comment.id(),
            Optional.of(thread.id()),
            comment.name(),
            comment.at(),
            text.readable(called)));
      }
      takesPart |= own;
    }
    return notes;
  }

  /** @param name what the writer was called; decides only where nothing else is known */
  private boolean isOwn(ReplicaId author, String name) {
    return author.equals(self)
        || writer.apply(author).map(person::equals).orElseGet(() -> isMe(name));
  }

  /** By the id, if the mention has one; then another of the same name is not meant. */
  private boolean isMe(Mention.OfPerson mentioned) {
    return mentioned.id().map(person::equals).orElseGet(() -> isMe(mentioned.name()));
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
