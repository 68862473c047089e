package atoll.crdt;

import atoll.crdt.history.Contents;
import atoll.crdt.list.ListState;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.TextDraft;
import atoll.crdt.text.TextState;
import atoll.crdt.tree.TreeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change in the making. Positions and indexes mean the version that the draft began at, with what the draft has done so
 * far. Nothing is done to the document before the plan of the draft is committed. For one thread.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} or {@link IllegalArgumentException} for what is not there, and
 * then the draft is as it was before.
 */
public final class Draft {
  private final Supplier<Contents> origin;
  private Contents base;
  private final ReplicaId author;
  private final long firstCounter;
  private final long lamport;
  private final Frontier parents;
  private final List<Entry> entries = new ArrayList<>(1);
  private final Map<ContainerId, TextDraft> texts = new HashMap<>();
  private final Map<ContainerId, Structure> structures = new HashMap<>();
  private int size;
  private long time;

  Draft(Supplier<Contents> origin, ReplicaId author, long firstCounter, long lamport) {
    this.origin = origin;
    this.base = origin.get();
    this.parents = base.frontier();
    this.author = author;
    this.firstCounter = firstCounter;
    this.lamport = lamport;
  }

  /** Says when, in milliseconds since 1970; 0 if nobody says. */
  public Draft time(long milliseconds) {
    time = milliseconds;
    return this;
  }

