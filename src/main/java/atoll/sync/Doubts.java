package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.store.WorkspaceStore.Head;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Heads;
import atoll.sync.protocol.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Looks in what a peer says it holds for logs that it may have otherwise than they are here. For one thread. */
final class Doubts {
  private static final int MOST_READ = 4;

  private final HeldLogs held;
  private final Intake intake;
  private final Fetcher fetcher;
  private final SyncRuntime runtime;

  Doubts(HeldLogs held, Intake intake, Fetcher fetcher, SyncRuntime runtime) {
    this.held = held;
    this.intake = intake;
    this.fetcher = fetcher;
    this.runtime = runtime;
  }

  /**
   * Compares ends of logs where that costs nothing, and a few where it costs a read; where they differ the peer is asked for
   * the entry. A log that it brought wrongly just now is left alone.
   */
  void compare(PeerId from, Heads said) {
    List<ReplicaId> shorter = new ArrayList<>();
    said.tails().forEach((log, there) -> {
      Head here = held.end(log);
      if (intake.blames(from, log)) {
        return;
      }
      if (there.count() == here.count() && there.last() != Tail.mark(here.last())) {
        fetcher.doubt(from, log, there.count() - 1);
      } else if (there.count() < here.count()) {
        shorter.add(log);
      }
    });
    int first = shorter.isEmpty() ? 0 : (int) runtime.random(shorter.size());
    for (int i = 0; i < Math.min(MOST_READ, shorter.size()); i++) {
      ReplicaId log = shorter.get((first + i) % shorter.size());
      Tail there = Objects.requireNonNull(said.tails().get(log));
      if (intake
          .markOf(log, there.count() - 1)
          .filter(mark -> mark != there.last())
          .isPresent()) {
        fetcher.doubt(from, log, there.count() - 1);
      }
    }
  }
}
