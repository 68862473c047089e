package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore.Head;
import atoll.store.WorkspaceStore.TabStep;
import atoll.store.journal.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ends of a workspace's logs: as they are durable, for any thread, and as they will be after the batch under way, for
 * the thread that writes.
 */
final class Heads {
  /** Bytes of entries that one append may have. */
  static final long MOST_BYTES = 128 << 20;

  private static final Head NOTHING = new Head(0, Hash.NONE);

  private final Fact.Workspace workspace;
  private final Map<ReplicaId, Head> durable;
  private final Map<ReplicaId, Head> planned;
  private long position;
  private long kept;

  /**
   * @param position of the last entry of the workspace
   */
  Heads(Fact.Workspace workspace, Map<ReplicaId, Head> heads, long position) {
    this.workspace = workspace;
    this.durable = new ConcurrentHashMap<>(heads);
    this.planned = new HashMap<>(heads);
    this.position = position;
    this.kept = position;
  }

  Head durable(ReplicaId log) {
    return durable.getOrDefault(log, NOTHING);
  }

  Clock clock() {
    TreeMap<ReplicaId, Long> counts = new TreeMap<>();
    durable.forEach((log, head) -> counts.put(log, head.count()));
    return new Clock(counts);
  }

  /**
   * Adds an append to a batch; returns the position of its last entry.
   *
   * @throws IllegalArgumentException if an entry does not follow the end of its log; nothing is planned then
   */
  long plan(Batch batch, List<Fact.Item> items, Optional<TabStep> step) {
    Map<ReplicaId, Head> after = new HashMap<>();
    if (items.isEmpty()
        || items.stream().mapToLong(item -> item.bytes().length).sum() > MOST_BYTES) {
      throw new IllegalArgumentException(items.size() + " entries cannot be one append");
    }
    for (Fact.Item item : items) {
      Envelope.Header header = item.envelope().header();
      Head end = after.getOrDefault(header.log(), planned.getOrDefault(header.log(), NOTHING));
      if (!header.workspace().equals(workspace.id())) {
        throw new IllegalArgumentException(
            "an entry of workspace " + header.workspace() + " in " + workspace.id());
      }
      if (header.number() != end.count() || !header.previous().equals(end.last())) {
        throw new IllegalArgumentException(
            "entry " + header.number() + " of " + header.log() + " after " + header.previous()
                + " does not follow the " + end.count() + " entries up to " + end.last());
      }
      after.put(header.log(), new Head(header.number() + 1, item.hash()));
    }
    batch.keep(new Fact.Appended(workspace.no(), position + 1, items, step));
    position += items.size();
    planned.putAll(after);
    long last = position;
    batch.onCommit(() -> {
      durable.putAll(after);
      kept = last;
    });
    batch.onFailure(() -> {
      planned.clear();
      planned.putAll(durable);
      position = kept;
    });
    return last;
  }
}
