package atoll.crdt.history;

import atoll.crdt.Anchor;
import atoll.crdt.Authorship;
import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.ContainerId;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.counter.CounterState;
import atoll.crdt.graph.Spans;
import atoll.crdt.list.ListState;
import atoll.crdt.map.MapState;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Staged;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.TextAtom;
import atoll.crdt.text.TextPlan;
import atoll.crdt.text.TextState;
import atoll.crdt.text.TextUnit;
import atoll.crdt.tree.TreeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document's history with what it comes to. A plan appends to the columns beyond what was committed, works out the
 * effects, and leaves the appended there: its commit keeps it, whatever else comes takes it back.
 */
public final class Engine implements Contents {
  /** How a draft is made. */
  @FunctionalInterface
  public interface DraftMaker<D> {
    /** @param base gives the version that the draft is made on, the same content each time */
    D make(Supplier<Contents> base, ReplicaId author, long firstCounter, long lamport);
  }

  /** The newest version as long as it is the newest, and then that version of the past. */
  private final class Newest implements Supplier<Contents> {
    private final long since = edition;
    private final Frontier version = frontier();
    private Contents contents = Engine.this;

    @Override
    @SuppressWarnings("ReferenceEquality") // this engine, not an equal one
    public Contents get() {
      if (contents == Engine.this && edition != since) {
        contents = at(version);
      }
      return contents;
    }
  }

  private static final int MOST_OPERATIONS = 1 << 29;

  final History history = new History();
  private final Versions versions = new Versions(history);
  private final Map<ContainerId, Structure> structures = new LinkedHashMap<>();
  private List<Plan.Waiting> waiting = List.of();
  private long edition;
  private int committed;
  private int committedNames;
  /** Whether the structures are what the operations on them come to. */
  private boolean isOpen = true;

  private int[] committedHeads = {};
  private @Nullable Frontier frontier;
  private @Nullable Staging staged;
  private boolean linear;
  private int oldest;

  @Override
  public Frontier frontier() {
    Frontier known = frontier;
    if (known == null) {
      known = history.frontier(committedHeads);
      frontier = known;
    }
    return known;
  }

  public List<Plan.Waiting> waiting() {
    return waiting;
  }

  public boolean knows(Frontier version) {
    return version(version) != null;
  }

  private int @Nullable [] version(Frontier frontier) {
    unstage();
    return history.version(frontier);
  }

  private int[] known(Frontier frontier) {
    int[] version = version(frontier);
    if (version == null) {
      throw new IllegalArgumentException("version " + frontier + " is not known here"
          + trimmedAt()
              .map(at -> ", where the history before " + at + " was dropped")
              .orElse(""));
    }
    return version;
  }

  public <D> D newDraft(ReplicaId author, DraftMaker<D> maker) {
    unstage();
    return maker.make(
        new Newest(),
        author,
        history.graph.next(author),
        history.graph.lamportAfter(committedHeads));
  }

  public <D> D newDraft(ReplicaId author, Frontier frontier, DraftMaker<D> maker) {
    int[] version = known(frontier);
    if (Arrays.equals(version, committedHeads)) {
      return newDraft(author, maker);
    }
    Contents base = new Past(versions, frontier, version);
    return maker.make(
        () -> base, author, history.graph.next(author), history.graph.lamportAfter(version));
  }

  /** Works out what changes would do, with those that wait already and others, of which the wrong ones are dropped as well. */
  public Plan plan(Collection<Change> given, Collection<Change> doubtful) throws RejectedException {
    List<Change> waited = new ArrayList<>(doubtful);
    waiting.forEach(wait -> waited.add(wait.change()));
    try {
      return stage(given, waited);
    } catch (RejectedException e) {
      if (waited.isEmpty()) {
        throw e;
      }
    }
    // Of those given the ones that wait as well are no better known than the others that do.
    List<Change> sure = new ArrayList<>(given);
    for (Plan.Waiting wait : stage(given, List.of()).waiting()) {
      sure.remove(wait.change());
      waited.add(wait.change());
    }
    return stage(sure, honest(sure, waited));
  }

  /**
   * Those that wait without the ones that are found wrong now that they can be looked at. Each is tried only when nothing
   * before it is missing: or one that is right could be blamed for a wrong one that waits for it.
   */
  private List<Change> honest(Collection<Change> sure, List<Change> waited)
      throws RejectedException {
    List<Change> honest = new ArrayList<>();
    List<Change> left = new ArrayList<>(waited);
    stage(sure, honest);
    for (Change ready = ready(left); ready != null; ready = ready(left)) {
      left.remove(ready);
      honest.add(ready);
      try {
        stage(sure, honest);
      } catch (RejectedException e) {
        honest.removeLast();
        stage(sure, honest);
      }
    }
    honest.addAll(left);
    return honest;
  }

