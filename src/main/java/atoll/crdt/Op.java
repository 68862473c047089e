package atoll.crdt;

import atoll.crdt.codec.NamedMap;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a change. It uses as many counters of its writer as {@link #size()} says, and the ids of what it makes
 * are those of its counters.
 *
 * <p>Positions of text operations count entities (the characters and the two boundaries of each mark) of the document as
 * it is after the change's parents and the operations before in the same change. Everything else names what it means by id.
 */
public sealed interface Op {
  /** Counters that it uses; at least one. */
  int size();

  /** An operation on a container. */
  sealed interface Targeted extends Op {
    ContainerId target();
  }

  /** Puts characters in; each uses a counter. */
  record InsertText(ContainerId target, int at, String chars, SortedMap<String, Value> attributes)
      implements Targeted {
    public InsertText {
      attributes = NamedMap.copyOf(attributes);
    }

    @Override
    public int size() {
      return chars.length();
    }
  }

  /** Takes out {@code count} characters; each uses a counter. */
  record DeleteText(ContainerId target, int at, int count) implements Targeted {
    @Override
    public int size() {
      return count;
    }
  }

  /** Puts boundaries before the entity at {@code from} and before the one at {@code to}: sets one attribute between. */
  record MarkText(ContainerId target, int from, int to, String key, Value value, Expand expand)
      implements Targeted {
    @Override
    public int size() {
      return 2;
    }
  }

  /** Writes an entry of a map. */
  record Put(ContainerId target, String key, Value value) implements Single {}

  /** Takes an entry out of a map. */
  record Remove(ContainerId target, String key) implements Single {}

  /**
   * Puts items into a list, each with a place of its own: the first place hangs on {@code side} of the place {@code near}
   * (the start of the list if null), each further one on the right of the one before. An item's id is that of its first place.
   */
  record ListInsert(ContainerId target, @Nullable OpId near, Side side, List<Value> values)
      implements Targeted {
    public ListInsert {
      values = List.copyOf(values);
    }

    @Override
    public int size() {
      return values.size();
    }
  }

  /** Gives an item a new place, whose id is that of this operation. */
  record ListMove(ContainerId target, OpId item, @Nullable OpId near, Side side)
      implements Single {}

  /** Takes the place of an item away. */
  record ListDelete(ContainerId target, OpId item) implements Single {}

  /** Writes the value of an item. */
  record ListSet(ContainerId target, OpId item, Value value) implements Single {}

  /** Makes a node, whose id is that of this operation, below {@code parent} (the top if null). */
  record TreeCreate(ContainerId target, @Nullable OpId parent, String position) implements Single {}

  /** Puts a node below {@code parent} (the top if null), unless that would put it below itself. */
  record TreeMove(ContainerId target, OpId node, @Nullable OpId parent, String position)
      implements Single {}

  /** Puts a node, with what is below it, among the removed. */
  record TreeRemove(ContainerId target, OpId node) implements Single {}

  /** Adds to a counter. */
  record Add(ContainerId target, long amount) implements Single {}

  /**
   * Says that its change takes back what the author did with the counters from {@code first} to {@code last}, or does it
   * again if it was taken back before; does nothing by itself.
   *
   * @param restored the deleted characters for which the characters stand that this change inserts, in the same order
   */
  record Undo(long first, long last, List<Run> restored) implements Op {
    public Undo {
      restored = List.copyOf(restored);
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("counters " + first + " to " + last);
      }
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** The ids of {@code count} operations of one replica, one counter after the other. */
  record Run(OpId first, int count) {}

  /** An operation of a newer version: carried along as it came. */
  record Unknown(int code, int size, Value.Bytes content) implements Op {}

  /** An operation that uses one counter. */
  sealed interface Single extends Targeted {
    @Override
    default int size() {
      return 1;
    }
  }
}
