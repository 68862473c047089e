package atoll.crdt.text;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.TextView;
import atoll.crdt.Value;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A text at one version, without what was deleted: one entity after the other. Turns positions of characters into operations. */
public final class PlainText implements TextView {
  private final List<Entity> entities;

  PlainText(List<Entity> entities) {
    this.entities = entities;
  }

  public static PlainText empty() {
    return new PlainText(new ArrayList<>());
  }

  /** A text of its own with the same content. */
  public PlainText copy() {
    return new PlainText(new ArrayList<>(entities));
  }

  @Override
  public int length() {
    return (int) entities.stream().filter(Entity::isCharacter).count();
  }

  @Override
  public char charAt(int index) {
    return toString().charAt(index);
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return toString().substring(from, to);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    entities.stream().filter(Entity::isCharacter).forEach(entity -> out.append(entity.character()));
    return out.toString();
  }

  @Override
  public List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    Covering covering = new Covering();
    for (Entity entity : entities) {
      if (entity.mark() != null) {
        covering.pass(entity.mark(), entity.end());
        continue;
      }
      SortedMap<String, Value> attributes = covering.attributes(entity);
      if (!spans.isEmpty() && spans.getLast().attributes().equals(attributes)) {
        Span last = spans.removeLast();
        spans.add(new Span(last.chars() + entity.character(), attributes));
      } else {
        spans.add(new Span(String.valueOf(entity.character()), attributes));
      }
    }
    return spans;
  }

  @Override
  public SortedMap<String, Value> attributesAt(int index) {
    int at = index;
    for (Span span : spans()) {
      if (at < span.chars().length()) {
        return span.attributes();
      }
      at -= span.chars().length();
    }
    throw new IndexOutOfBoundsException(index);
  }

  /** The operation that inserts before the character at {@code at}; marks that grow at their end take the new ones in. */
  public Op.InsertText insert(ContainerId target, int at, String chars) {
    return new Op.InsertText(target, slot(at), chars, new TreeMap<>());
  }

  /** The same, with exactly these attributes. */
  public Op.InsertText insert(ContainerId target, int at, String chars, SortedMap<String, Value> attributes) {
    int slot = slot(at);
    SortedMap<String, Value> inherited = coveringAt(slot).attributes();
    TreeMap<String, Value> own = new TreeMap<>();
    attributes.forEach((key, value) -> {
      if (!value.equals(inherited.getOrDefault(key, Value.NULL))) {
        own.put(key, value);
      }
    });
    inherited.keySet().stream().filter(key -> !attributes.containsKey(key)).forEach(key -> own.put(key, Value.NULL));
    return new Op.InsertText(target, slot, chars, own);
  }

  /** The operations that delete {@code count} characters and leave the boundaries between them. */
  public List<Op.DeleteText> delete(ContainerId target, int at, int count) {
    List<Op.DeleteText> ops = new ArrayList<>();
    int left = count;
    int from = entityOf(at);
    while (left > 0) {
      int end = from;
      while (end < entities.size() && entities.get(end).isCharacter() && end - from < left) {
        end++;
      }
      if (end > from) {
        ops.add(new Op.DeleteText(target, from - (count - left), end - from));
        left -= end - from;
      }
      from = end + (left > 0 ? 1 : 0);
    }
    return ops;
  }

  /** The operation that sets an attribute on the characters in {@code [from, to)}; not empty. */
  public Op.MarkText mark(ContainerId target, int from, int to, String key, Value value, Expand expand) {
    int end = expand == Expand.NONE ? entityOf(to - 1) + 1 : entityOf(to);
    return new Op.MarkText(target, entityOf(from), end, key, value, expand);
  }

  /** Applies an operation whose positions are those of this text. */
  public void apply(Entry entry) {
    switch (entry.op()) {
      case Op.InsertText(var target, int at, String chars, var attributes) -> {
        for (int i = 0; i < chars.length(); i++) {
          entities.add(at + i, new Entity(stamp(entry, i), chars.charAt(i), attributes, null, false));
        }
      }
      case Op.DeleteText(var target, int at, int count) -> entities.subList(at, at + count).clear();
      case Op.MarkText(var target, int from, int to, String key, var value, var expand) -> {
        Mark mark = new Mark(entry.stamp(), key, value, expand);
        entities.add(to, new Entity(stamp(entry, 1), '\0', new TreeMap<>(), mark, true));
        entities.add(from, new Entity(stamp(entry, 0), '\0', new TreeMap<>(), mark, false));
      }
      default -> throw new IllegalStateException(entry + " on a text");
    }
  }

  private static Stamp stamp(Entry entry, int offset) {
    OpId id = entry.id();
    return new Stamp(entry.lamport() + offset, new OpId(id.replica(), id.counter() + offset));
  }

  /** The index of the entity that is the character at {@code at}, or the number of entities. */
  private int entityOf(int at) {
    int left = at;
    for (int i = 0; i < entities.size(); i++) {
      if (entities.get(i).isCharacter() && left-- == 0) {
        return i;
      }
    }
    return entities.size();
  }

  private Covering coveringAt(int end) {
    Covering covering = new Covering();
    for (Entity entity : entities.subList(0, end)) {
      if (entity.mark() != null) {
        covering.pass(entity.mark(), entity.end());
      }
    }
    return covering;
  }

  /**
   * Where among the boundaries before the character at {@code at} a new character goes: there where the fewest marks are
   * wrong about it, the first such place. A mark is right to cover it if it covers the character before, and the one
   * after as well unless it grows at its end.
   */
  private int slot(int at) {
    int last = entityOf(at);
    int first = at == 0 ? 0 : entityOf(at - 1) + 1;
    Set<Mark> opened = new HashSet<>();
    Map<Mark, Boolean> wanted = new HashMap<>();
    for (Entity entity : entities.subList(first, last)) {
      Mark mark = entity.mark();
      if (mark != null && entity.end()) {
        boolean coversBefore = at > 0 && !opened.contains(mark);
        wanted.put(mark, coversBefore && mark.expand() == Expand.END);
      } else if (mark != null) {
        opened.add(mark);
        wanted.put(mark, false);
      }
    }
    Set<Mark> covering = new HashSet<>();
    wanted.keySet().stream().filter(mark -> !opened.contains(mark)).forEach(covering::add);
    int best = first;
    int fewest = Integer.MAX_VALUE;
    for (int slot = first; slot <= last; slot++) {
      int wrong = (int) wanted.entrySet().stream().filter(e -> e.getValue() != covering.contains(e.getKey())).count();
      if (wrong < fewest) {
        fewest = wrong;
        best = slot;
      }
      if (slot < last) {
        Entity entity = entities.get(slot);
        if (entity.end()) {
          covering.remove(entity.mark());
        } else if (entity.mark() != null) {
          covering.add(entity.mark());
        }
      }
    }
    return best;
  }
}