  /** The first of which nothing is missing in what is staged. */
  private @Nullable Change ready(List<Change> changes) {
    for (Change change : changes) {
      if (history.firstMissing(change) == null) {
        return change;
      }
    }
    return null;
  }

  private Staging stage(Collection<Change> given, List<Change> waited) throws RejectedException {
    unstage();
    boolean done = false;
    try {
      Staging plan = tryStage(given, waited);
      staged = plan;
      done = true;
      return plan;
    } finally {
      if (!done) {
        takeBack();
      }
    }
  }

  private Staging tryStage(Collection<Change> given, List<Change> waited) throws RejectedException {
    if (!isOpen
        && !(given.stream().allMatch(Engine::isText) && waited.stream().allMatch(Engine::isText))) {
      open();
    }
    linear = true;
    oldest = Integer.MAX_VALUE;
    List<Change> taken = new ArrayList<>(given.size());
    List<Plan.Waiting> stillWaiting = List.of();
    if (given.size() == 1 && waited.isEmpty()) {
      stillWaiting = takeOne(given.iterator().next(), taken);
    } else {
      stillWaiting = takeAll(given, waited, taken);
    }
    List<Patch> patches = new ArrayList<>();
    List<TextPlan> texts = planTexts(patches);
    List<Staging.StagedStructure> others = planStructures(patches);
    return new Staging(
        this, edition, List.copyOf(taken), List.copyOf(patches), stillWaiting, texts, others);
  }

  private static boolean isText(Change change) {
    return change.ops().stream()
        .allMatch(
            op -> op instanceof Op.Targeted targeted && targeted.target().kind() == Kind.TEXT);
  }

  private List<Plan.Waiting> takeOne(Change change, List<Change> taken) throws RejectedException {
    if (history.firstMissing(change) != null) {
      return takeAll(List.of(change), List.of(), taken);
    }
    if (take(change)) {
      taken.add(change);
    }
    return List.of();
  }

  private List<Plan.Waiting> takeAll(
      Collection<Change> given, List<Change> waited, List<Change> taken) throws RejectedException {
    Queue queue = new Queue(history);
    given.forEach(queue::add);
    waited.forEach(queue::add);
    for (int round = 0; round < 2; round++) {
      for (Change next = queue.next(); next != null; next = queue.next()) {
        if (take(next)) {
          taken.add(next);
        }
        queue.taken(next.lastId());
      }
      queue.retry();
    }
    return queue.left();
  }

  private boolean take(Change change) throws RejectedException {
    int known = history.graph.lv(change.firstId());
    if (known >= 0) {
      // What is left of a trimmed history cannot be compared.
      if (known < history.graph.trimmed()
          || history.changes.startOf(known) == known && history.change(known).equals(change)) {
        return false;
      }
      throw new RejectedException(
          Reason.CONTRADICTION, change.firstId() + " is known with another content");
    }
    if (history.isTrimmed(change.parents())) {
      throw new RejectedException(
          Reason.TRIMMED,
          change.firstId() + " was made on " + change.parents()
              + ", before what the history here begins with");
    }
    int[] parents = history.version(change.parents());
    if (parents == null || parents.length > 1 && !history.graph.isMinimal(parents)) {
      throw new RejectedException(
          Reason.BAD_PARENTS, change.parents() + " are not the last of changes apart");
    }
    if (change.size() > MOST_OPERATIONS - history.graph.size()) {
      throw new RejectedException(Reason.TOO_LARGE, "more than " + MOST_OPERATIONS + " operations");
    }
    if (!history.graph.isNewest(parents)) {
      linear = false;
      oldest = Math.min(oldest, parents.length == 0 ? -1 : parents[0]);
    }
    history.append(change, parents);
    return true;
  }

  private List<TextPlan> planTexts(List<Patch> patches) throws RejectedException {
    List<TextPlan> plans = new ArrayList<>(1);
    for (TextUnit text : history.texts) {
      if (text != null && text.hasFrom(committed)) {
        TextPlan plan = text.plan(committed, linear, Math.min(oldest, committed - 1));
        plans.add(plan);
        plan.patch().ifPresent(patches::add);
      }
    }
    return plans;
  }

