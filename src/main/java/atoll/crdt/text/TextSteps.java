package atoll.crdt.text;

import atoll.crdt.ContainerId;
import atoll.crdt.Patch;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the steps of a text patch, joining what can be one. */
public final class TextSteps {
  private final List<Patch.TextStep> steps = new ArrayList<>();

  /** What is put in at the end and not a step yet. */
  private String inserted = "";

  /** The same as soon as there is more than one piece of it: joined in place, so that many small ones cost no square. */
  private @Nullable StringBuilder joined;

  private SortedMap<String, Value> attributes = Collections.emptySortedMap();

  /** Keeps characters whose attributes were those of {@code before} and are those of {@code after}. */
  public void retain(int count, SortedMap<String, Value> before, SortedMap<String, Value> after) {
    retain(count, changes(before, after));
  }

  public void retain(int count, SortedMap<String, Value> changes) {
    if (count == 0) {
      return;
    }
    endInsert();
    if (!steps.isEmpty()
        && steps.getLast() instanceof Patch.Retain last
        && last.changes().equals(changes)) {
      steps.set(steps.size() - 1, new Patch.Retain(last.count() + count, changes));
    } else {
      steps.add(new Patch.Retain(count, changes));
    }
  }

  public void delete(int count) {
    if (count == 0) {
      return;
    }
    endInsert();
    if (!steps.isEmpty() && steps.getLast() instanceof Patch.Delete last) {
      steps.set(steps.size() - 1, new Patch.Delete(last.count() + count));
    } else {
      steps.add(new Patch.Delete(count));
    }
  }

  public void insert(String more, SortedMap<String, Value> having) {
    if (!inserted.isEmpty() && !having.equals(attributes)) {
      endInsert();
    }
    if (inserted.isEmpty()) {
      inserted = more;
      attributes = having;
      return;
    }
    if (joined == null) {
      joined = new StringBuilder(inserted);
    }
    joined.append(more);
  }

  private void endInsert() {
    if (!inserted.isEmpty()) {
      String chars = joined == null ? inserted : joined.toString();
      steps.add(new Patch.Insert(chars, attributes));
      inserted = "";
      joined = null;
    }
  }

  /** The patch, if it does anything. */
  public Optional<Patch> patch(ContainerId target) {
    endInsert();
    while (!steps.isEmpty()
        && steps.getLast() instanceof Patch.Retain last
        && last.changes().isEmpty()) {
      steps.removeLast();
    }
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Patch.TextPatch(target, steps));
  }

  private static SortedMap<String, Value> changes(
      SortedMap<String, Value> before, SortedMap<String, Value> after) {
    if (before.equals(after)) {
      return Collections.emptySortedMap();
    }
    TreeMap<String, Value> changes = new TreeMap<>(after);
    changes.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    before.keySet().stream()
        .filter(key -> !after.containsKey(key))
        .forEach(key -> changes.put(key, Value.NULL));
    return changes;
  }
}
