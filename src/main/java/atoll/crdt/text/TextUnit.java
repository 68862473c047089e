package atoll.crdt.text;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Side;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.CharCodec;
import atoll.crdt.codec.CharSource;
import atoll.crdt.codec.Sections;
import atoll.crdt.graph.CausalGraph;
import atoll.crdt.structure.Stamp;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One text of a document: its operations, what they come to, and, while it is of use, the walker over them. */
public final class TextUnit {
  /** Stands for the log of a text of which nothing was read and to which nothing was written; never written to. */
  private static final TextLog UNTOUCHED = new TextLog();

  private final ContainerId id;
  private final CausalGraph graph;
  private TextLog log = UNTOUCHED;
  private @Nullable TextState state;
  private @Nullable Tracker tracker;
  private @Nullable Saved saved;
  private int savedAt;

  public TextUnit(ContainerId id, CausalGraph graph) {
    this.id = id;
    this.graph = graph;
  }

  public ContainerId id() {
    return id;
  }

  public TextState state() {
    TextState newest = state;
    if (newest == null) {
      newest = new TextState();
      state = newest;
    }
    return newest;
  }

  /** The log, to be written to or to be kept by somebody. */
  private TextLog ownLog() {
    if (log == UNTOUCHED) {
      log = new TextLog();
    }
    return log;
  }

  /** All operations. */
  public TextLog log() {
    open();
    return log;
  }

  /** Whether there are operations from {@code lv} on. */
  public boolean hasFrom(int lv) {
    return log.runAfter(lv) < log.runs();
  }

  /**
   * Takes over a state and what it came from, which is read when it is first needed.
   *
   * @param at where in the document's bytes the part with the state begins; the history follows it
   */
  public void restore(TextState newest, Saved document, int at) {
    state = newest;
    saved = document;
    savedAt = at;
  }

  /** Reads the history now, and takes what it comes to by today's rules for the newest state. */
  public void rework() throws RejectedException {
    Saved from = saved;
    if (from != null) {
      open(from);
      saved = null;
      state = at(graph.heads());
    }
  }

  /** Takes what the operations come to at a version, which is the newest, for the newest state. */
  public void restore(int[] version) {
    tracker = null;
    state = at(version);
  }

  /** The operations as bytes. */
  public void writeLog(ByteWriter out) {
    open();
    LogCodec.write(out, log, full(), graph);
  }

  /** Reads the operations, for somebody who only wants these. */
  public void openForReading() {
    open();
    tracker = null;
  }

  /** The bytes of a document, in which histories of texts lie that were not read yet, and how many operations it has. */
  public record Saved(byte[] bytes, int size) {}

  private void open() {
    Saved from = saved;
    if (from == null) {
      return;
    }
    try {
      open(from);
    } catch (RejectedException e) {
      throw new IllegalStateException("the history of " + id + " is not what was saved", e);
    }
    saved = null;
  }

