package atoll.crdt.text;

import atoll.crdt.Expand;
import atoll.crdt.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Chooses where among the boundaries before a character a new character goes: there where the fewest marks are wrong about
 * it, the first such place. A mark is right to cover it if it covers the character before, and the one after as well
 * unless it grows at its end (Peritext, section 3.3). One that takes away what does not grow, a link, is right to cover it at
 * both of its edges, since there is an edge of the link as well (section 4.2.2).
 */
final class Slots {
  private final TextState text;
  private final int at;
  private final int first;
  private final int last;
  private final Map<Mark, Boolean> wanted = new HashMap<>();
  private final Set<Mark> covering = new HashSet<>();

  Slots(TextState text, int at) {
    this.text = text;
    this.at = at;
    int end = text.entityOf(at) - at;
    int start = end;
    while (start > 0 && text.boundaryPosition(start - 1) == at) {
      start--;
    }
    first = start;
    last = end;
  }

  /** The entity before which the character goes. */
  int best() {
    Set<Mark> opened = new HashSet<>();
    for (int i = first; i < last; i++) {
      Mark mark = text.mark(i);
      if (!text.isEnd(i)) {
        opened.add(mark);
        wanted.put(mark, at > 0 && takesAway(mark));
      } else if (opened.contains(mark)) {
        wanted.put(mark, false);
      } else {
        covering.add(mark);
        wanted.put(mark, at > 0 && (mark.expand() == Expand.END || takesAway(mark)));
      }
    }
    int best = first;
    int fewest = wrong();
    for (int slot = first + 1; slot <= last; slot++) {
      Mark mark = text.mark(slot - 1);
      if (text.isEnd(slot - 1)) {
        covering.remove(mark);
      } else {
        covering.add(mark);
      }
      int wrong = wrong();
      if (wrong < fewest) {
        fewest = wrong;
        best = slot;
      }
    }
    return at + best;
  }

  private static boolean takesAway(Mark mark) {
    return mark.expand() == Expand.NONE && mark.value().equals(Value.NULL);
  }

  private int wrong() {
    return (int) wanted.entrySet().stream()
        .filter(e -> e.getValue() != covering.contains(e.getKey()))
        .count();
  }
}
