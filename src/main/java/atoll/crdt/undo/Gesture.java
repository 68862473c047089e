package atoll.crdt.undo;

import atoll.crdt.Change;
import atoll.crdt.Op;
import java.util.List;

/**
 * What one undo takes back: changes of one replica one after the other, as the range of their counters.
 *
 * @param end the last of them, with which a next one is compared
 */
record Gesture(long first, long last, Change end) {
  /** Milliseconds within which the next key follows that belongs to the same word. */
  private static final long PAUSE_MS = 1000;

  static Gesture of(Change change) {
    return new Gesture(change.firstCounter(), change.lastId().counter(), change);
  }

  /** Whether the change goes on typing, or deleting, what this one does: soon, in the same text, within a word. */
  boolean goesOnWith(Change next) {
    long pause = next.time() - end.time();
    boolean isSoon = end.time() != 0 && pause >= 0 && pause <= PAUSE_MS;
    if (!isSoon
        || next.firstCounter() != last + 1
        || end.ops().size() != 1
        || next.ops().size() != 1) {
      return false;
    }
    boolean directly = next.parents().ids().equals(List.of(end.lastId()));
    return switch (next.ops().getFirst()) {
      case Op.InsertText insert
      when end.ops().getFirst() instanceof Op.InsertText before ->
        insert.target().equals(before.target())
            && (!directly || insert.at() == before.at() + before.size())
            && !beginsWord(before.chars(), insert.chars());
      case Op.DeleteText delete
      when end.ops().getFirst() instanceof Op.DeleteText before ->
        delete.target().equals(before.target())
            && (!directly
                || delete.at() == before.at()
                || delete.at() + delete.count() == before.at());
      default -> false;
    };
  }

  private static boolean beginsWord(String before, String chars) {
    return Character.isWhitespace(before.charAt(before.length() - 1))
        && !Character.isWhitespace(chars.charAt(0));
  }

  Gesture and(Change next) {
    return new Gesture(first, next.lastId().counter(), next);
  }
}
