package atoll.crdt;

import java.util.List;
import java.util.SortedMap;

/** A text at one version. Positions and lengths count UTF-16 code units. Reading an empty or unknown text finds nothing. */
public interface TextView extends CharSequence {
  /** Characters with the same attributes, one run after the other over the whole text; neighbours differ. */
  List<Span> spans();

  /** The attributes of the character at {@code index}. */
  SortedMap<String, Value> attributesAt(int index);

  /** The characters. */
  @Override
  String toString();

  /** A run of characters; its attributes never hold {@link Value#NULL}. */
  record Span(String chars, SortedMap<String, Value> attributes) {}
}
