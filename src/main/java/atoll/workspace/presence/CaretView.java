package atoll.workspace.presence;

/**
 * Somebody's caret in the version of a page that it was asked for.
 *
 * @param id the same as long as that tab is there
 * @param name the person's name; comes from outside, never trusted as markup
 * @param color an index into the colours of people, from 0
 * @param anchor where the selection began, in UTF-16 code units
 * @param head where the caret is
 */
public record CaretView(String id, String name, int color, int anchor, int head) {
  /** How many colours there are for people. */
  public static final int COLORS = 8;
}
