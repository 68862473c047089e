package atoll.crdt.list;

import atoll.crdt.OpId;
import atoll.crdt.Value;
import atoll.crdt.structure.Stamp;
import atoll.crdt.structure.Trie;
import org.jspecify.annotations.Nullable;

/**
 * An item of a list with its two registers.
 *
 * @param placed the last writer of where it is
 * @param place null if it is deleted
 * @param written the last writer of what it is
 */
record Item(OpId key, Stamp placed, @Nullable OpId place, Stamp written, Value value)
    implements Trie.Keyed<OpId> {
  Item at(Stamp stamp, @Nullable OpId newPlace) {
    return new Item(key, stamp, newPlace, written, value);
  }

  Item with(Stamp stamp, Value newValue) {
    return new Item(key, placed, place, stamp, newValue);
  }

  /** Whether it shows something else than before. */
  boolean isSetSince(Item before) {
    return value instanceof Value.Container
        ? !written.equals(before.written)
        : !value.equals(before.value);
  }
}
