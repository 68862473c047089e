package atoll.store;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** What one data folder holds of one workspace. For any thread; appends of several threads share their cost. */
public interface WorkspaceStore {
  /**
   * The end of a log.
   *
   * @param count entries held
   * @param last hash of the last one; {@link Hash#NONE} if there is none
   */
  record Head(long count, Hash last) {}

  /**
   * An entry, with the order in which it came to this folder.
   *
   * @param position greater for what came later; at least 1
   */
  record Arrived(long position, Envelope envelope) {}

  /**
   * The state of a document.
   *
   * @param upTo all entries that came up to this position are in it
   * @param bytes in the engine's format
   */
  record Snapshot(long upTo, byte[] bytes) {}

  /**
   * A node as people find it in the database; derived from the tree's document.
   *
   * @param parent empty at the top
   * @param place order among the siblings, from 0
   */
  record NodeRow(
      DocumentId id,
      Optional<DocumentId> parent,
      int place,
      String kind,
      String title,
      boolean trashed) {}

  /**
   * One durable step: all of it is kept or nothing.
   *
   * @param entries entries to append; each must follow the end of its log
   * @param nodes nodes that changed, replacing what the database said of them
   * @param texts plain texts of pages that changed
   * @param step the last step of a tab that is in {@code entries}, so that a tab that asks again is not taken twice
   */
  record Append(
      List<Entry> entries, List<NodeRow> nodes, List<PageText> texts, Optional<TabStep> step) {
    public Append {
      entries = List.copyOf(entries);
      nodes = List.copyOf(nodes);
      texts = List.copyOf(texts);
    }
  }

  /**
   * An entry to append.
   *
   * @param touches the documents that its changes are in; empty where the body cannot be read (a relay)
   * @param setAside why its changes were not applied, if they were not
   */
  record Entry(Envelope envelope, List<DocumentId> touches, Optional<String> setAside) {}

  /** The plain text of a page, for those who ask the database. */
  record PageText(DocumentId id, String text) {}

  /** A step of a tab: the tab's session and the number that the tab gave it. */
  record TabStep(String session, long number) {}

  /**
   * The replica under which this folder writes in this workspace. Nobody else ever writes under it: a folder that was
   * copied, restored or rolled back gets another one, before it could use a number of its log twice. Another one too after
   * {@link #renew}.
   */
  ReplicaId self();

  /**
   * Lets the folder write under another replica from now on: others hold entries of {@link #self} that it did not write, or
   * does not remember. Durable.
   *
   * @throws StoreException if the disk refuses; then the replica is the same
   */
  void renew();

  /** How many entries of each log are held. */
  Clock clock();

  /** The end of one log. */
  Head head(ReplicaId log);

  /**
   * Entries of one log, in order, as many as fit into {@code mostBytes} but at least one if there is one. Each was checked
   * against its hash and its chain.
   *
   * @throws DamagedException if what is stored is not what was written
   */
  List<Envelope> entries(LogRange range, int mostBytes);

  /**
   * The entries of one log from a number to its end, in order. Reads a megabyte of them at a time, or one entry.
   *
   * @throws DamagedException when it comes to what is not what was written
   */
  default Stream<Envelope> entriesFrom(ReplicaId log, long from) {
    long end = head(log).count();
    LongFunction<List<Envelope>> some =
        next -> next < end ? entries(new LogRange(log, next, end), 1 << 20) : List.of();
    return Stream.iterate(
            some.apply(from),
            part -> !part.isEmpty(),
            part -> some.apply(part.getLast().header().number() + 1))
        .flatMap(List::stream);
  }

  /**
   * Keeps all of it, durably: on return it survives the death of the process and of the machine.
   *
   * @return the position of the last entry
   * @throws StoreException if the disk refuses; then nothing of it is kept
   * @throws IllegalArgumentException if it has no entry, or one that does not follow the end of its log; then nothing of it
   *     is kept
   */
  long append(Append append);

  /** The newest snapshot of a document. */
  Optional<Snapshot> snapshot(DocumentId document);

  /** Entries that touch a document and came after a position, in the order in which they came; those set aside are left out. */
  List<Arrived> entriesOf(DocumentId document, long after);

  /** Keeps a snapshot in place of the one before. Derived: losing it loses nothing. */
  void putSnapshot(DocumentId document, Snapshot snapshot);

  /**
   * Documents whose rows may be older than their entries: rows are derived and not in the journal, so a crash may lose
   * some that came with an append. Ask after opening, and mend by {@link #putRows}.
   */
  List<DocumentId> stale();

  /**
   * Replaces what the database says of nodes and pages, apart from any append. Derived: losing it loses nothing.
   *
   * @param fresh documents that are no longer stale after this
   */
  void putRows(List<DocumentId> fresh, List<NodeRow> nodes, List<PageText> texts);

  /** The number of the last step of a tab that was appended. */
  OptionalLong lastStep(String session);

  /** A setting of this workspace on this device. */
  Optional<byte[]> property(String key);

  /** Keeps a setting of this workspace on this device. It is in no log and travels nowhere. */
  void putProperty(String key, byte[] value);

  /** A note of this workspace on this device. */
  Optional<byte[]> note(String key);

  /**
   * Keeps a note: what is told again and again, and may be lost with the last seconds before a crash, or when all is made anew. A
   * setting in its place would be added to the journal each time, where it stays for ever.
   */
  void putNote(String key, byte[] value);
}
