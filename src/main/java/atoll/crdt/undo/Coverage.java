package atoll.crdt.undo;

import atoll.crdt.Value;
import atoll.crdt.structure.Stamp;
import atoll.crdt.text.Mark;
import atoll.crdt.text.TextAtom;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The effective marks that cover a place, while one walks over everything that a text ever held. */
final class Coverage {
  private final Ranges idle;
  private final Map<String, TreeMap<Stamp, Mark>> byKey = new HashMap<>();

  Coverage(Ranges idle) {
    this.idle = idle;
  }

  void pass(Mark mark, boolean end) {
    if (!idle.contains(mark.stamp().id())) {
      TreeMap<Stamp, Mark> marks = byKey.computeIfAbsent(mark.key(), key -> new TreeMap<>());
      if (end) {
        marks.remove(mark.stamp());
      } else {
        marks.put(mark.stamp(), mark);
      }
    }
  }

  /** What a character here ought to have: for each key the later of what it was inserted with and what covers it. */
  SortedMap<String, Value> attributes(TextAtom character) {
    TreeMap<String, Value> found = new TreeMap<>(character.attributes());
    Stamp own = character.written();
    byKey.forEach((key, marks) -> {
      boolean wins =
          !marks.isEmpty() && (!found.containsKey(key) || marks.lastKey().compareTo(own) > 0);
      if (wins) {
        found.put(key, marks.lastEntry().getValue().value());
      }
    });
    found.values().removeIf(Value.NULL::equals);
    return found;
  }
}
