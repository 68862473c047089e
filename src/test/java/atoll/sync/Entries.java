package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes entries that follow what a store holds. */
public final class Entries {
  /** The workspace of all tests. */
  public static final WorkspaceId WORKSPACE =
      new WorkspaceId(Hash.of("a workspace of tests".getBytes(StandardCharsets.UTF_8)));

  private Entries() {}

  /** A store in memory of that workspace. */
  public static WorkspaceStore store() {
    return new MemoryStore().workspace(WORKSPACE);
  }

  /** Appends entries that touch nothing. */
  public static void append(WorkspaceStore store, List<Envelope> entries) {
    List<WorkspaceStore.Entry> bare = new ArrayList<>();
    entries.forEach(
        entry -> bare.add(new WorkspaceStore.Entry(entry, List.of(), Optional.empty())));
    if (!bare.isEmpty()) {
      store.append(new WorkspaceStore.Append(bare, List.of(), List.of(), Optional.empty()));
    }
  }

  /** One entry per body, in order. */
  public static List<Envelope> following(WorkspaceStore store, ReplicaId log, byte[]... bodies) {
    WorkspaceStore.Head head = store.head(log);
    return after(head.count(), head.last(), log, bodies);
  }

  /** One entry per body, the first with this number. */
  public static List<Envelope> after(long number, Hash last, ReplicaId log, byte[]... bodies) {
    List<Envelope> entries = new ArrayList<>();
    long next = number;
    Hash previous = last;
    for (byte[] body : bodies) {
      Envelope.Header header =
          new Envelope.Header(Envelope.SUITE_OPEN, WORKSPACE, log, next++, previous, Clock.EMPTY);
      Envelope entry = new Envelope(header, body, new byte[0]);
      entries.add(entry);
      previous = entry.hash();
    }
    return entries;
  }
}
