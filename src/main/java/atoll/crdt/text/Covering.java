package atoll.crdt.text;

import atoll.crdt.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The marks that cover a place, while one walks over the entities from the start. */
final class Covering {
  private final Map<String, TreeSet<Mark>> byKey = new HashMap<>();

  void pass(Mark mark, boolean end) {
    TreeSet<Mark> marks = byKey.computeIfAbsent(
        mark.key(), key -> new TreeSet<>((a, b) -> a.stamp().compareTo(b.stamp())));
    if (end) {
      marks.remove(mark);
    } else {
      marks.add(mark);
    }
  }

  /** What a character has that was inserted here without attributes of its own. */
  SortedMap<String, Value> attributes() {
    TreeMap<String, Value> found = new TreeMap<>();
    byKey.forEach((key, marks) -> {
      if (!marks.isEmpty() && !marks.last().value().equals(Value.NULL)) {
        found.put(key, marks.last().value());
      }
    });
    return found;
  }

  /** What a character of that style has: for each key the greater of its own value and the covering marks'. */
  SortedMap<String, Value> attributes(Style style) {
    SortedMap<String, Value> found = attributes();
    style.attributes().forEach((key, value) -> {
      TreeSet<Mark> marks = byKey.get(key);
      if (marks == null || marks.isEmpty() || marks.last().stamp().compareTo(style.stamp()) < 0) {
        if (value.equals(Value.NULL)) {
          found.remove(key);
        } else {
          found.put(key, value);
        }
      }
    });
    return found;
  }
}
