package atoll.crdt.undo;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Walks over a text from its start and changes it, one character after the other; what can be done at once is. */
final class Pen {
  private final ContainerId text;
  private final Restorer to;
  private final List<Map<String, Value>> marks = new ArrayList<>();
  private final StringBuilder chars = new StringBuilder();
  private SortedMap<String, Value> attributes = new TreeMap<>();
  private int deleted;
  private int at;

  Pen(ContainerId text, Restorer to) {
    this.text = text;
    this.to = to;
  }

  void keep(Map<String, Value> changes) {
    flush();
    marks.add(changes);
    at++;
  }

  void delete() {
    flushInsertion();
    deleted++;
  }

  void insert(char character, SortedMap<String, Value> with) {
    flushDeletion();
    if (!chars.isEmpty() && !attributes.equals(with)) {
      flushInsertion();
    }
    attributes = with;
    chars.append(character);
  }

  private void flush() {
    flushDeletion();
    flushInsertion();
  }

  private void flushDeletion() {
    if (deleted > 0) {
      to.delete(text, at, deleted);
      deleted = 0;
    }
  }

  private void flushInsertion() {
    if (!chars.isEmpty()) {
      to.insert(text, at, chars.toString(), attributes);
      for (int i = 0; i < chars.length(); i++) {
        marks.add(Map.of());
      }
      at += chars.length();
      chars.setLength(0);
    }
  }

  /** Ends the walk and sets the attributes. */
  void end(Map<String, Expand> expands, Expand usual) {
    flush();
    TreeSet<String> keys = new TreeSet<>();
    marks.forEach(changes -> keys.addAll(changes.keySet()));
    for (String key : keys) {
      Expand expand = expands.getOrDefault(key, usual);
      for (int from = 0; from < marks.size(); from++) {
        Value value = marks.get(from).get(key);
        if (value != null) {
          int end = from + 1;
          while (end < marks.size() && Objects.equals(marks.get(end).get(key), value)) {
            end++;
          }
          to.mark(text, from, end, key, value, expand);
          from = end - 1;
        }
      }
    }
  }
}
