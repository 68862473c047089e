package atoll.workspace.funnel;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import atoll.workspace.seal.EntrySeal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which stored entries do not count, because a removal cut them off. They are kept, so that everybody holds the same logs
 * and a later record may let them count again; documents are made without them. Belongs to the funnel's thread.
 */
final class CutOffEntries {
  private static final String PROPERTY = "cut-off";
  private static final int AT_ONCE_BYTES = 1 << 20;

  private final WorkspaceStore store;
  private final EntrySeal seal;
  private Map<ReplicaId, SortedSet<Long>> numbers;
  private long judged;

  CutOffEntries(WorkspaceStore store, EntrySeal seal) {
    this.store = store;
    this.seal = seal;
    this.numbers = store.property(PROPERTY).map(CutOffEntries::parse).orElseGet(Map::of);
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  boolean has(Envelope entry) {
    SortedSet<Long> own = numbers.get(entry.header().log());
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
    store.clock().counts().forEach((log, count) -> {
      if (seal.mayBeCutOff(log) || numbers.containsKey(log)) {
        for (long from = 0; from < count; ) {
          List<Envelope> part = store.entries(new LogRange(log, from, count), AT_ONCE_BYTES);
          for (Envelope entry : part) {
            boolean counts = seal.counts(entry);
            if (!counts) {
              add(found, entry);
            }
            if (counts == has(entry)) {
              changed.add(entry);
            }
          }
          from += part.size();
        }
      }
    });
    return new Judgement(edition, found, changed);
  }

  /** Takes over a judgement, after what was made from the former one is gone from the store. */
  void become(Judgement judgement) {
    numbers = judgement.numbers();
    keep();
    judged = judgement.edition();
  }

  /** Notes entries that are about to be stored and do not count. */
  void add(List<Envelope> entries) {
    if (!entries.isEmpty()) {
      Map<ReplicaId, SortedSet<Long>> more = new HashMap<>(numbers);
      entries.forEach(entry -> add(more, entry));
      numbers = more;
      keep();
    }
  }

  private static void add(Map<ReplicaId, SortedSet<Long>> to, Envelope entry) {
    to.computeIfAbsent(entry.header().log(), log -> new TreeSet<>())
        .add(entry.header().number());
  }

  private void keep() {
    ByteWriter out = new ByteWriter().varint(numbers.size());
    new TreeMap<>(numbers).forEach((log, own) -> {
      out.i64(log.value()).varint(own.size());
      own.forEach(out::varint);
    });
    store.putProperty(PROPERTY, out.toBytes());
  }

  private static Map<ReplicaId, SortedSet<Long>> parse(byte[] bytes) {
    try {
      ByteReader in = new ByteReader(bytes);
      Map<ReplicaId, SortedSet<Long>> read = new HashMap<>();
      for (int logs = in.count(in.left()); logs > 0; logs--) {
        SortedSet<Long> own = new TreeSet<>();
        read.put(new ReplicaId(in.i64()), own);
        for (int left = in.count(in.left()); left > 0; left--) {
          own.add(in.varint());
        }
      }
      in.end();
      return read;
    } catch (RejectedException damaged) {
      // Derived: the first judgement makes it anew.
      return Map.of();
    }
  }
}
