package atoll.crdt.text;

import atoll.crdt.OpId;
import org.jspecify.annotations.Nullable;

/**
 * A character, or the boundary of a mark, of which the first is the start.
 *
 * @param style what the character was inserted with
 * @param mark null for a character
 */
record Entity(OpId id, char character, Style style, @Nullable Mark mark, boolean end) {
  boolean isCharacter() {
    return mark == null;
  }
}
