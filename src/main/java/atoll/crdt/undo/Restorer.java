package atoll.crdt.undo;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Value;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What undo does to a document, in a draft on its newest version. What has become impossible is left out by it. */
public interface Restorer {
  void insert(ContainerId text, int at, String chars, SortedMap<String, Value> attributes);

  void delete(ContainerId text, int at, int count);

  void mark(ContainerId text, int from, int to, String key, Value value, Expand expand);

  /** Writes an entry, or takes it out if the value is null. */
  void write(ContainerId map, String key, @Nullable Value value);

  /** Puts an item to where one of its places is, or deletes it if the place is null. */
  void place(ContainerId list, OpId item, @Nullable OpId place);

  void set(ContainerId list, OpId item, Value value);

  /** Puts a node below a parent (null: the top). */
  void place(ContainerId tree, OpId node, @Nullable OpId parent, String position);

  /**
   * Removes a node.
   *
   * @param isUnmade whether it ought never to have been made; then it stays while others' nodes are below it
   */
  void remove(ContainerId tree, OpId node, boolean isUnmade);

  void add(ContainerId counter, long amount);

  /** Whether anything was done so far. */
  boolean isEmpty();

  /** Says what was taken back, or done again. */
  void toggled(long first, long last, List<Op.Run> restored);
}
