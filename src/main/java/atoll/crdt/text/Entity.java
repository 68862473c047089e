package atoll.crdt.text;

import atoll.crdt.Value;
import atoll.crdt.structure.Stamp;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A character, or the boundary of a mark, of which the first is the start.
 *
 * @param attributes that the character was inserted with
 * @param mark null for a character
 */
record Entity(Stamp stamp, char character, SortedMap<String, Value> attributes, @Nullable Mark mark, boolean end) {
  boolean isCharacter() {
    return mark == null;
  }
}