  private void open(Saved from) throws RejectedException {
    byte[] bytes = from.bytes();
    ByteReader all = new ByteReader(bytes, savedAt, bytes.length - savedAt);
    Sections.Packed newestChars = Sections.skip(all, bytes);
    int length = all.count(all.left());
    ByteReader in = new ByteReader(bytes, all.position(), length);
    TextLog older = LogCodec.read(in, graph, state(), from.size());
    Tracker walker = new Tracker(graph, older, -1);
    // What is put in is an item and splits one at most; what takes out splits two at most, at its
    // ends.
    walker.tree().reserve(older.runs(), 2 * older.runs());
    walker.walk(from.size(), null);
    CharSource newest =
        StateCodec.readChars(newestChars.openFirst(CharCodec.mostBytes(older.charCount())));
    CharSource gone = CharCodec.source(Sections.read(in, in.source()));
    in.end();
    older.roomForChars(newest.left() + gone.left());
    ItemTree tree = walker.tree();
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      if (!tree.gone[item]) {
        older.fill(tree.ids[item], tree.lengths[item], newest);
      }
    }
    if (newest.left() > 0) {
      throw new RejectedException(Reason.MALFORMED, "the text does not come from its history");
    }
    LogCodec.fill(older, walker, gone);
    older.appendAll(log);
    older.trim();
    walker.trim();
    log = older;
    tracker = walker;
  }

  /** Whether {@link #splice} may be done: a range that is there, no attributes, no surrogates. */
  public boolean allowsSplice(int at, int deleted, String inserted) {
    TextState newest = state();
    return newest.isPlain()
        && at >= 0
        && deleted >= 0
        && deleted <= newest.length() - at
        && !newest.splitsPair(at, at + deleted)
        && !hasSurrogate(inserted);
  }

  private static boolean hasSurrogate(String chars) {
    for (int i = 0; i < chars.length(); i++) {
      if (Character.isSurrogate(chars.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Deletes and inserts characters at the newest version. */
  public void splice(int lv, int at, int deleted, String inserted) {
    TextLog ops = ownLog();
    TextState newest = state();
    if (deleted > 0) {
      ops.delete(lv, at, deleted);
      newest.delete(at, deleted);
    }
    if (!inserted.isEmpty()) {
      ops.insert(lv + deleted, at, inserted);
      newest.insertPlain(at, inserted);
    }
  }

  /** Appends an operation; its positions are not looked at yet. */
  public void stage(int lv, Op op) {
    TextLog ops = ownLog();
    switch (op) {
      case Op.InsertText(var target, int at, String chars, var attributes) ->
        ops.insert(lv, at, chars, attributes);
      case Op.DeleteText(var target, int at, int count) -> ops.delete(lv, at, count);
      case Op.MarkText(var target, int from, int to, String key, var value, var expand) ->
        ops.mark(lv, from, to, new Mark(stamp(lv), key, value, expand));
      default -> throw new IllegalStateException(op + " on a text");
    }
  }

  private Stamp stamp(int lv) {
    return new Stamp(graph.lamport(lv), graph.id(lv));
  }

  /** Forgets what was staged from {@code lv} on. */
  public void unstage(int lv) {
    log.truncate(lv);
    if (tracker != null && tracker.walked() > lv) {
      tracker = null;
    }
  }

  /**
   * Works out what the operations from {@code from} on do.
   *
   * @param linear whether each was made on all before it
   * @param oldest the oldest operation that something staged was made on, -1 for the start
   * @throws RejectedException if one means what is not there
   */
  public TextPlan plan(int from, boolean linear, int oldest) throws RejectedException {
    Edits edits = new Edits();
    if (linear) {
      direct(from, edits);
    } else {
      walk(from, oldest, edits);
    }
    return edits.size() == 1 && isSimple(edits) ? simple(edits) : general(edits);
  }

  private void direct(int from, Edits edits) {
    for (int run = log.runAfter(from); run < log.runs(); run++) {
      int offset = Math.max(0, from - log.lv(run));
      int count = log.length(run) - offset;
      switch (log.kind(run)) {
        case TextLog.DELETE -> edits.delete(log.position(run), count);
        case TextLog.BACKSPACE -> edits.delete(log.position(run) - log.length(run) + 1, count);
        default -> edits.insert(log.position(run) + offset, count, log.lv(run) + offset);
      }
    }
  }

  private void walk(int from, int oldest, Edits edits) throws RejectedException {
    open();
    int base = graph.criticalAt(oldest);
    Tracker now = tracker;
    if (now == null
        || now.base() > base
        || from - base <= from - now.walked() + 8 && now.base() >= 0) {
      now = new Tracker(graph, ownLog(), base);
    }
    tracker = null;
    now.walk(from, null);
    now.length(state().entities());
    now.walk(graph.size(), edits);
    tracker = now;
  }

  private boolean isSimple(Edits edits) {
    if (edits.isDelete(0)) {
      return true;
    }
    int run = log.runAfter(edits.lv(0));
    return !log.isBoundary(run) && edits.lv(0) + edits.count(0) <= log.end(run);
  }

  /** One insertion or one deletion: is checked now and done in place when it is committed. */
  private TextPlan simple(Edits edits) throws RejectedException {
    TextState state = state();
    check(state, edits, 0);
    int position = edits.position(0);
    TextSteps steps = new TextSteps();
    steps.retain(state.character(position), Collections.emptySortedMap());
    if (edits.isDelete(0)) {
      steps.delete(edits.count(0));
    } else {
      int run = log.runAfter(edits.lv(0));
      String chars = log.chars(run, edits.lv(0) - log.lv(run), edits.count(0));
      steps.insert(
          chars,
          log.kind(run) == TextLog.STYLED
              ? state.attributesBefore(
                  position, new Style(stamp(log.styleLv(run)), log.attributes(run)))
              : state.attributesBefore(position));
    }
    return new TextPlan(this, edits, null, steps.patch(id));
  }

  private TextPlan general(Edits edits) throws RejectedException {
    TextState state = state();
    Alignment alignment;
    TextState after;
    if (AtOnce.suits(edits, state, log)) {
      alignment = new Alignment(state.entities(), edits, true);
      after = AtOnce.of(state, alignment, log);
    } else {
      after = state.copy();
      apply(edits, after);
      alignment = new Alignment(state.entities(), edits, false);
    }
    StepWriter writer = new StepWriter(state, after);
    alignment.tell(writer);
    return new TextPlan(this, edits, after, writer.patch(id));
  }

  void become(TextPlan plan) {
    TextState after = plan.after();
    if (after != null) {
      state = after;
      return;
    }
    try {
      apply(plan.edits(), state());
    } catch (RejectedException e) {
      throw new IllegalStateException("what was planned cannot be done", e);
    }
  }

  private void apply(Edits edits, TextState to) throws RejectedException {
    int mark = -1;
    for (int i = 0; i < edits.size(); i++) {
      check(to, edits, i);
      if (edits.isDelete(i)) {
        to.delete(edits.position(i), edits.count(i));
      } else {
        mark = put(edits.lv(i), edits.count(i), edits.position(i), to, mark);
      }
    }
  }

  /** Puts in what the operations from {@code lv} on put in, and returns the number of the last mark that was begun. */
  private int put(int lv, int count, int position, TextState to, int mark) {
    int number = mark;
    int end = lv + count;
    for (int at = lv; at < end; ) {
      int run = log.runAfter(at);
      int part = Math.min(end, log.end(run)) - at;
      int content = log.content(run) + at - log.lv(run);
      int entity = position + at - lv;
      switch (log.kind(run)) {
        case TextLog.INSERT -> to.insertChars(entity, log.buffer(), content, part);
        case TextLog.STYLED -> {
          Style style = new Style(stamp(log.styleLv(run)), log.attributes(run));
          to.insertChars(entity, log.buffer(), content, part, style);
        }
        case TextLog.MARK_START -> number = to.insertStart(entity, log.mark(run));
        default -> to.insertEnd(entity, number);
      }
      at += part;
    }
    return number;
  }

  private static void check(TextState state, Edits edits, int i) throws RejectedException {
    int position = edits.position(i);
    int count = edits.count(i);
    int end = position + (edits.isDelete(i) ? count : 0);
    if (position < 0 || end > state.entities()) {
      throw new RejectedException(
          Reason.OUT_OF_RANGE,
          "[" + position + ", " + end + ") of a text of " + state.entities() + " entities");
    }
    int from = state.character(position);
    if (edits.isDelete(i)
        ? state.hasBoundary(position, count) || state.splitsPair(from, from + count)
        : state.isWithinPair(from)) {
      throw new RejectedException(
          Reason.OUT_OF_RANGE,
          "[" + position + ", " + end + ") is within a pair or holds a boundary");
    }
  }

  /** A walker over all operations, at the newest version. */
  private Tracker full() {
    open();
    Tracker now = tracker;
    if (now == null || now.base() >= 0) {
      now = new Tracker(graph, ownLog(), -1);
    }
    tracker = null;
    try {
      now.walk(graph.size(), null);
    } catch (RejectedException e) {
      throw new IllegalStateException("what was taken once is rejected now", e);
    }
    tracker = now;
    return now;
  }

  /** The text at a version. */
  public TextState at(int[] version) {
    Tracker now = full();
    now.moveTo(version);
    TextState at = new TextState();
    int[] numbers = new int[log.marks()];
    ItemTree tree = now.tree();
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      if (tree.states[item] == ItemTree.THERE) {
        putAtEnd(at, tree.ids[item], tree.lengths[item], numbers);
      }
    }
    return at;
  }

  private void putAtEnd(TextState at, int id, int count, int[] numbers) {
    for (int lv = id; lv < id + count; ) {
      int run = log.runAfter(lv);
      int part = Math.min(id + count, log.end(run)) - lv;
      if (log.isBoundary(run)) {
        int mark = log.markNumber(run);
        if (log.kind(run) == TextLog.MARK_START) {
          numbers[mark] = at.insertStart(at.entities(), log.mark(run));
        } else {
          at.insertEnd(at.entities(), numbers[mark]);
        }
      } else {
        put(lv, part, at.entities(), at, -1);
      }
      lv += part;
    }
  }

  /** Tells runs of entities that the text has at a version, in order: the first lv and how many. */
  public void forEachAt(int[] version, RunVisitor visitor) {
    Tracker now = full();
    now.moveTo(version);
    ItemTree tree = now.tree();
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      if (tree.states[item] == ItemTree.THERE) {
        visitor.visit(tree.ids[item], tree.lengths[item]);
      }
    }
  }

  /** Drops what the operations before {@code lv} did, up to what it came to; everything from there on follows all of them. */
  public void trim(int lv) {
    Tracker now = full();
    now.moveTo(new int[] {lv - 1});
    log = Trim.of(log, now.tree(), lv);
    tracker = null;
  }

  /**
   * Takes the text back to where its trimmed history begins.
   *
   * @throws RejectedException if what is left from before is not what could have been there
   */
  public void rewind() throws RejectedException {
    open();
    unstage(graph.trimmed());
    tracker = null;
    Edits edits = new Edits();
    direct(0, edits);
    TextState before = new TextState();
    apply(edits, before);
    state = before;
  }

  /** Everything that the text ever held, in order. */
  public List<TextAtom> trace() {
    return new TextTrace(graph, log, full()).atoms();
  }

  /** What views have to change from one version to another. */
  public Optional<Patch> diff(int[] from, int[] to) {
    StepWriter writer = new StepWriter(at(from), at(to));
    Tracker now = full();
    ItemTree tree = now.tree();
    now.moveTo(from);
    IntRuns before = new IntRuns();
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      if (tree.states[item] == ItemTree.THERE) {
        before.add(tree.ids[item], tree.lengths[item]);
      }
    }
    now.moveTo(to);
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      boolean was = before.take(tree.ids[item], tree.lengths[item]);
      writer.piece(tree.lengths[item], was, tree.states[item] == ItemTree.THERE);
    }
    return writer.patch(id);
  }

  /** The character before (side RIGHT) or after (side LEFT) a position, or null at the end of the text. */
  public @Nullable OpId characterAt(int position, Side side) {
    TextState state = state();
    int index = side == Side.RIGHT ? position - 1 : position;
    if (index < 0 || index >= state.length()) {
      return null;
    }
    ItemTree tree = full().tree();
    tree.findEffective(state.entityOf(index));
    return graph.id(tree.ids[tree.foundItem] + tree.foundOffset);
  }

  /** The position on a side of a character, or where it was; empty if there is no such character. */
  public OptionalInt position(OpId character, Side side) {
    open();
    int lv = graph.lv(character);
    int run = lv < 0 ? log.runs() : log.runAfter(lv);
    if (run == log.runs() || log.lv(run) > lv || !log.inserts(run) || log.isBoundary(run)) {
      return OptionalInt.empty();
    }
    int entity = full().effectiveAt(lv, side == Side.RIGHT);
    return OptionalInt.of(state().character(entity));
  }
}
