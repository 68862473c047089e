package atoll.crdt.list;

import atoll.crdt.OpId;
import atoll.crdt.Side;
import atoll.crdt.structure.Trie;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list, in which an item can be.
 *
 * @param item the only one that can be here
 * @param chunk the number of the chunk in which it lies
 * @param left what hangs on the left of it, by id
 * @param right what hangs on the right of it, by id
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared and never changed; there is one for every move ever
// made.
record Place(@Nullable OpId id, OpId item, int chunk, OpId[] left, OpId[] right)
    implements Trie.Keyed<OpId> {
  static final OpId[] NONE = {};

  @Override
  public OpId key() {
    if (id == null) {
      throw new IllegalStateException("the start has no key");
    }
    return id;
  }

  OpId[] hanging(Side side) {
    return side == Side.LEFT ? left : right;
  }

  /** The same with one more hanging on it. */
  Place with(Side side, OpId child) {
    OpId[] before = hanging(side);
    int at = ~Arrays.binarySearch(before, child);
    OpId[] after = new OpId[before.length + 1];
    System.arraycopy(before, 0, after, 0, at);
    after[at] = child;
    System.arraycopy(before, at, after, at + 1, before.length - at);
    return side == Side.LEFT
        ? new Place(id, item, chunk, after, right)
        : new Place(id, item, chunk, left, after);
  }

  Place in(int newChunk) {
    return new Place(id, item, newChunk, left, right);
  }
}
