package atoll.workspace.links;

import atoll.workspace.NodeId;

/**
 * A line of a page that links to another one.
 *
 * @param from the page that the line stands in
 * @param line its text with the titles of what it mentions, cut to {@link #MOST_CHARACTERS}
 */
public record Backlink(NodeId from, String line) {
  /** UTF-16 code units of a line at the most. */
  public static final int MOST_CHARACTERS = 300;
}
