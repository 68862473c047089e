package atoll.crdt.text;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.graph.CausalGraph;
import atoll.crdt.graph.Spans;
import org.jspecify.annotations.Nullable;

/**
 * The event-graph walker (Gentle and Kleppmann, EuroSys 2025, section 3): replays operations of one text from a critical
 * version on and says what each does to the merged text. It stays usable: later operations are walked when they are
 * needed. Concurrent insertions at one place are ordered by Fugue (Weidner and Kleppmann), as in the authors' reference.
 * {@code OracleText} of the tests says the same in a readable way.
 */
public final class Tracker {
  /** No id: the start of the text on the left, its end on the right. */
  static final int NONE = -1;

  /** Ids from here on are those of the entities that were there at the base, by their position. */
  private static final int BASE_IDS = 1 << 30;

  /** More than a text can hold: until the real length is known. */
  private static final int UNKNOWN_LENGTH = 1 << 29;

  private final CausalGraph graph;
  private final TextLog log;
  private final int base;
  private final ItemTree tree = new ItemTree();
  private final IdIndex items = new IdIndex(tree);
  private final Targets targets = new Targets();
  private final Siblings siblings = new Siblings(this::compare);
  private final Spans retreats = new Spans();
  private final Spans advances = new Spans();
  private int[] version;
  private int walked;
  private boolean lengthKnown;
  private @Nullable Edits edits;

  /** A tracker of what follows the lv {@code base}; -1 for all. */
  public Tracker(CausalGraph graph, TextLog log, int base) {
    this.graph = graph;
    this.log = log;
    this.base = base;
    walked = base + 1;
    int before = base < 0 ? graph.trimmed() - 1 : base;
    version = before < 0 ? new int[0] : new int[] {before};
    lengthKnown = base < 0;
    if (base >= 0) {
      int all = tree.newItem(BASE_IDS, UNKNOWN_LENGTH, NONE, NONE, ItemTree.THERE, false);
      tree.place(all, -1);
      items.put(all);
    }
  }

  public int base() {
    return base;
  }

  /** Gives back the room that a long walk has left over. */
  void trim() {
    tree.trim();
    if (tree.isLarge()) {
      items.trim();
      targets.trim();
    }
  }

  /** What a deletion that was walked takes out. */
  int target(int deletion) {
    return targets.target(targets.runOf(deletion), deletion);
  }

  /** The first lv that was not walked. */
  public int walked() {
    return walked;
  }

  public int items() {
    return tree.items;
  }

  ItemTree tree() {
    return tree;
  }

  /** Says how many entities the merged text has by now, so that positions beyond it are noticed. */
  public void length(int entities) {
    if (!lengthKnown) {
      int tail = items.floor(BASE_IDS + UNKNOWN_LENGTH - 1);
      tree.extend(tail, entities - tree.effective());
      lengthKnown = true;
    }
  }

  /**
   * Walks over operations up to the lv {@code end}.
   *
   * @param result takes what they do, if anybody wants to know
   * @throws RejectedException if one means what is not there; then the tracker is spoilt
   */
  public void walk(int end, @Nullable Edits result) throws RejectedException {
    edits = result;
    int run = log.runAfter(walked);
    while (walked < end && run < log.runs() && log.lv(run) < end) {
      int from = Math.max(walked, log.lv(run));
      if (from < graph.trimmed()) {
        // What is left of them was put in order, each on all before it.
        int to = Math.min(Math.min(end, log.end(run)), graph.trimmed());
        apply(run, from, to);
        walked = to;
        run += to == log.end(run) ? 1 : 0;
        continue;
      }
      int graphRun = graph.runOf(from);
      int to = Math.min(Math.min(end, log.end(run)), graph.end(graphRun));
      if (version.length != 1 || version[0] != from - 1 || from == graph.start(graphRun)) {
        moveTo(from > graph.start(graphRun) ? new int[] {from - 1} : graph.parents(graphRun));
      }
      apply(run, from, to);
      version = version.length == 1 ? version : new int[1];
      version[0] = to - 1;
      walked = to;
      if (to == log.end(run)) {
        run++;
      }
    }
    walked = end;
    edits = null;
  }

  /** Makes a version the prepared one. */
  public void moveTo(int[] next) {
    graph.diff(version, next, retreats, advances);
    for (int i = 0; i < retreats.size(); i++) {
      shift(retreats.start(i), retreats.end(i), -1);
    }
    for (int i = advances.size() - 1; i >= 0; i--) {
      shift(advances.start(i), advances.end(i), 1);
    }
    version = next.clone();
  }

