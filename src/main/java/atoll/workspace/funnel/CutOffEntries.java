package atoll.workspace.funnel;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Snapshot;
import atoll.workspace.seal.EntrySeal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which stored entries do not count, because a removal cut them off. They are kept, so that everybody holds the same logs
 * and a later record may let them count again; documents are made without them. Belongs to the funnel's thread.
 *
 * <p>What is kept of it is derived, since every start judges anew; but it also names the snapshots that an earlier
 * judgement made void. A loss of power may bring such a snapshot back, because snapshots are not in the journal.
 */
final class CutOffEntries {
  private static final Logger LOG = Logger.getLogger(CutOffEntries.class.getName());
  static final String PROPERTY = "cut-offs";

  private final WorkspaceStore store;
  private final EntrySeal seal;
  private Kept kept;
  private long judged;

  /** @param remade documents that were made anew, and up to which position they were read then */
  private record Kept(Map<ReplicaId, SortedSet<Long>> numbers, Map<DocumentId, Long> remade) {
    static final Kept NOTHING = new Kept(Map.of(), Map.of());
  }

  CutOffEntries(WorkspaceStore store, EntrySeal seal) {
    this.store = store;
    this.seal = seal;
    this.kept = store.property(PROPERTY).map(CutOffEntries::parse).orElse(Kept.NOTHING);
  }

  boolean isEmpty() {
    return kept.numbers().isEmpty();
  }

  /** Whether something in a log does not count. */
  boolean hasOf(ReplicaId log) {
    return kept.numbers().containsKey(log);
  }

  boolean has(Envelope entry) {
    SortedSet<Long> own = kept.numbers().get(entry.header().log());
    return own != null && own.contains(entry.header().number());
  }

  /** Whether records came since the last judgement that may have changed it. */
  boolean isStale() {
    long now = seal.edition();
    return now != 0 && now != judged;
  }

  /** What a judgement changes: the entries that count now or do not count any more. Nothing has changed yet. */
  record Judgement(long edition, Map<ReplicaId, SortedSet<Long>> numbers, List<Envelope> changed) {}

  /** Judges what is stored by the membership of now. Costs a reading of the logs of those who lost something. */
  Judgement judge() {
    long edition = seal.edition();
    Map<ReplicaId, SortedSet<Long>> found = new HashMap<>();
    List<Envelope> changed = new ArrayList<>();
    store.clock().counts().keySet().forEach(log -> {
      if (seal.mayBeCutOff(log) || hasOf(log)) {
        store.entriesFrom(log, 0).forEach(entry -> {
          boolean counts = seal.counts(entry);
          if (!counts) {
            add(found, entry);
          }
          if (counts == has(entry)) {
            changed.add(entry);
          }
        });
      }
    });
    return new Judgement(edition, found, changed);
  }

  /**
   * Takes over a judgement.
   *
   * @param remade the documents that are about to be made anew, and up to which position they have been read
   * @throws StoreException if the store refuses; then nothing has changed
   */
  void become(Judgement judgement, Map<DocumentId, Long> remade) {
    Map<DocumentId, Long> all = new TreeMap<>(Comparator.comparing(DocumentId::value));
    all.putAll(kept.remade());
    all.putAll(remade);
    Kept next = new Kept(judgement.numbers(), all);
    store.putProperty(PROPERTY, bytes(next));
    kept = next;
    judged = judgement.edition();
  }

  /** Whether a snapshot was made by a judgement that is over. */
  boolean voids(DocumentId document, Snapshot snapshot) {
    return snapshot.upTo() <= kept.remade().getOrDefault(document, -1L);
  }

  /** Notes entries that have been stored and do not count. */
  void add(List<Envelope> entries) {
    if (!entries.isEmpty()) {
      Map<ReplicaId, SortedSet<Long>> more = new HashMap<>();
      kept.numbers().forEach((log, own) -> more.put(log, new TreeSet<>(own)));
      entries.forEach(entry -> add(more, entry));
      kept = new Kept(more, kept.remade());
      try {
        store.putProperty(PROPERTY, bytes(kept));
      } catch (StoreException e) {
        LOG.log(Level.WARNING, "Which entries do not count is judged again at the next start", e);
      }
    }
  }

  private static void add(Map<ReplicaId, SortedSet<Long>> to, Envelope entry) {
    to.computeIfAbsent(entry.header().log(), log -> new TreeSet<>())
        .add(entry.header().number());
  }

  private static byte[] bytes(Kept kept) {
    ByteWriter out = new ByteWriter().varint(kept.numbers().size());
    new TreeMap<>(kept.numbers()).forEach((log, own) -> {
      out.i64(log.value()).varint(own.size());
      own.forEach(out::varint);
    });
    out.varint(kept.remade().size());
    kept.remade().forEach((document, upTo) -> out.string(document.value()).varint(upTo));
    return out.toBytes();
  }

  private static Kept parse(byte[] bytes) {
    try {
      ByteReader in = new ByteReader(bytes);
      Map<ReplicaId, SortedSet<Long>> numbers = new HashMap<>();
      for (int logs = in.count(in.left()); logs > 0; logs--) {
        SortedSet<Long> own = new TreeSet<>();
        numbers.put(new ReplicaId(in.i64()), own);
        for (int left = in.count(in.left()); left > 0; left--) {
          own.add(in.varint());
        }
      }
      Map<DocumentId, Long> remade = new HashMap<>();
      for (int left = in.count(in.left()); left > 0; left--) {
        remade.put(new DocumentId(in.string(DocumentId.MOST_CHARACTERS)), in.varint());
      }
      in.end();
      return new Kept(numbers, remade);
    } catch (RejectedException damaged) {
      // Derived: the first judgement makes it anew.
      return Kept.NOTHING;
    }
  }
}
