package atoll.crdt;

import atoll.crdt.history.Engine;
import atoll.crdt.history.Foreign;
import atoll.crdt.undo.Undoing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A document that several replicas edit apart and merge without asking anybody. For one thread; what it gives out as a
 * {@link Change}, {@link Patch}, {@link Frontier} or {@link Commit} is immutable. Views of a container show the document as
 * it is while they are read, until the next commit.
 *
 * <p>Nothing changes a document but {@link #commit}.
 */
public final class Document implements View {
  /** Bytes of memory for each byte that somebody else saved, and what a small document may take in any case. */
  private static final long FOREIGN_TIMES = 20;

  private static final long FOREIGN_LEAST = 1 << 20;

  private final ReplicaId self;
  private final Engine engine;

  private Document(ReplicaId self, Engine engine) {
    this.self = self;
    this.engine = engine;
  }

  /** An empty document, written to by {@code self}. */
  public static Document create(ReplicaId self) {
    return new Document(self, new Engine());
  }

  /**
   * The document that {@link #save()} wrote. Histories of texts are read when they are first needed, so this is for
   * bytes that were kept here; {@link #loadForeign} is for those of others.
   *
   * @throws RejectedException if the bytes are not what it writes
   */
  public static Document load(byte[] bytes, ReplicaId self) throws RejectedException {
    return new Document(self, Engine.load(bytes));
  }

  /**
   * The document that {@link #save()} wrote for somebody else: only the changes are taken from it and are made again, so
   * that it cannot show what does not come from them. Costs a replay of all changes. Takes no more memory than twenty times
   * the bytes and a mebibyte, which is little: some hundred changes, or large ones. {@link #loadForeign(byte[], ReplicaId,
   * long)} may take more.
   *
   * @throws RejectedException if the bytes are not what it writes, contradict themselves, or might take more than that
   */
  public static Document loadForeign(byte[] bytes, ReplicaId self) throws RejectedException {
    return loadForeign(bytes, self, FOREIGN_TIMES * bytes.length + FOREIGN_LEAST);
  }

  /**
   * The same for a document that may take more memory on the way: a change takes some thousand bytes.
   *
   * @param mostBytes how much it may take, all that is made on the way counted, whether it stays or not
   * @throws RejectedException if the bytes are not what it writes, contradict themselves, or might take more: {@link
   *     RejectedException.Reason#TOO_LARGE}, said before it is taken
   */
  public static Document loadForeign(byte[] bytes, ReplicaId self, long mostBytes)
      throws RejectedException {
    return new Document(self, Foreign.load(bytes, mostBytes));
  }

  /** The writer of the drafts of this document. */
  public ReplicaId self() {
    return self;
  }

  /** A change in the making on the newest version. */
  public Draft draft() {
    return engine.newDraft(self, Draft::new);
  }

  /**
   * A change in the making whose positions mean an older version.
   *
   * @throws IllegalArgumentException if the version is not known here
   */
  public Draft draftAt(Frontier version) {
    return engine.newDraft(self, version, Draft::new);
  }

  /** Works out what a draft would do; the document stays as it is. */
  public Plan plan(Draft draft) {
    try {
      return plan(List.of(draft.change()));
    } catch (RejectedException e) {
      throw new IllegalStateException(
          "a draft of another document, or one of two drafts of which the other was committed", e);
    }
  }

  /**
   * Works out what changes from elsewhere would do, in any order, with those that wait already; the document stays as it
   * is. Changes that are known do nothing. One that waited and turns out to be wrong is dropped.
   *
   * @throws RejectedException if one of the changes contradicts what is known or means what is not there
   */
  public Plan plan(Collection<Change> changes) throws RejectedException {
    return plan(changes, List.of());
  }

  /**
   * The same with others that may be needed and for which these must not be blamed.
   *
   * @param doubtful are done with them; of these, as of those that wait, the wrong ones are dropped
   */
  public Plan plan(Collection<Change> changes, Collection<Change> doubtful)
      throws RejectedException {
    return engine.plan(changes, doubtful);
  }

  /**
   * Does what was planned. Cannot fail.
   *
   * @throws IllegalStateException if something else was committed since the plan was made
   */
  public Commit commit(Plan plan) {
    return engine.commit(plan);
  }

  /**
   * Deletes characters, then inserts others in their place, as one change that is committed at once: what a draft, its
   * plan and the commit do, without a patch for anybody. For what nobody is looking at, such as an import or a replay.
   *
   * @param time milliseconds since 1970, 0 if nobody says
   * @throws IndexOutOfBoundsException if the text has no such range
   */
  public void splice(ContainerId text, int at, int deleted, String inserted, long time) {
    if (!engine.splice(self, text, at, deleted, inserted, time)) {
      Draft draft = draft().time(time);
      draft.delete(text, at, deleted);
      draft.insert(text, at, inserted);
      if (!draft.isEmpty()) {
        commit(plan(draft));
      }
    }
  }

  /** The changes that wait because something before them is missing. */
  public List<Plan.Waiting> waiting() {
    return engine.waiting();
  }

  @Override
  public Frontier frontier() {
    return engine.frontier();
  }

  @Override
  public Set<ContainerId> containers() {
    return engine.containers();
  }

  @Override
  public TextView text(ContainerId id) {
    return engine.text(id);
  }

  @Override
  public MapView map(ContainerId id) {
    return engine.map(id);
  }

  @Override
  public ListView list(ContainerId id) {
    return engine.list(id);
  }

  @Override
  public TreeView tree(ContainerId id) {
    return engine.tree(id);
  }

  @Override
  public long counter(ContainerId id) {
    return engine.counter(id);
  }

  /** Whether every change that the frontier names is here. */
  public boolean knows(Frontier version) {
    return engine.knows(version);
  }

  /**
   * The document at another version. Later commits do not change it.
   *
   * @throws IllegalArgumentException if the version is not known here
   */
  public View at(Frontier version) {
    return engine.at(version);
  }

  /**
   * What views have to change to get from one version to another, in either direction.
   *
   * @throws IllegalArgumentException if a version is not known here
   */
  public List<Patch> diff(Frontier from, Frontier to) {
    return engine.diff(from, to);
  }

  /**
   * The changes that are here and not in the version, each after its parents. What the version names beyond is ignored.
   *
   * @throws IllegalArgumentException if some of them were dropped: the version is not past {@link #trimmedAt()}
   */
  public List<Change> changesSince(Frontier version) {
    return engine.changesSince(version);
  }

  /** Who wrote which characters of a text, and when: in order, without gaps. Costs what reading its history costs. */
  public List<Authorship> authorship(ContainerId text) {
    return engine.authorship(text, frontier());
  }

  /**
   * The same for the text as it was at a version.
   *
   * @throws IllegalArgumentException if the version is not known here
   */
  public List<Authorship> authorship(ContainerId text, Frontier version) {
    return engine.authorship(text, version);
  }

  /** A place in a text that stays where it is while others edit. */
  public Anchor anchor(ContainerId text, int position, Side side) {
    return engine.anchor(text, position, side);
  }

  /**
   * Where an anchor is now; beside where its character was if that was deleted; empty if the character is not known, or
   * was deleted in a part of the history that was dropped.
   */
  public OptionalInt position(Anchor anchor) {
    return engine.position(anchor);
  }

  /**
   * A draft that takes back this writer's latest edits, a word or a gesture at a time, and leaves what others have done,
   * also to the same things; empty if nothing is left to take back. It works from the history, after a restart as well, and
   * costs what reading the history costs.
   */
  public Optional<Draft> undo() {
    return undoing().undo(() -> new DraftRestorer(draft())).map(DraftRestorer::draft);
  }

  /** A draft that does again what was taken back last; empty if there is none, or this writer has edited since. */
  public Optional<Draft> redo() {
    return undoing().redo(() -> new DraftRestorer(draft())).map(DraftRestorer::draft);
  }

  private Undoing undoing() {
    return new Undoing(self, this, engine.beforeTrimmed(), engine.changes(), engine::trace);
  }

  /** The document with all the history that it has. */
  public byte[] save() {
    return engine.save();
  }

  /**
   * The document without the history before a version: what was there then, as it was then, and everything since. What is
   * loaded from it merges with everybody who is past that version, and refuses who is not with {@link
   * RejectedException.Reason#TRIMMED}. Only a version that everything else follows can be the first; if this one is not,
   * it is the last before it that is. Costs a replay of the history.
   *
   * @throws IllegalArgumentException if the version is not known here
   */
  public byte[] saveSince(Frontier version) {
    return Engine.trimmed(engine, version).save();
  }

  /** The version before which the history was dropped; empty if all is here. */
  public Optional<Frontier> trimmedAt() {
    return engine.trimmedAt();
  }
}
