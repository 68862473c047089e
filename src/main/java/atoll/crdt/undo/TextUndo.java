package atoll.crdt.undo;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.OpId;
import atoll.crdt.TextView;
import atoll.crdt.Value;
import atoll.crdt.text.Mark;
import atoll.crdt.text.TextAtom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Texts: a character ought to be there if its insertion has an effect and no deletion of it has. A character that brought
 * another one back stands for that one, in whose place it counts.
 */
final class TextUndo {
  private record Missing(TextAtom atom, int index, SortedMap<String, Value> attributes) {}

  private record Restyled(SortedMap<String, Value> was, SortedMap<String, Value> changes) {}

  /** How a mark expands that puts an attribute back to which no mark gave it. */
  private static final Expand USUAL = Expand.NONE;

  private final ContainerId id;
  private final List<TextAtom> atoms;
  private final Timeline timeline;
  private final Ranges before;
  private final Ranges after;
  private final Map<OpId, List<OpId>> deleters = new HashMap<>();
  private final Set<OpId> present = new HashSet<>();
  private final Map<String, Expand> expands = new HashMap<>();
  private final Map<OpId, Restyled> changes = new HashMap<>();
  private final List<OpId> restored = new ArrayList<>();

  TextUndo(ContainerId id, List<TextAtom> atoms, Timeline timeline, Ranges before, Ranges after) {
    this.id = id;
    this.atoms = atoms;
    this.timeline = timeline;
    this.before = before;
    this.after = after;
    for (TextAtom atom : atoms) {
      OpId root = timeline.root(atom.id());
      if (!atom.deleters().isEmpty()) {
        deleters.computeIfAbsent(root, key -> new ArrayList<>()).addAll(atom.deleters());
      } else if (atom.mark() == null) {
        present.add(root);
      }
      if (atom.mark() != null) {
        expands.put(atom.mark().key(), atom.mark().expand());
      }
    }
  }

  private boolean oughtToBe(OpId root, Ranges idle) {
    return !idle.contains(root)
        && deleters.getOrDefault(root, List.of()).stream().allMatch(idle::contains);
  }

  /** Changes the text and returns the characters, in order, for which the inserted ones stand. */
  List<OpId> restore(TextView now, Restorer to) {
    findChanges();
    List<Missing> missing = missing();
    List<SortedMap<String, Value>> attributes = attributesNow(now);
    Pen pen = new Pen(id, to);
    int index = 0;
    int next = 0;
    for (TextAtom atom : atoms) {
      if (!isShown(atom)) {
        continue;
      }
      for (; next < missing.size() && missing.get(next).index() <= index; next++) {
        insert(missing.get(next), pen);
      }
      OpId root = timeline.root(atom.id());
      boolean wasThere = oughtToBe(root, before);
      boolean isThere = oughtToBe(root, after);
      if (wasThere && !isThere) {
        pen.delete();
      } else {
        pen.keep(wasThere && isThere ? stillShown(root, attributes.get(index)) : Map.of());
      }
      index++;
    }
    missing.subList(next, missing.size()).forEach(one -> insert(one, pen));
    pen.end(expands, USUAL);
    return restored;
  }

  private static boolean isShown(TextAtom atom) {
    return atom.mark() == null && atom.deleters().isEmpty();
  }

  private void insert(Missing missing, Pen pen) {
    pen.insert(missing.atom().character(), missing.attributes());
    restored.add(missing.atom().id());
  }

  /**
   * The characters to bring back, in order, each with the number of shown ones before it. What stands for another one lies
   * somewhere near that one, so the order among those that are brought back is that of the ones for which they stand.
   */
  private List<Missing> missing() {
    int[] order = standInsByOrder();
    int[] latest = new int[atoms.size() + 1];
    int[] earliest = new int[atoms.size() + 1];
    earliest[atoms.size()] = Integer.MAX_VALUE;
    for (int i = 0; i < atoms.size(); i++) {
      latest[i + 1] = Math.max(latest[i], order[i] + 1);
    }
    for (int i = atoms.size() - 1; i >= 0; i--) {
      earliest[i] = order[i] < 0 ? earliest[i + 1] : Math.min(earliest[i + 1], order[i]);
    }
    List<Missing> missing = new ArrayList<>();
    Coverage covering = new Coverage(after);
    int index = 0;
    for (int i = 0; i < atoms.size(); i++) {
      TextAtom atom = atoms.get(i);
      if (atom.mark() != null) {
        covering.pass(atom.mark(), atom.end());
      } else if (isShown(atom)) {
        index++;
      } else if (isMissing(atom)) {
        int least = Math.max(index, latest[i]);
        missing.add(new Missing(atom, Math.min(least, earliest[i]), covering.attributes(atom)));
      }
    }
    return missing;
  }

  private boolean isMissing(TextAtom atom) {
    OpId root = timeline.root(atom.id());
    return root.equals(atom.id())
        && !present.contains(root)
        && !oughtToBe(root, before)
        && oughtToBe(root, after);
  }

  /** For each character the number of shown ones before the one that stands for it; -1 if there is none. */
  private int[] standInsByOrder() {
    Map<OpId, Integer> shown = new HashMap<>();
    int index = 0;
    for (TextAtom atom : atoms) {
      if (isShown(atom)) {
        OpId root = timeline.root(atom.id());
        if (!root.equals(atom.id())) {
          shown.put(root, index);
        }
        index++;
      }
    }
    int[] order = new int[atoms.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = shown.getOrDefault(atoms.get(i).id(), -1);
    }
    return order;
  }

  /** Notes for each character whose attributes ought to change what they ought to have been, and what is to be set. */
  private void findChanges() {
    Coverage was = new Coverage(before);
    Coverage is = new Coverage(after);
    for (TextAtom atom : atoms) {
      Mark mark = atom.mark();
      if (mark != null) {
        was.pass(mark, atom.end());
        is.pass(mark, atom.end());
      } else if (timeline.root(atom.id()).equals(atom.id())) {
        SortedMap<String, Value> old = was.attributes(atom);
        SortedMap<String, Value> fresh = is.attributes(atom);
        if (!old.equals(fresh)) {
          changes.put(atom.id(), new Restyled(old, difference(old, fresh)));
        }
      }
    }
  }

  private static SortedMap<String, Value> difference(
      SortedMap<String, Value> old, SortedMap<String, Value> fresh) {
    TreeMap<String, Value> changes = new TreeMap<>();
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(fresh.keySet());
    for (String key : keys) {
      Value value = fresh.getOrDefault(key, Value.NULL);
      if (!value.equals(old.getOrDefault(key, Value.NULL))) {
        changes.put(key, value);
      }
    }
    return changes;
  }

  /** What is to be set on a character where it shows what it ought to have shown. */
  private Map<String, Value> stillShown(OpId root, SortedMap<String, Value> shown) {
    Restyled restyled = changes.get(root);
    if (restyled == null) {
      return Map.of();
    }
    TreeMap<String, Value> left = new TreeMap<>(restyled.changes());
    left.keySet().removeIf(key -> !Objects.equals(shown.get(key), restyled.was().get(key)));
    return left;
  }

  private static List<SortedMap<String, Value>> attributesNow(TextView now) {
    List<SortedMap<String, Value>> all = new ArrayList<>(now.length());
    for (TextView.Span span : now.spans()) {
      for (int i = 0; i < span.chars().length(); i++) {
        all.add(span.attributes());
      }
    }
    return all;
  }
}
