package atoll.crdt.text;

import atoll.crdt.TextView;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A text at one version, without what was deleted: one entity after the other. */
public final class PlainText implements TextView {
  private final List<Entity> entities;

  PlainText(List<Entity> entities) {
    this.entities = entities;
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
      SortedMap<String, Value> attributes = covering.attributes(entity.style());
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

}