  private List<Staging.StagedStructure> planStructures(List<Patch> patches)
      throws RejectedException {
    if (!isOpen) {
      return List.of();
    }
    Map<ContainerId, List<Entry>> entries = history.entries(committed, history.graph.size());
    List<Staging.StagedStructure> all = new ArrayList<>(entries.size());
    for (var entry : entries.entrySet()) {
      Structure structure = structure(entry.getKey());
      Staged plan = structure.stage(entry.getValue(), history);
      plan.patch().ifPresent(patches::add);
      all.add(new Staging.StagedStructure(entry.getKey(), structure, plan));
    }
    return all;
  }

  private void unstage() {
    if (staged != null) {
      staged = null;
      takeBack();
    }
  }

  private void takeBack() {
    history.truncate(committed, committedHeads, committedNames);
  }

  /** Does what was planned; if it fails on the way, which only a want of memory can do, all is as it was before. */
  @SuppressWarnings("ReferenceEquality") // the very plan, not an equal one
  public Commit commit(Plan plan) {
    if (!(plan instanceof Staging staging)
        || staging.engine() != this
        || staging.edition() != edition) {
      throw new IllegalStateException("the plan was made on another state");
    }
    Staging now = staging == staged ? staging : again(staging);
    Commit commit = new Commit(frontier(), history.frontier(), now.changes(), now.patches());
    boolean done = false;
    try {
      now.texts().forEach(TextPlan::commit);
      for (Staging.StagedStructure structure : now.structures()) {
        structure.staged().commit();
        structures.put(structure.id(), structure.structure());
      }
      keep(commit.after(), now.waiting());
      done = true;
    } finally {
      if (!done) {
        history.restore(committed, committedHeads, committedNames);
        structures.clear();
        isOpen = false;
        staged = null;
      }
    }
    return commit;
  }

  /**
   * Edits a text that has no attributes, on the newest version, in place.
   *
   * @return false if it cannot be done in this short way; then nothing was done
   */
  public boolean splice(
      ReplicaId author, ContainerId id, int at, int deleted, String inserted, long time) {
    unstage();
    int size = deleted + inserted.length();
    int number = history.number(Contents.of(Kind.TEXT, id));
    TextUnit text = history.text(number);
    if (size <= 0
        || !text.allowsSplice(at, deleted, inserted)
        || size > MOST_OPERATIONS - history.graph.size()) {
      takeBack();
      return false;
    }
    int lv = history.graph.size();
    history.graph.append(history.graph.agentOf(author), size);
    history.changes.append(lv, size);
    history.times.append(lv, time);
    history.containers.append(lv, number);
    text.splice(lv, at, deleted, inserted);
    keep(null, waiting);
    return true;
  }

  private void keep(@Nullable Frontier newest, List<Plan.Waiting> nowWaiting) {
    history.graph.settle();
    int size = history.graph.size();
    int names = history.names.size();
    // From here on nothing can fail.
    committedHeads = history.graph.heads();
    committed = size;
    committedNames = names;
    waiting = nowWaiting;
    frontier = newest;
    staged = null;
    edition++;
  }

  private Staging again(Staging staging) {
    try {
      List<Change> waited = staging.waiting().stream().map(Plan.Waiting::change).toList();
      return stage(staging.changes(), waited);
    } catch (RejectedException e) {
      throw new IllegalStateException("what was planned once is rejected now", e);
    }
  }

  @Override
  public Set<ContainerId> containers() {
    Set<ContainerId> all = new LinkedHashSet<>();
    for (int i = 0; i < committedNames; i++) {
      all.add(history.names.get(i));
    }
    return Collections.unmodifiableSet(all);
  }

  @Override
  public TextState text(ContainerId id) {
    TextUnit text = history.findText(Contents.of(Kind.TEXT, id));
    return text == null ? new TextState() : text.state();
  }

  @Override
  public MapState map(ContainerId id) {
    return (MapState) structure(Contents.of(Kind.MAP, id));
  }

  @Override
  public ListState list(ContainerId id) {
    return (ListState) structure(Contents.of(Kind.LIST, id));
  }

  @Override
  public TreeState tree(ContainerId id) {
    return (TreeState) structure(Contents.of(Kind.TREE, id));
  }

  @Override
  public long counter(ContainerId id) {
    return ((CounterState) structure(Contents.of(Kind.COUNTER, id))).sum();
  }

  @Override
  public Structure structure(ContainerId id) {
    open();
    Structure found = structures.get(id);
    return found == null ? Contents.empty(id) : found;
  }

