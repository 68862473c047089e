package atoll.workspace.inbox;

import atoll.workspace.NodeId;
import java.util.Optional;

/**
 * Something that a person is told of. Names and text come from outside, never trusted as markup.
 *
 * @param id the same on every device and as long as what it tells of is there
 * @param page where it was written
 * @param thread of a comment: the thread that it stands in
 * @param author who wrote it; empty if that is not known
 * @param at when, in milliseconds since 1970; 0 if that is not known
 * @param text the line or the comment
 */
public record Note(
    String id,
    Kind kind,
    NodeId page,
    Optional<String> thread,
    String author,
    long at,
    String text,
    boolean read) {
  /** Why the person is told. */
  public enum Kind {
    /** The person is named in a page. */
    MENTION,
    /** The person is named in a comment. */
    COMMENT,
    /** Somebody wrote in a thread in which the person had written. */
    REPLY
  }
}
