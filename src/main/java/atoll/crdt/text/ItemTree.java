package atoll.crdt.text;

import java.util.Arrays;

/**
 * Items in an order that is searched by the number of entities before, as they are in two versions: the <em>prepared</em>
 * one, that the next operation was made on, and the <em>effective</em> one, in which everything is merged. A B-tree whose
 * leaves hold numbers of items; the items are in columns. An item is a run of entities with consecutive ids that have the
 * same state.
 */
class ItemTree {
  static final int NOT_YET = 0;
  static final int THERE = 1;

  private static final int LEAF = 32;
  private static final int INNER = 16;
  private static final int SPARE = 16;

  private static class Node {
    /** None above the root. */
    @SuppressWarnings("NullAway.Init")
    Inner parent;

    int count;
    /** Where it is among the children of its parent. */
    byte slot;
  }

  private static final class Leaf extends Node {
    /** As long as {@link #LEAF}, or less as long as nothing is added. */
    int[] items = new int[LEAF];
    /** How many of them are not {@link #NOT_YET}. */
    byte known;

    /** None behind the last. */
    @SuppressWarnings("NullAway.Init")
    Leaf next;
  }

  private static final class Inner extends Node {
    final Node[] children = new Node[INNER];
    final int[] prepared = new int[INNER];
    final int[] effective = new int[INNER];
    /** How many items below each are not {@link #NOT_YET}. */
    final int[] known = new int[INNER];
  }

  /** The first id of each item; its following ids count up. */
  int[] ids = new int[16];

  int[] lengths = new int[16];
  /** The id that was before the first entity when it was put in; that of a following one is the entity before. */
  int[] lefts = new int[16];
  /** The id that was after the first entity, if that was put in after the same one; a following one has none. */
  int[] rights = new int[16];
  /** Not yet there, there, or one more than the number of times that it was deleted. */
  int[] states = new int[16];

  boolean[] gone = new boolean[16];
  int items;
  /** More than these will not come, as far as that is known. */
  private int most;

  private Leaf[] leaves = new Leaf[16];
  private Node root = new Leaf();
  private Leaf first = (Leaf) root;
  private Leaf cursor = first;
  private int cursorSlot;
  /** Where in its leaf the last item was that was looked for: mostly it is looked for again. */
  private int lastSlot;

  private int preparedAll;
  private int effectiveAll;
  private int knownAll;

  /** Found by {@link #find}: the item that holds the entity, and where in it. */
  int foundItem;

  int foundOffset;

  int prepared() {
    return preparedAll;
  }

  int effective() {
    return effectiveAll;
  }

  private int preparedOf(int item) {
    return states[item] == THERE ? lengths[item] : 0;
  }

  private int effectiveOf(int item) {
    return gone[item] ? 0 : lengths[item];
  }

  int newItem(int id, int length, int left, int right, int state, boolean isGone) {
    if (items == ids.length) {
      resize(Math.max(items + Room.more(items), Math.min(most, 2 * items)));
    }
    ids[items] = id;
    lengths[items] = length;
    lefts[items] = left;
    rights[items] = right;
    states[items] = state;
    gone[items] = isGone;
    return items++;
  }

