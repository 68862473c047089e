package atoll.crdt.history;

import atoll.crdt.Anchor;
import atoll.crdt.Authorship;
import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.ContainerId;
import atoll.crdt.Draft;
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
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document's history with what it comes to. A plan appends to the columns beyond what was committed, works out the
 * effects, and leaves the appended there: its commit keeps it, whatever else comes takes it back.
 */
public final class Engine implements Contents {
  /** How a draft is made. */
  @FunctionalInterface
  public interface DraftMaker {
    Draft make(Contents base, ReplicaId author, long firstCounter, long lamport);
  }

  private static final int MOST_OPERATIONS = 1 << 29;

  final History history = new History();
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
      throw new IllegalArgumentException("version " + frontier + " is not known here");
    }
    return version;
  }

  public Draft newDraft(ReplicaId author, DraftMaker maker) {
    unstage();
    return maker.make(
        this, author, history.graph.next(author), history.graph.lamportAfter(committedHeads));
  }

  public Draft newDraft(ReplicaId author, Frontier frontier, DraftMaker maker) {
    int[] version = known(frontier);
    if (Arrays.equals(version, committedHeads)) {
      return newDraft(author, maker);
    }
    Contents base = new Past(this, frontier, version);
    return maker.make(
        base, author, history.graph.next(author), history.graph.lamportAfter(version));
  }

  /** How many commits there were: a draft on the newest version is good while this stays. */
  public long edition() {
    return edition;
  }

  /** Works out what changes would do, with those that wait already. */
  public Plan plan(Collection<Change> given) throws RejectedException {
    List<Change> waited = new ArrayList<>();
    waiting.forEach(wait -> waited.add(wait.change()));
    try {
      return stage(given, waited);
    } catch (RejectedException e) {
      if (waited.isEmpty()) {
        throw e;
      }
    }
    return stage(given, honest(given, waited));
  }

  /** Those that wait without the ones that are found wrong now that they can be looked at. */
  private List<Change> honest(Collection<Change> given, List<Change> waited)
      throws RejectedException {
    stage(given, List.of());
    List<Change> honest = new ArrayList<>();
    for (Change change : waited) {
      honest.add(change);
      try {
        stage(given, honest);
      } catch (RejectedException e) {
        honest.removeLast();
      }
    }
    return honest;
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
      if (history.changes.startOf(known) == known && history.change(known).equals(change)) {
        return false;
      }
      throw new RejectedException(
          Reason.CONTRADICTION, change.firstId() + " is known with another content");
    }
    int[] parents = history.version(change.parents());
    if (parents == null || parents.length > 1 && !history.graph.isMinimal(parents)) {
      throw new RejectedException(
          Reason.BAD_PARENTS, change.parents() + " are not the last of changes apart");
    }
    if (change.size() > MOST_OPERATIONS - history.graph.size()) {
      throw new RejectedException(Reason.TOO_LARGE, "more than " + MOST_OPERATIONS + " operations");
    }
    if (!Arrays.equals(parents, history.graph.heads())) {
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
    int first = history.others().from(committed);
    if (first == history.others().size()) {
      return List.of();
    }
    Map<ContainerId, List<Entry>> entries = new LinkedHashMap<>();
    for (int i = first; i < history.others().size(); i++) {
      if (history.others().op(i) instanceof Op.Targeted targeted) {
        entries.computeIfAbsent(targeted.target(), id -> new ArrayList<>()).add(entry(i));
      }
    }
    List<Staging.StagedStructure> all = new ArrayList<>(entries.size());
    for (var entry : entries.entrySet()) {
      Structure structure = structure(entry.getKey());
      Staged plan = structure.stage(entry.getValue(), history);
      plan.patch().ifPresent(patches::add);
      all.add(new Staging.StagedStructure(entry.getKey(), structure, plan));
    }
    return all;
  }

  private Entry entry(int i) {
    int lv = history.others().lv(i);
    return new Entry(
        history.graph.id(lv), history.graph.lamport(lv), history.others().op(i));
  }

  private void unstage() {
    if (staged != null) {
      staged = null;
      takeBack();
    }
  }

  private void takeBack() {
    if (history.graph.size() > committed || history.names.size() > committedNames) {
      history.truncate(committed, committedHeads, committedNames);
    }
  }

  /** Does what was planned. */
  @SuppressWarnings("ReferenceEquality") // the very plan, not an equal one
  public Commit commit(Plan plan) {
    if (!(plan instanceof Staging staging)
        || staging.engine() != this
        || staging.edition() != edition) {
      throw new IllegalStateException("the plan was made on another state");
    }
    Staging now = staging == staged ? staging : again(staging);
    Frontier before = frontier();
    now.texts().forEach(TextPlan::commit);
    for (Staging.StagedStructure structure : now.structures()) {
      structure.staged().commit();
      structures.put(structure.id(), structure.structure());
    }
    waiting = now.waiting();
    keep();
    return new Commit(before, frontier(), now.changes(), now.patches());
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
    keep();
    return true;
  }

  private void keep() {
    history.graph.settle();
    committed = history.graph.size();
    committedNames = history.names.size();
    committedHeads = history.graph.heads();
    frontier = null;
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
    return new Past(this, frontier, known(frontier));
  }

  Set<ContainerId> containersAt(int[] version) {
    Set<ContainerId> all = new LinkedHashSet<>();
    Spans spans = spansOf(version);
    for (int span = spans.size() - 1; span >= 0; span--) {
      int last = history.containers.runOf(spans.end(span) - 1);
      for (int run = history.containers.runOf(spans.start(span)); run <= last; run++) {
        int number = (int) history.containers.value(run);
        if (number >= 0) {
          all.add(history.names.get(number));
        }
      }
    }
    return all;
  }

  /** What belongs to a version, from the newest to the oldest. */
  private Spans spansOf(int[] version) {
    unstage();
    Spans none = new Spans();
    Spans all = new Spans();
    history.graph.diff(new int[0], version, none, all);
    return all;
  }

  TextState textAt(ContainerId id, int[] version) {
    unstage();
    TextUnit text = history.findText(id);
    return text == null ? new TextState() : text.at(version);
  }

  Structure structureAt(ContainerId id, int[] version) {
    List<Entry> entries = new ArrayList<>();
    Spans all = spansOf(version);
    for (int span = all.size() - 1; span >= 0; span--) {
      for (int i = history.others().from(all.start(span)); i < history.others().size(); i++) {
        if (history.others().lv(i) >= all.end(span)) {
          break;
        }
        if (history.others().op(i) instanceof Op.Targeted targeted
            && targeted.target().equals(id)) {
          entries.add(entry(i));
        }
      }
    }
    return structureOf(id, entries);
  }

  public List<Patch> diff(Frontier from, Frontier to) {
    int[] before = known(from);
    int[] after = known(to);
    List<Patch> patches = new ArrayList<>();
    for (int i = 0; i < history.names.size(); i++) {
      ContainerId id = history.names.get(i);
      TextUnit text = history.texts.get(i);
      if (text != null) {
        text.diff(before, after).ifPresent(patches::add);
      } else {
        structureAt(id, before).diff(structureAt(id, after)).ifPresent(patches::add);
      }
    }
    return patches;
  }

  /** The changes that are here and not in the version. */
  public List<Change> changesSince(Frontier frontier) {
    unstage();
    List<OpId> known = frontier.ids().stream()
        .filter(id -> history.version(Frontier.of(id)) != null)
        .toList();
    int[] version = history.version(Frontier.of(known));
    Spans missing = new Spans();
    Spans none = new Spans();
    history.graph.diff(
        history.graph.heads(), version == null ? new int[0] : version, missing, none);
    List<Change> changes = new ArrayList<>();
    for (int span = missing.size() - 1; span >= 0; span--) {
      for (int lv = missing.start(span); lv < missing.end(span); lv = history.changes.endOf(lv)) {
        changes.add(history.change(lv));
      }
    }
    return changes;
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
    Engine engine = new Engine();
    List<Change> waiting = new SnapshotReader(bytes.clone(), engine.history).read();
    engine.keep();
    engine.isOpen = false;
    if (!waiting.isEmpty()) {
      engine.commit(engine.plan(waiting));
    }
    return engine;
  }

  public static Engine loadForeign(byte[] bytes) throws RejectedException {
    List<Change> changes;
    try {
      Engine claimed = load(bytes);
      changes = new ArrayList<>(claimed.changesSince(Frontier.EMPTY));
      claimed.waiting.forEach(wait -> changes.add(wait.change()));
    } catch (RuntimeException e) {
      // Its parts contradict each other, and which one notices it first is an accident.
      throw new RejectedException(Reason.MALFORMED, "the document contradicts itself: " + e);
    }
    Engine engine = new Engine();
    engine.commit(engine.plan(changes));
    return engine;
  }

  /** Brings the structures to what their operations come to, if those were not read yet. */
  private void open() {
    if (isOpen) {
      return;
    }
    isOpen = true;
    Map<ContainerId, List<Entry>> entries = new LinkedHashMap<>();
    for (int i = 0; i < history.others().size(); i++) {
      if (history.others().op(i) instanceof Op.Targeted targeted) {
        entries.computeIfAbsent(targeted.target(), id -> new ArrayList<>()).add(entry(i));
      }
    }
    entries.forEach((id, list) -> structures.put(id, structureOf(id, list)));
  }

  private Structure structureOf(ContainerId id, List<Entry> entries) {
    Structure structure = Contents.empty(id);
    try {
      if (!entries.isEmpty()) {
        structure.stage(entries, history).commit();
      }
      return structure;
    } catch (RejectedException e) {
      throw new IllegalStateException("what was taken once is rejected now", e);
    }
  }
}