  private void shift(int start, int end, int by) {
    for (int run = log.runAfter(start); run < log.runs() && log.lv(run) < end; run++) {
      int from = Math.max(start, log.lv(run));
      int to = Math.min(end, log.end(run));
      if (log.inserts(run)) {
        shiftIds(from, to, by);
      } else {
        shiftTargets(from, to, by);
      }
    }
  }

  private void shiftTargets(int from, int to, int by) {
    int run = targets.runOf(from);
    for (int at = from; at < to; run++) {
      int end = Math.min(to, targets.endOf(run));
      int first = targets.target(run, at);
      int last = targets.target(run, end - 1);
      shiftIds(Math.min(first, last), Math.max(first, last) + 1, by);
      at = end;
    }
  }

  private void shiftIds(int from, int to, int by) {
    for (int id = from; id < to; ) {
      int item = isolate(id, to);
      tree.setState(item, tree.states[item] + by);
      id += tree.lengths[item];
    }
  }

  /** The item that begins at {@code id} and ends at {@code end} or before, split off if need be. */
  private int isolate(int id, int end) {
    int item = itemOf(id);
    if (tree.ids[item] < id) {
      item = split(item, id - tree.ids[item]);
    }
    if (tree.ids[item] + tree.lengths[item] > end) {
      split(item, end - id);
    }
    return item;
  }

  private int itemOf(int id) {
    return items.floor(id);
  }

  /** Takes runs of entities by their lvs, and may refuse them. */
  @FunctionalInterface
  interface Taker {
    void take(int lv, int count) throws RejectedException;
  }

  /** Tells the entities that are not in the merged text any more, in the order of their lvs. */
  void forEachGone(Taker taker) throws RejectedException {
    for (int page = 0; page < items.pages(); page++) {
      for (int i = 0; i < items.count(page); i++) {
        int item = items.item(page, i);
        if (tree.gone[item]) {
          taker.take(tree.ids[item], tree.lengths[item]);
        }
      }
    }
  }

  /** Where in the merged text an entity is, or its right side, or where it was. */
  int effectiveAt(int id, boolean rightSide) {
    int item = itemOf(id);
    int before = tree.effectiveBefore(item);
    return tree.gone[item] ? before : before + id - tree.ids[item] + (rightSide ? 1 : 0);
  }

  private int split(int item, int at) {
    int upper = tree.split(item, at);
    items.put(upper);
    return upper;
  }

  private void apply(int run, int from, int to) throws RejectedException {
    int offset = from - log.lv(run);
    int position = log.position(run);
    switch (log.kind(run)) {
      case TextLog.DELETE -> delete(from, to, position);
      case TextLog.BACKSPACE -> backspace(from, to, position - offset);
      default -> insert(from, to - from, position + offset);
    }
  }

  private void delete(int from, int to, int position) throws RejectedException {
    for (int lv = from; lv < to; ) {
      if (position >= tree.prepared()) {
        throw beyond(lv, position);
      }
      tree.find(position);
      int id = tree.ids[tree.foundItem] + tree.foundOffset;
      int item = isolate(
          id, Math.min(id + to - lv, tree.ids[tree.foundItem] + tree.lengths[tree.foundItem]));
      targets.put(lv, id, tree.lengths[item], 1);
      lv += tree.lengths[item];
      deleted(item);
    }
  }

  private void backspace(int from, int to, int first) throws RejectedException {
    int position = first;
    for (int lv = from; lv < to; ) {
      if (position >= tree.prepared() || position < 0) {
        throw beyond(lv, position);
      }
      tree.find(position);
      int count = Math.min(to - lv, tree.foundOffset + 1);
      int last = tree.ids[tree.foundItem] + tree.foundOffset;
      int item = isolate(last - count + 1, last + 1);
      targets.put(lv, last, count, -1);
      lv += count;
      position -= count;
      deleted(item);
    }
  }

  private void deleted(int item) throws RejectedException {
    int id = tree.ids[item];
    if (id < BASE_IDS && log.marks() > 0) {
      for (int run = log.runAfter(id);
          run < log.runs() && log.lv(run) < id + tree.lengths[item];
          run++) {
        if (log.isBoundary(run)) {
          throw new RejectedException(
              Reason.OUT_OF_RANGE, "deletes the boundary of a mark, " + graph.id(log.lv(run)));
        }
      }
    }
    if (edits != null && !tree.gone[item]) {
      edits.delete(tree.effectiveBefore(item), tree.lengths[item]);
    }
    tree.delete(item);
  }

