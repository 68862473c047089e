package atoll.crdt.undo;

import atoll.crdt.Change;
import atoll.crdt.Op;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What one replica can undo and redo, from its changes in the order in which it made them. */
final class Stacks {
  private final Deque<Gesture> done = new ArrayDeque<>();
  private final Deque<Gesture> undone = new ArrayDeque<>();

  /** Takes the replica's next change; {@code idle} is kept as what has no effect of its own any more. */
  void take(Change change, Ranges idle) {
    boolean isPlain = true;
    boolean isKnown = true;
    for (Op op : change.ops()) {
      if (op instanceof Op.Undo undo) {
        isPlain = false;
        isKnown &= toggle(change, undo, idle);
      }
    }
    if (!isPlain) {
      // What took back an edit whose history was dropped has the effect that it had.
      if (isKnown) {
        idle.add(change.author(), change.firstCounter(), change.lastId().counter());
      }
      return;
    }
    undone.clear();
    Gesture last = done.peek();
    if (last != null && last.goesOnWith(change)) {
      done.pop();
      done.push(last.and(change));
    } else {
      done.push(Gesture.of(change));
    }
  }

  /** Whether the gesture is known. */
  private boolean toggle(Change change, Op.Undo undo, Ranges idle) {
    if (is(done.peek(), undo)) {
      undone.push(done.pop());
      idle.add(change.author(), undo.first(), undo.last());
    } else if (is(undone.peek(), undo)) {
      done.push(undone.pop());
      idle.remove(change.author(), undo.first());
    } else {
      return false;
    }
    return true;
  }

  private static boolean is(@Nullable Gesture gesture, Op.Undo undo) {
    return gesture != null && gesture.first() == undo.first() && gesture.last() == undo.last();
  }

  /** What can be undone, the latest first. */
  Deque<Gesture> done() {
    return done;
  }

  /** What can be redone, the latest first. */
  Deque<Gesture> undone() {
    return undone;
  }
}
