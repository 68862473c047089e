package atoll.crdt;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a view of one container has to change to follow from one version to another. */
public sealed interface Patch {
  ContainerId target();

  /** Steps over the whole text, from its start; what the steps do not reach stays. Never ends with a plain retain. */
  record TextPatch(ContainerId target, List<TextStep> steps) implements Patch {
    public TextPatch {
      steps = List.copyOf(steps);
    }
  }

  /** The new value of every key that is another one now; null where the key has gone. */
  record MapPatch(ContainerId target, SortedMap<String, @Nullable Value> entries)
      implements Patch {}

  /** Steps in order; each index means the list as the steps before have left it. */
  record ListPatch(ContainerId target, List<ListStep> steps) implements Patch {
    public ListPatch {
      steps = List.copyOf(steps);
    }
  }

  /** Steps in order; each index means the children as the steps before have left them. */
  record TreePatch(ContainerId target, List<TreeStep> steps) implements Patch {
    public TreePatch {
      steps = List.copyOf(steps);
    }
  }

  /** The counter's growth. */
  record CounterPatch(ContainerId target, long amount) implements Patch {}

  /** A step over a text; lengths in UTF-16 code units. */
  sealed interface TextStep {}

  /** Keeps {@code count} characters and sets attributes on them; {@link Value#NULL} clears. */
  record Retain(int count, SortedMap<String, Value> changes) implements TextStep {}

  /** Puts in characters that have exactly these attributes. */
  record Insert(String chars, SortedMap<String, Value> attributes) implements TextStep {}

  /** Takes {@code count} characters out. */
  record Delete(int count) implements TextStep {}

  /** A step over a list. */
  sealed interface ListStep {}

  /** A new item at {@code index}. */
  record ItemInserted(int index, OpId item, Value value) implements ListStep {}

  /** The item at {@code index} has gone. */
  record ItemDeleted(int index, OpId item) implements ListStep {}

  /** The item at {@code from} is taken out and put in again so that it stands at {@code to}. */
  record ItemMoved(int from, int to, OpId item) implements ListStep {}

  /** The item at {@code index} has another value. */
  record ItemSet(int index, OpId item, Value value) implements ListStep {}

  /** A step over a tree; a parent that is null is the top. */
  sealed interface TreeStep {
    OpId node();
  }

  /** A node has come, without children: those come by steps of their own. */
  record NodeAdded(OpId node, @Nullable OpId parent, int index) implements TreeStep {}

  /** A node has gone; its children have gone by steps before. */
  record NodeRemoved(OpId node, @Nullable OpId parent, int index) implements TreeStep {}

  /** A node is taken out with all below it, and put in again so that it stands at {@code index} of {@code parent}. */
  record NodeMoved(OpId node, @Nullable OpId parent, int index) implements TreeStep {}
}