  /** The version that it began at. */
  public Frontier parents() {
    return parents;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The change as it would be; at least one operation must have been drafted. */
  public Change change() {
    return new Change(
        author, firstCounter, parents, time, entries.stream().map(Entry::op).toList());
  }

  /**
   * Inserts before the character at {@code at}; marks that grow at their end take the new characters in. A position
   * within a surrogate pair means the one before the pair.
   */
  public OpId insert(ContainerId text, int at, String chars) {
    TextState now = textAt(text, at, at);
    return chars.isEmpty() ? next() : add(now.insert(text, before(now, at), whole(chars)));
  }

  /** The same, with exactly these attributes. */
  public OpId insert(ContainerId text, int at, String chars, Map<String, Value> attributes) {
    TextState now = textAt(text, at, at);
    return chars.isEmpty()
        ? next()
        : add(now.insert(text, before(now, at), whole(chars), new TreeMap<>(attributes)));
  }

  /** Deletes characters; a surrogate pair of which one half is meant is deleted whole. */
  public void delete(ContainerId text, int at, int count) {
    TextState now = textAt(text, at, at + count);
    int from = before(now, at);
    int to = count == 0 ? from : after(now, at + count);
    for (Op op : now.delete(text, from, to - from)) {
      add(op);
    }
  }

  /** Sets an attribute on the characters in {@code [from, to)}, which is not empty; {@link Value#NULL} clears it. */
  public OpId mark(ContainerId text, int from, int to, String key, Value value, Expand expand) {
    TextState now = textAt(text, from, to);
    if (from >= to) {
      throw new IllegalArgumentException("a mark on [" + from + ", " + to + ")");
    }
    return add(now.mark(text, before(now, from), after(now, to), name(key), value, expand));
  }

  public OpId put(ContainerId map, String key, Value value) {
    return add(new Op.Put(kind(map, Kind.MAP), name(key), value));
  }

  /** Takes an entry out; what is not there may be taken out as well, and then wins over what is written at the same time. */
  public OpId remove(ContainerId map, String key) {
    return add(new Op.Remove(kind(map, Kind.MAP), name(key)));
  }

  /** Inserts values so that the first stands at {@code index}. The id is that of the first item, the others follow it. */
  public OpId listInsert(ContainerId list, int index, List<Value> values) {
    ListState now = list(list);
    within(index, now.size() + 1);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    return add(now.insertAt(index, values));
  }

  public OpId listInsert(ContainerId list, int index, Value value) {
    return listInsert(list, index, List.of(value));
  }

  /** Deletes {@code count} items from {@code index} on. */
  public void listDelete(ContainerId list, int index, int count) {
    ListState now = list(list);
    range(index, index + count, now.size());
    List<OpId> items = new ArrayList<>();
    for (int i = index; i < index + count; i++) {
      items.add(now.item(i));
    }
    items.forEach(item -> add(new Op.ListDelete(list, item)));
  }

  /** Takes the item at {@code from} out and puts it in again so that it stands at {@code to}. */
  public OpId listMove(ContainerId list, int from, int to) {
    ListState now = list(list);
    within(from, now.size());
    within(to, now.size());
    return add(now.moveTo(now.item(from), to));
  }

  public OpId listSet(ContainerId list, int index, Value value) {
    ListState now = list(list);
    within(index, now.size());
    return add(new Op.ListSet(list, now.item(index), value));
  }

  /** Makes a node at {@code index} among the children of {@code parent} (null: the top). */
  public OpId createNode(ContainerId tree, @Nullable OpId parent, int index) {
    String position = position(tree, parent, index, null);
    return add(new Op.TreeCreate(tree, parent, position));
  }

  /**
   * Moves a node, removed or not, so that it stands at {@code index} among the children of {@code parent}.
   *
   * @throws IllegalArgumentException if the parent is the node itself or below it
   */
  public OpId moveNode(ContainerId tree, OpId node, @Nullable OpId parent, int index) {
    TreeState now = tree(tree);
    if (!now.knows(node) || parent != null && now.isWithin(parent, node)) {
      throw new IllegalArgumentException(node + " cannot go below " + parent);
    }
    String position = position(tree, parent, index, node);
    return add(new Op.TreeMove(tree, node, parent, position));
  }

  /** Removes a node with what is below it. */
  public OpId removeNode(ContainerId tree, OpId node) {
    if (!tree(tree).contains(node)) {
      throw new IllegalArgumentException("no node " + node);
    }
    return add(new Op.TreeRemove(tree, node));
  }

  /** Adds to a counter; the amount may be negative. */
  public OpId add(ContainerId counter, long amount) {
    return add(new Op.Add(kind(counter, Kind.COUNTER), amount));
  }

  /** Drafts an operation as it is. */
  OpId restore(Op op) {
    return add(op);
  }

  /** The list with what was drafted. */
  ListState drafted(ContainerId list) {
    return list(list);
  }

  /** The tree with what was drafted. */
  TreeState draftedTree(ContainerId tree) {
    return tree(tree);
  }

  private String position(
      ContainerId tree, @Nullable OpId parent, int index, @Nullable OpId moved) {
    TreeState now = tree(tree);
    if (parent != null && !now.contains(parent)) {
      throw new IllegalArgumentException("no node " + parent);
    }
    List<OpId> siblings = now.children(parent);
    within(index, siblings.size() + (moved != null && siblings.contains(moved) ? 0 : 1));
    String position = now.positionAt(parent, index, moved);
    if (position == null) {
      now.spread(parent, index, moved).forEach(this::add);
      position = tree(tree).positionAt(parent, index, moved);
    }
    if (position == null) {
      throw new IllegalStateException("no position at " + index + " of " + siblings);
    }
    return position;
  }

  private OpId next() {
    return new OpId(author, firstCounter + size);
  }

  private OpId add(Op op) {
    OpId id = next();
    Entry entry = new Entry(id, lamport + size, op);
    size = Math.addExact(size, op.size());
    entries.add(entry);
    apply(entry);
    return id;
  }

  /** The document as it was when the draft began, even if something was committed since. */
  @SuppressWarnings("ReferenceEquality") // the very one that the states were taken from
  private Contents base() {
    Contents now = origin.get();
    if (now != base) {
      base = now;
      texts.clear();
      structures.clear();
      entries.forEach(this::apply);
    }
    return base;
  }

  private void apply(Entry entry) {
    if (entry.op() instanceof Op.Targeted targeted) {
      apply(targeted.target(), entry);
    }
  }

  private void apply(ContainerId target, Entry entry) {
    if (target.kind() == Kind.TEXT) {
      texts.computeIfAbsent(target, id -> new TextDraft(base.text(id))).add(entry);
      return;
    }
    try {
      structures
          .computeIfAbsent(target, id -> base.structure(id).copy())
          .stage(List.of(entry), (earlier, later) -> true)
          .commit();
    } catch (RejectedException e) {
      throw new IllegalStateException("a draft made " + entry, e);
    }
  }

  private TextState textAt(ContainerId text, int from, int to) {
    Contents origin = base();
    TextDraft drafted = texts.get(kind(text, Kind.TEXT));
    TextState now = drafted == null ? origin.text(text) : drafted.state();
    range(from, to, now.length());
    return now;
  }

  private ListState list(ContainerId list) {
    Contents origin = base();
    return structures.get(kind(list, Kind.LIST)) instanceof ListState drafted
        ? drafted
        : origin.list(list);
  }

  private TreeState tree(ContainerId tree) {
    Contents origin = base();
    return structures.get(kind(tree, Kind.TREE)) instanceof TreeState drafted
        ? drafted
        : origin.tree(tree);
  }

  private static ContainerId kind(ContainerId id, Kind kind) {
    if (id.kind() != kind) {
      throw new IllegalArgumentException(id + " is not a " + kind);
    }
    return id;
  }

  private static String name(String name) {
    if (name.length() * 3 > Limits.NAME_BYTES) {
      throw new IllegalArgumentException("a name of " + name.length() + " characters");
    }
    return whole(name);
  }

  private static String whole(String chars) {
    for (int i = 0; i < chars.length(); i++) {
      boolean pair =
          i + 1 < chars.length() && Character.isSurrogatePair(chars.charAt(i), chars.charAt(i + 1));
      if (Character.isSurrogate(chars.charAt(i)) && !pair) {
        throw new IllegalArgumentException("half of a surrogate pair at " + i);
      }
      i += pair ? 1 : 0;
    }
    return chars;
  }

  private static boolean splits(TextState text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private static int before(TextState text, int at) {
    return splits(text, at) ? at - 1 : at;
  }

  private static int after(TextState text, int at) {
    return splits(text, at) ? at + 1 : at;
  }

  private static void within(int index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
  }

  private static void range(int from, int to, int size) {
    if (from < 0 || to < from || to > size) {
      throw new IndexOutOfBoundsException("[" + from + ", " + to + ") of " + size);
    }
  }
}
