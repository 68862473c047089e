package atoll.crdt;

import atoll.crdt.tree.TreeState;
import atoll.crdt.undo.Restorer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Drafts what undo asks for. */
record DraftRestorer(Draft draft) implements Restorer {
  @Override
  public void insert(ContainerId text, int at, String chars, SortedMap<String, Value> attributes) {
    draft.insert(text, at, chars, attributes);
  }

  @Override
  public void delete(ContainerId text, int at, int count) {
    draft.delete(text, at, count);
  }

  @Override
  public void mark(ContainerId text, int from, int to, String key, Value value, Expand expand) {
    draft.mark(text, from, to, key, value, expand);
  }

  @Override
  public void write(ContainerId map, String key, @Nullable Value value) {
    if (value == null) {
      draft.remove(map, key);
    } else {
      draft.put(map, key, value);
    }
  }

  @Override
  public void place(ContainerId list, OpId item, @Nullable OpId place) {
    draft.restore(
        place == null ? new Op.ListDelete(list, item) : draft.drafted(list).moveAfter(item, place));
  }

  @Override
  public void set(ContainerId list, OpId item, Value value) {
    draft.restore(new Op.ListSet(list, item, value));
  }

  @Override
  public void place(ContainerId tree, OpId node, @Nullable OpId parent, String position) {
    TreeState now = draft.draftedTree(tree);
    if (parent == null || (now.knows(parent) && !now.isWithin(parent, node))) {
      draft.restore(new Op.TreeMove(tree, node, parent, position));
    }
  }

  @Override
  public void remove(ContainerId tree, OpId node, boolean isUnmade) {
    TreeState now = draft.draftedTree(tree);
    if (!isUnmade || !hasOthersBelow(now, node, node.replica())) {
      draft.restore(new Op.TreeRemove(tree, node));
    }
  }

  private static boolean hasOthersBelow(TreeView tree, OpId node, ReplicaId self) {
    List<OpId> todo = new ArrayList<>(tree.children(node));
    while (!todo.isEmpty()) {
      OpId next = todo.removeLast();
      if (!next.replica().equals(self)) {
        return true;
      }
      todo.addAll(tree.children(next));
    }
    return false;
  }

  @Override
  public void add(ContainerId counter, long amount) {
    draft.add(counter, amount);
  }

  @Override
  public boolean isEmpty() {
    return draft.isEmpty();
  }

  @Override
  public void toggled(long first, long last, List<Op.Run> restored) {
    draft.restore(new Op.Undo(first, last, restored));
  }
}