  /** The document at a version. */
  public Contents at(Frontier frontier) {
    return new Past(versions, frontier, known(frontier));
  }

  /** What views have to change to get from one version to another. */
  public List<Patch> diff(Frontier from, Frontier to) {
    return versions.diff(known(from), known(to));
  }

  /** The version before which the history was dropped; empty if all is here. */
  public Optional<Frontier> trimmedAt() {
    int trimmed = history.graph.trimmed();
    return trimmed == 0 ? Optional.empty() : Optional.of(history.frontier(new int[] {trimmed - 1}));
  }

  /** The changes that are here and not in the version. */
  public List<Change> changesSince(Frontier frontier) {
    unstage();
    List<OpId> here = frontier.ids().stream().filter(history::endsChange).toList();
    int[] version = known(Frontier.of(here));
    Spans missing = new Spans();
    Spans none = new Spans();
    history.graph.diff(history.graph.heads(), version, missing, none);
    List<Change> changes = new ArrayList<>();
    for (int span = missing.size() - 1; span >= 0; span--) {
      for (int lv = missing.start(span); lv < missing.end(span); lv = history.changes.endOf(lv)) {
        changes.add(history.change(lv));
      }
    }
    return changes;
  }

  /** All changes that are here. */
  public List<Change> changes() {
    return changesSince(trimmedAt().orElse(Frontier.EMPTY));
  }

  /** What is left of the operations before the version where the history begins, but for those on texts. */
  public List<Entry> beforeTrimmed() {
    unstage();
    return history.beforeTrimmed();
  }

  /** Who wrote which characters of a text at a version. */
  public List<Authorship> authorship(ContainerId id, Frontier frontier) {
    int[] version = known(frontier);
    TextUnit text = history.findText(Contents.of(Kind.TEXT, id));
    return text == null ? List.of() : new Authors(history).of(text, version);
  }

  public Anchor anchor(ContainerId id, int position, Side side) {
    int length = text(id).length();
    if (position < 0 || position > length) {
      throw new IndexOutOfBoundsException(position + " of " + length);
    }
    unstage();
    TextUnit text = history.findText(id);
    return new Anchor(id, text == null ? null : text.characterAt(position, side), side);
  }

  public OptionalInt position(Anchor anchor) {
    unstage();
    OpId character = anchor.character();
    if (character == null) {
      return OptionalInt.of(
          anchor.side() == Side.RIGHT ? 0 : text(anchor.text()).length());
    }
    TextUnit text = history.findText(anchor.text());
    return text == null ? OptionalInt.empty() : text.position(character, anchor.side());
  }

  /** Everything that a text ever held, in order. */
  public List<TextAtom> trace(ContainerId id) {
    unstage();
    TextUnit text = history.findText(id);
    return text == null ? List.of() : text.trace();
  }

  public byte[] save() {
    unstage();
    return new SnapshotWriter(history).write(waiting);
  }

  public static Engine load(byte[] bytes) throws RejectedException {
    return load(bytes, Allowance.unlimited());
  }

  static Engine load(byte[] bytes, Allowance allowance) throws RejectedException {
    allowance.take(bytes.length, 1, "bytes");
    Engine engine = new Engine();
    List<Change> waiting = new SnapshotReader(bytes.clone(), engine.history, allowance).read();
    engine.keep(null, List.of());
    engine.isOpen = false;
    if (!waiting.isEmpty()) {
      engine.commit(engine.plan(waiting, List.of()));
    }
    return engine;
  }

  /** Takes back everything since the beginning of a trimmed history. */
  void rewind() throws RejectedException {
    Beginning.rewind(history);
    keep(null, List.of());
    structures.clear();
    isOpen = false;
    open();
  }

  /**
   * The document without the history before a version, or before the last one at or before it which everything else
   * follows; the same with all history if there is none.
   */
  public static Engine trimmed(Engine whole, Frontier upTo) {
    int[] version = whole.known(upTo);
    int lv = whole.history.lastShared(version) + 1;
    try {
      Engine copy = load(whole.save());
      if (lv > copy.history.graph.trimmed()) {
        copy.history.trim(lv, copy.versions);
      }
      return copy;
    } catch (RejectedException e) {
      throw new IllegalStateException("what was saved cannot be loaded", e);
    }
  }

  /** Brings the structures to what their operations come to, if those were not read yet. */
  private void open() {
    if (isOpen) {
      return;
    }
    isOpen = true;
    history
        .entries(0, history.graph.size())
        .forEach((id, list) -> structures.put(id, versions.structureOf(id, list)));
  }
}
