package atoll.crdt.history;

import atoll.crdt.Anchor;
import atoll.crdt.Change;
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
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.ChangeCodec;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.TextModel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A document's history with what follows from it. A plan makes another one; none changes after it was made. */
public final class Engine {
  /** How a draft is made. */
  @FunctionalInterface
  public interface DraftMaker {
    Draft make(DocumentState base, ReplicaId author, long firstCounter, long lamport);
  }

  private static final class LieException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Change change;
    private final RejectedException cause;

    LieException(Change change, RejectedException cause) {
      super(cause);
      this.change = change;
      this.cause = cause;
    }
  }

  private static final int FORMAT = 1;

  private final ChangeLog log;
  private final Map<ContainerId, TextModel> texts;
  private final DocumentState state;
  private final BitSet prepared;
  private List<Plan.Waiting> waiting = List.of();

  public Engine() {
    this(new ChangeLog(), new HashMap<>(), new DocumentState(), new BitSet());
  }

  private Engine(ChangeLog log, Map<ContainerId, TextModel> texts, DocumentState state, BitSet prepared) {
    this.log = log;
    this.texts = texts;
    this.state = state;
    this.prepared = prepared;
  }

  public Frontier frontier() {
    return log.frontier();
  }

  public DocumentState state() {
    return state;
  }

  public List<Plan.Waiting> waiting() {
    return waiting;
  }

  public boolean knows(Frontier version) {
    return log.knows(version);
  }

  public Draft newDraft(ReplicaId author, Frontier version, DraftMaker maker) {
    DocumentState base = version.equals(frontier()) ? state : at(version);
    BitSet all = log.versionOf(version);
    long lamport = all.stream().mapToLong(i -> log.lamport(i) + log.change(i).size()).max().orElse(0);
    return maker.make(base, author, log.next(author), lamport);
  }

  public Staging plan(Collection<Change> given) throws RejectedException {
    Set<Change> dropped = new LinkedHashSet<>();
    while (true) {
      try {
        return planWithout(dropped, given);
      } catch (LieException lie) {
        if (given.contains(lie.change)) {
          throw lie.cause;
        }
        dropped.add(lie.change);
      }
    }
  }

  private Staging planWithout(Set<Change> dropped, Collection<Change> given) throws LieException {
    Set<Change> pool = new LinkedHashSet<>(given);
    waiting.forEach(wait -> pool.add(wait.change()));
    pool.removeAll(dropped);
    Engine after = copy();
    List<Change> taken = new ArrayList<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Change change : List.copyOf(pool)) {
        if (after.missing(change).isEmpty()) {
          pool.remove(change);
          progress = true;
          if (after.take(change)) {
            taken.add(change);
          }
        }
      }
    }
    after.waiting = pool.stream().map(change -> new Plan.Waiting(change, after.missing(change))).toList();
    List<Patch> patches = after.diff(frontier(), after.frontier());
    return new Staging(this, after, List.copyOf(taken), patches, after.waiting);
  }

  private List<OpId> missing(Change change) {
    List<OpId> missing = new ArrayList<>();
    for (OpId parent : change.parents().ids()) {
      if (log.indexOf(parent) < 0) {
        missing.add(parent);
      }
    }
    if (log.next(change.author()) < change.firstCounter()) {
      missing.add(new OpId(change.author(), change.firstCounter() - 1));
    }
    return missing.stream().distinct().toList();
  }

  private boolean take(Change change) throws LieException {
    try {
      int known = log.indexOf(change.firstId());
      if (known >= 0) {
        if (log.change(known).equals(change)) {
          return false;
        }
        throw new RejectedException(Reason.CONTRADICTION, change.firstId() + " is known with another content");
      }
      if (!log.knows(change.parents())) {
        throw new RejectedException(Reason.BAD_PARENTS, change.parents() + " names what is within a change");
      }
      apply(log.add(change));
      return true;
    } catch (RejectedException e) {
      throw new LieException(change, e);
    }
  }

  private void apply(int index) throws RejectedException {
    BitSet before = (BitSet) log.version(index).clone();
    before.clear(index);
    prepare(before);
    Change change = log.change(index);
    long counter = change.firstCounter();
    long lamport = log.lamport(index);
    for (Op op : change.ops()) {
      Entry entry = new Entry(new OpId(change.author(), counter), lamport, op);
      if (op instanceof Op.Targeted targeted) {
        apply(targeted.target(), entry);
      }
      counter += op.size();
      lamport += op.size();
    }
    prepared.set(index);
    state.moveTo(log.frontier());
  }

  private void apply(ContainerId target, Entry entry) throws RejectedException {
    if (target.kind() == Kind.TEXT) {
      TextModel model = texts.computeIfAbsent(target, TextModel::new);
      model.apply(entry);
      state.put(target, model.at(id -> true));
    } else {
      Structure structure = state.structure(target);
      structure.stage(List.of(entry), log).commit();
      state.put(target, structure);
    }
  }

  private void prepare(BitSet version) {
    for (int i = prepared.length() - 1; i >= 0; i--) {
      if (prepared.get(i) && !version.get(i)) {
        forEachId(log.change(i), id -> texts.values().forEach(text -> text.retreat(id)));
      }
    }
    for (int i = 0; i < version.length(); i++) {
      if (version.get(i) && !prepared.get(i)) {
        forEachId(log.change(i), id -> texts.values().forEach(text -> text.advance(id)));
      }
    }
    prepared.clear();
    prepared.or(version);
  }

  private static void forEachId(Change change, Consumer<OpId> action) {
    for (long i = 0; i < change.size(); i++) {
      action.accept(new OpId(change.author(), change.firstCounter() + i));
    }
  }

  public DocumentState at(Frontier version) {
    BitSet all = known(version);
    DocumentState at = new DocumentState();
    texts.forEach((id, model) -> at.put(id, model.at(in(all))));
    Map<ContainerId, List<Entry>> entries = new LinkedHashMap<>();
    all.stream().forEach(index -> collect(index, entries));
    entries.forEach((id, list) -> {
      Structure structure = DocumentState.empty(id);
      try {
        structure.stage(list, log).commit();
      } catch (RejectedException e) {
        throw new IllegalStateException("what was taken once is rejected now", e);
      }
      at.put(id, structure);
    });
    at.moveTo(version);
    return at;
  }

  private void collect(int index, Map<ContainerId, List<Entry>> entries) {
    Change change = log.change(index);
    long counter = change.firstCounter();
    long lamport = log.lamport(index);
    for (Op op : change.ops()) {
      if (op instanceof Op.Targeted targeted && targeted.target().kind() != Kind.TEXT) {
        Entry entry = new Entry(new OpId(change.author(), counter), lamport, op);
        entries.computeIfAbsent(targeted.target(), id -> new ArrayList<>()).add(entry);
      }
      counter += op.size();
      lamport += op.size();
    }
  }

  public List<Patch> diff(Frontier from, Frontier to) {
    DocumentState before = at(from);
    DocumentState after = at(to);
    BitSet fromAll = known(from);
    BitSet toAll = known(to);
    List<Patch> patches = new ArrayList<>();
    texts.forEach((id, model) -> model.diff(in(fromAll), in(toAll)).ifPresent(patches::add));
    Set<ContainerId> structures = new LinkedHashSet<>(before.containers());
    structures.addAll(after.containers());
    structures.removeAll(texts.keySet());
    structures.forEach(id -> before.structure(id).diff(after.structure(id)).ifPresent(patches::add));
    return patches;
  }

  private Predicate<OpId> in(BitSet version) {
    return id -> log.contains(version, id);
  }

  private BitSet known(Frontier version) {
    if (!log.knows(version)) {
      throw new IllegalArgumentException("version " + version + " is not known here");
    }
    return log.versionOf(version);
  }

  public List<Change> changesSince(Frontier version) {
    List<OpId> known = version.ids().stream().filter(id -> log.knows(Frontier.of(id))).toList();
    BitSet all = log.versionOf(Frontier.of(known));
    List<Change> changes = new ArrayList<>();
    for (int i = all.nextClearBit(0); i < log.size(); i = all.nextClearBit(i + 1)) {
      changes.add(log.change(i));
    }
    return changes;
  }

  public Anchor anchor(ContainerId text, int position, Side side) {
    int length = state.text(text).length();
    if (position < 0 || position > length) {
      throw new IndexOutOfBoundsException(position + " of " + length);
    }
    TextModel model = texts.get(text);
    return model == null ? new Anchor(text, null, side) : model.anchor(position, side);
  }

  public OptionalInt position(Anchor anchor) {
    TextModel model = texts.getOrDefault(anchor.text(), new TextModel(anchor.text()));
    return model.position(anchor);
  }

  private Engine copy() {
    Map<ContainerId, TextModel> models = new HashMap<>();
    texts.forEach((id, model) -> models.put(id, model.copy()));
    return new Engine(log.copy(), models, state.copy(), (BitSet) prepared.clone());
  }

  public byte[] save() {
    ByteWriter out = new ByteWriter();
    out.u8(FORMAT).varint(log.size());
    for (int i = 0; i < log.size(); i++) {
      ChangeCodec.write(out, log.change(i));
    }
    out.varint(waiting.size());
    waiting.forEach(wait -> ChangeCodec.write(out, wait.change()));
    return out.toBytes();
  }

  public static Engine load(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    if (in.u8() != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "a document in another format");
    }
    Engine engine = new Engine();
    int count = in.count(in.left());
    try {
      for (int i = 0; i < count; i++) {
        Change change = ChangeCodec.read(in);
        if (!engine.missing(change).isEmpty()) {
          throw new RejectedException(Reason.BAD_PARENTS, change.firstId() + " is before its parents");
        }
        engine.take(change);
      }
    } catch (LieException lie) {
      throw lie.cause;
    }
    List<Change> waiting = new ArrayList<>();
    for (int i = in.count(in.left()); i > 0; i--) {
      waiting.add(ChangeCodec.read(in));
    }
    in.end();
    engine.waiting = waiting.stream().map(change -> new Plan.Waiting(change, engine.missing(change))).toList();
    return engine;
  }
}
