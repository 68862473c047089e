package atoll.workspace.comments;

import atoll.crdt.ReplicaId;

/**
 * What somebody said about a text. Name and text come from outside, never trusted as markup.
 *
 * @param id unlike those of other comments of its thread
 * @param number its place in the thread: one more than the greatest that its author saw
 * @param author whose instance wrote it
 * @param name the person's name at that time
 * @param at when, in milliseconds since 1970; to be shown, never to decide anything
 */
public record Comment(String id, int number, ReplicaId author, String name, long at, String text) {
  /** UTF-16 code units of a comment at the most. */
  public static final int MOST_CHARACTERS = 10_000;
}