  private void resize(int capacity) {
    ids = Arrays.copyOf(ids, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    lefts = Arrays.copyOf(lefts, capacity);
    rights = Arrays.copyOf(rights, capacity);
    states = Arrays.copyOf(states, capacity);
    gone = Arrays.copyOf(gone, capacity);
    leaves = Arrays.copyOf(leaves, capacity);
  }

  /**
   * Makes room for that many items and some more, as what is put in splits others now and then.
   *
   * @param all how many if nothing is split
   * @param mostOfAll how many if everything splits what it can
   */
  void reserve(int all, int mostOfAll) {
    most = mostOfAll;
    if (all > ids.length) {
      resize(Math.min(mostOfAll, all + all / 8));
    }
  }

  /** Whether there are so many that room left over is worth another copy of what is kept. */
  boolean isLarge() {
    return Room.isMany(items);
  }

  /** Gives back the room that a long walk has left over, if that is worth another copy. */
  void trim() {
    if (ids.length - items > items / (isLarge() ? 16 : 4) + SPARE) {
      resize(items + SPARE);
    }
    if (!isLarge()) {
      return;
    }
    for (Leaf leaf = first; leaf != null; leaf = leaf.next) {
      if (leaf.items.length - leaf.count >= LEAF / 4) {
        leaf.items = Arrays.copyOf(leaf.items, leaf.count);
      }
    }
  }

  /** Finds the entity of the prepared version with that many before it; there must be one. */
  void find(int position) {
    int rest = position;
    Node node = root;
    while (node instanceof Inner inner) {
      int slot = 0;
      while (rest >= inner.prepared[slot]) {
        rest -= inner.prepared[slot++];
      }
      node = inner.children[slot];
    }
    Leaf leaf = (Leaf) node;
    int slot = 0;
    while (true) {
      int item = leaf.items[slot];
      int length = preparedOf(item);
      if (rest < length) {
        foundItem = item;
        foundOffset = rest;
        lastSlot = slot;
        return;
      }
      rest -= length;
      slot++;
    }
  }

  /** Finds the entity of the effective version with that many before it; there must be one. */
  void findEffective(int position) {
    int rest = position;
    Node node = root;
    while (node instanceof Inner inner) {
      int slot = 0;
      while (rest >= inner.effective[slot]) {
        rest -= inner.effective[slot++];
      }
      node = inner.children[slot];
    }
    Leaf leaf = (Leaf) node;
    int slot = 0;
    while (true) {
      int item = leaf.items[slot];
      int length = effectiveOf(item);
      if (rest < length) {
        foundItem = item;
        foundOffset = rest;
        lastSlot = slot;
        return;
      }
      rest -= length;
      slot++;
    }
  }

  /** The first item in order, or -1. */
  int firstItem() {
    return first.count == 0 ? -1 : first.items[0];
  }

  /** The item after another in order, or -1. */
  int next(int item) {
    Leaf leaf = leaves[item];
    int slot = slotOf(leaf, item) + 1;
    if (slot < leaf.count) {
      return leaf.items[slot];
    }
    return leaf.next == null ? -1 : leaf.next.items[0];
  }

  /** The first item in order, or -1; {@link #onward} goes on from there. */
  int beginFirst() {
    cursor = first;
    cursorSlot = 0;
    return firstItem();
  }

  /** Says where {@link #onward} begins; items must not be placed or split on the way. */
  void begin(int item) {
    cursor = leaves[item];
    cursorSlot = slotOf(leaves[item], item);
  }

  /** The item after the one where it was before, or -1: cheaper than {@link #next} where many follow. */
  int onward() {
    if (++cursorSlot < cursor.count) {
      return cursor.items[cursorSlot];
    }
    if (cursor.next == null) {
      return -1;
    }
    cursor = cursor.next;
    cursorSlot = 0;
    return cursor.items[0];
  }

  /** The first item from this one on that is not {@link #NOT_YET}, or -1. */
  int known(int item) {
    if (states[item] != NOT_YET) {
      return item;
    }
    Leaf leaf = leaves[item];
    if (leaf.known > 0) {
      for (int slot = slotOf(leaf, item) + 1; slot < leaf.count; slot++) {
        if (states[leaf.items[slot]] != NOT_YET) {
          return leaf.items[slot];
        }
      }
    }
    for (Node node = leaf; node.parent != null; node = node.parent) {
      for (int slot = node.slot + 1; slot < node.parent.count; slot++) {
        if (node.parent.known[slot] > 0) {
          return firstKnown(node.parent.children[slot]);
        }
      }
    }
    return -1;
  }

  private int firstKnown(Node top) {
    Node node = top;
    while (node instanceof Inner inner) {
      int slot = 0;
      while (inner.known[slot] == 0) {
        slot++;
      }
      node = inner.children[slot];
    }
    int[] all = ((Leaf) node).items;
    int slot = 0;
    while (states[all[slot]] == NOT_YET) {
      slot++;
    }
    return all[slot];
  }

  private int slotOf(Leaf leaf, int item) {
    int[] all = leaf.items;
    if (lastSlot < leaf.count && all[lastSlot] == item) {
      return lastSlot;
    }
    int slot = 0;
    while (all[slot] != item) {
      slot++;
    }
    lastSlot = slot;
    return slot;
  }

  /** Entities of the effective version before an item. */
  int effectiveBefore(int item) {
    Leaf leaf = leaves[item];
    int before = 0;
    for (int i = 0; leaf.items[i] != item; i++) {
      before += effectiveOf(leaf.items[i]);
    }
    for (Node node = leaf; node.parent != null; node = node.parent) {
      int slot = node.slot;
      for (int i = 0; i < slot; i++) {
        before += node.parent.effective[i];
      }
    }
    return before;
  }

  /** Whether {@code a} comes before {@code b}; they are not the same. */
  boolean isBefore(int a, int b) {
    Leaf leafA = leaves[a];
    Leaf leafB = leaves[b];
    if (leafA == leafB) {
      return slotOf(leafA, a) < slotOf(leafB, b);
    }
    Node nodeA = leafA;
    Node nodeB = leafB;
    while (nodeA.parent != nodeB.parent) {
      nodeA = nodeA.parent;
      nodeB = nodeB.parent;
    }
    return nodeA.slot < nodeB.slot;
  }

  /** Puts a new item after another one; first of all if that is -1. */
  void place(int item, int after) {
    Leaf leaf = after < 0 ? first : leaves[after];
    int slot = after < 0 ? 0 : slotOf(leaf, after) + 1;
    if (leaf.count == LEAF) {
      Leaf upper = split(leaf);
      if (slot > leaf.count) {
        slot -= leaf.count;
        leaf = upper;
      }
    }
    if (leaf.count == leaf.items.length) {
      leaf.items = Arrays.copyOf(leaf.items, LEAF);
    }
    System.arraycopy(leaf.items, slot, leaf.items, slot + 1, leaf.count - slot);
    leaf.items[slot] = item;
    leaf.count++;
    leaves[item] = leaf;
    grow(leaf, preparedOf(item), effectiveOf(item), states[item] == NOT_YET ? 0 : 1);
  }

  private void grow(Leaf leaf, int byPrepared, int byEffective, int byKnown) {
    preparedAll += byPrepared;
    effectiveAll += byEffective;
    knownAll += byKnown;
    leaf.known = (byte) (leaf.known + byKnown);
    for (Node node = leaf; node.parent != null; node = node.parent) {
      int slot = node.slot;
      node.parent.prepared[slot] += byPrepared;
      node.parent.effective[slot] += byEffective;
      node.parent.known[slot] += byKnown;
    }
  }

  private Leaf split(Leaf leaf) {
    Leaf upper = new Leaf();
    int half = LEAF / 2;
    System.arraycopy(leaf.items, half, upper.items, 0, LEAF - half);
    upper.count = LEAF - half;
    leaf.count = half;
    upper.next = leaf.next;
    leaf.next = upper;
    int prepared = 0;
    int effective = 0;
    int known = 0;
    for (int i = 0; i < upper.count; i++) {
      int item = upper.items[i];
      leaves[item] = upper;
      known += states[item] == NOT_YET ? 0 : 1;
      prepared += preparedOf(item);
      effective += effectiveOf(item);
    }
    upper.known = (byte) known;
    leaf.known -= upper.known;
    placeNode(leaf, upper, prepared, effective, known);
    return upper;
  }

  /** Puts a node after another one, from whose sums its own are taken. */
  private void placeNode(Node node, Node upper, int prepared, int effective, int known) {
    if (node.parent == null) {
      Inner top = new Inner();
      top.children[0] = node;
      top.prepared[0] = preparedAll;
      top.effective[0] = effectiveAll;
      top.known[0] = knownAll;
      top.count = 1;
      node.parent = top;
      root = top;
    }
    Inner parent = node.parent;
    if (parent.count == INNER) {
      splitInner(parent);
      parent = node.parent;
    }
    int slot = node.slot;
    int moved = parent.count - slot - 1;
    System.arraycopy(parent.children, slot + 1, parent.children, slot + 2, moved);
    System.arraycopy(parent.prepared, slot + 1, parent.prepared, slot + 2, moved);
    System.arraycopy(parent.effective, slot + 1, parent.effective, slot + 2, moved);
    System.arraycopy(parent.known, slot + 1, parent.known, slot + 2, moved);
    parent.children[slot + 1] = upper;
    parent.prepared[slot + 1] = prepared;
    parent.effective[slot + 1] = effective;
    parent.known[slot + 1] = known;
    parent.prepared[slot] -= prepared;
    parent.effective[slot] -= effective;
    parent.known[slot] -= known;
    parent.count++;
    upper.parent = parent;
    for (int i = slot + 1; i < parent.count; i++) {
      parent.children[i].slot = (byte) i;
    }
  }

  private void splitInner(Inner inner) {
    Inner upper = new Inner();
    int half = INNER / 2;
    int prepared = 0;
    int effective = 0;
    int known = 0;
    for (int i = half; i < INNER; i++) {
      int to = i - half;
      upper.children[to] = inner.children[i];
      upper.children[to].parent = upper;
      upper.children[to].slot = (byte) to;
      upper.prepared[to] = inner.prepared[i];
      upper.effective[to] = inner.effective[i];
      upper.known[to] = inner.known[i];
      prepared += inner.prepared[i];
      effective += inner.effective[i];
      known += inner.known[i];
      inner.children[i] = null;
    }
    upper.count = INNER - half;
    inner.count = half;
    placeNode(inner, upper, prepared, effective, known);
  }

  /** Makes the item longer at its end. */
  void extend(int item, int by) {
    lengths[item] += by;
    grow(leaves[item], states[item] == THERE ? by : 0, gone[item] ? 0 : by, 0);
  }

  void setState(int item, int state) {
    int before = preparedOf(item);
    int byKnown = (state == NOT_YET ? 0 : 1) - (states[item] == NOT_YET ? 0 : 1);
    states[item] = state;
    int now = preparedOf(item);
    if (before != now) {
      // What becomes known is there now, so this is never left out for it.
      grow(leaves[item], now - before, 0, byKnown);
    }
  }

  /** Takes the item out of the effective version and one deletion into the prepared one. */
  void delete(int item) {
    int before = preparedOf(item);
    int wasEffective = effectiveOf(item);
    states[item]++;
    gone[item] = true;
    grow(leaves[item], preparedOf(item) - before, -wasEffective, 0);
  }

  /** Splits an item so that a new one begins {@code at} entities after its start, and returns that. */
  int split(int item, int at) {
    int upper = newItem(
        ids[item] + at,
        lengths[item] - at,
        ids[item] + at - 1,
        Tracker.NONE,
        states[item],
        gone[item]);
    int preparedMoved = preparedOf(upper);
    int effectiveMoved = effectiveOf(upper);
    lengths[item] = at;
    grow(leaves[item], -preparedMoved, -effectiveMoved, 0);
    place(upper, item);
    return upper;
  }
}