  private RejectedException beyond(int lv, int position) {
    return new RejectedException(
        Reason.OUT_OF_RANGE,
        graph.id(lv) + " is at " + position + " of a text of " + tree.prepared() + " entities");
  }

  private void insert(int lv, int length, int position) throws RejectedException {
    if (position > tree.prepared()) {
      throw beyond(lv, position);
    }
    int before = -1;
    int left = NONE;
    int right = NONE;
    int next;
    if (position == 0) {
      next = tree.firstItem();
    } else {
      tree.find(position - 1);
      before = tree.foundItem;
      left = tree.ids[before] + tree.foundOffset;
      if (tree.foundOffset + 1 < tree.lengths[before]) {
        next = split(before, tree.foundOffset + 1);
      } else {
        next = tree.next(before);
      }
    }
    int there = next < 0 ? next : tree.known(next);
    if (there >= 0 && tree.lefts[there] == left) {
      right = tree.ids[there];
    }
    int after = there == next ? before : integrate(lv, before, left, right, next);
    place(lv, length, left, right, before, after);
  }

  private void place(int lv, int length, int left, int right, int before, int after) {
    boolean joins = after == before
        && before >= 0
        && right == NONE
        && left == lv - 1
        && tree.ids[before] + tree.lengths[before] == lv
        && tree.states[before] == ItemTree.THERE
        && !tree.gone[before];
    if (joins) {
      if (edits != null) {
        edits.insert(tree.effectiveBefore(before) + tree.lengths[before], length, lv);
      }
      tree.extend(before, length);
      return;
    }
    int item = tree.newItem(lv, length, left, right, ItemTree.THERE, false);
    tree.place(item, after);
    items.put(item);
    if (edits != null) {
      edits.insert(tree.effectiveBefore(item), length, lv);
    }
  }

  /**
   * The item after which a new one goes that was put in between {@code before} and others, the next of which,
   * {@code first}, came at the same time.
   */
  private int integrate(int lv, int before, int left, int right, int first) {
    int after = before;
    int start = first;
    int known = siblings.lower(left, right, lv);
    if (known != NONE && tree.states[itemOf(known)] == ItemTree.NOT_YET) {
      // All up to one that goes before this one would be passed.
      after = itemOf(known);
      start = tree.next(after);
    }
    int previous = after;
    int passed = 0;
    boolean scanning = false;
    if (start >= 0) {
      tree.begin(start);
    }
    for (int other = start;
        other >= 0 && tree.states[other] == ItemTree.NOT_YET;
        other = tree.onward()) {
      int otherLeft = tree.lefts[other];
      if (otherLeft == left) {
        int otherRight = tree.rights[other];
        if (otherRight == right) {
          if (goesBefore(lv, tree.ids[other])) {
            break;
          }
          siblings.passed(left, right, tree.ids[other], passed++);
        }
        scanning = otherRight != right && isBefore(otherRight, right);
      } else if (isLeftOf(otherLeft, left)) {
        break;
      }
      previous = other;
      if (!scanning) {
        after = previous;
      }
    }
    siblings.placed(left, right, lv);
    return after;
  }

  private int compare(int lv, int other) {
    return lv == other ? 0 : goesBefore(lv, other) ? -1 : 1;
  }

  /** Whether an entity goes before another one that was put in between the same two at the same time. */
  private boolean goesBefore(int lv, int other) {
    int byRank = log.marks() == 0 ? 0 : log.rank(lv) - log.rank(other);
    return byRank != 0 ? byRank < 0 : graph.compareIds(lv, other) < 0;
  }

  /** Whether the right neighbour {@code a} comes before the right neighbour {@code b}; they are not the same. */
  private boolean isBefore(int a, int b) {
    return a != NONE && (b == NONE || comesBefore(a, b));
  }

  /** Whether the left neighbour {@code a} comes before the left neighbour {@code b}; they are not the same. */
  private boolean isLeftOf(int a, int b) {
    return a == NONE || b != NONE && comesBefore(a, b);
  }

  private boolean comesBefore(int a, int b) {
    int itemA = itemOf(a);
    int itemB = itemOf(b);
    return itemA == itemB ? a < b : tree.isBefore(itemA, itemB);
  }
}
