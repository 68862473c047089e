package atoll.crdt.text;

/** What a series of edits amounts to, over the text before them: how many entities are kept, taken out, put in, in order. */
final class Alignment {
  private static final int BEFORE = 0;
  private static final int NEW = 1 << 30;

  /** Takes what is there after the edits, in order. */
  interface Left {
    /** Entities that were there before, from {@code index} on. */
    void keep(int index, int count);

    /** Entities that were put in, the first by the operation at {@code lv}. */
    void put(int lv, int count);
  }

  private final ItemTree tree = new ItemTree();
  private final boolean apart;

  /** @param apart whether {@link #forEachLeft} is to know what was put in by which operation, which takes more room */
  Alignment(int entities, Edits edits, boolean apart) {
    this.apart = apart;
    if (entities > 0) {
      tree.place(
          tree.newItem(BEFORE, entities, Tracker.NONE, Tracker.NONE, ItemTree.THERE, false), -1);
    }
    for (int i = 0; i < edits.size(); i++) {
      if (edits.isDelete(i)) {
        delete(edits.position(i), edits.count(i));
      } else {
        insert(edits.position(i), edits.count(i), apart ? NEW + edits.lv(i) : NEW);
      }
    }
  }

  private void insert(int position, int count, int id) {
    int after = -1;
    if (position > 0) {
      tree.find(position - 1);
      after = tree.foundItem;
      if (tree.foundOffset + 1 < tree.lengths[after]) {
        tree.split(after, tree.foundOffset + 1);
      } else if (tree.ids[after] >= NEW
          && (!apart || tree.ids[after] + tree.lengths[after] == id)) {
        tree.extend(after, count);
        return;
      }
    }
    tree.place(tree.newItem(id, count, Tracker.NONE, Tracker.NONE, ItemTree.THERE, false), after);
  }

  private void delete(int position, int count) {
    for (int left = count; left > 0; ) {
      tree.find(position);
      int item = tree.foundItem;
      if (tree.foundOffset > 0) {
        item = tree.split(item, tree.foundOffset);
      }
      if (tree.lengths[item] > left) {
        tree.split(item, left);
      }
      left -= tree.lengths[item];
      tree.delete(item);
    }
  }

  /** How many entities there are after the edits. */
  int length() {
    return tree.effective();
  }

  /** Tells what is there after the edits; only if what was put in is held apart. */
  void forEachLeft(Left left) {
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      if (tree.gone[item]) {
        continue;
      }
      if (tree.ids[item] < NEW) {
        left.keep(tree.ids[item], tree.lengths[item]);
      } else {
        left.put(tree.ids[item] - NEW, tree.lengths[item]);
      }
    }
  }

  /** Tells the pieces in order. */
  void tell(StepWriter writer) {
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      writer.piece(tree.lengths[item], tree.ids[item] < NEW, !tree.gone[item]);
    }
  }
}
