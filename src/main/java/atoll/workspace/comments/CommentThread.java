package atoll.workspace.comments;

import java.util.List;

/**
 * A conversation about a stretch of text, which carries the mark {@link CommentFormat#mark}.
 *
 * @param quote the text as it was when the thread began
 * @param comments in the order in which they answer each other; never empty
 */
public record CommentThread(String id, String quote, boolean resolved, List<Comment> comments) {
  public CommentThread {
    comments = List.copyOf(comments);
  }
}
