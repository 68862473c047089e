package atoll.workspace;

import atoll.identity.Action;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import atoll.sync.Fork;
import atoll.workspace.people.NotAllowedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs that copies of one device wrote. An owner's device chooses the branch that it holds, which is the one that came here
 * first; everybody else follows. For any thread.
 */
final class ForkedLogs {
  private static final Logger LOG = Logger.getLogger(ForkedLogs.class.getName());

  private final WorkspaceStore store;
  private final Sealing sealing;
  private final Executor soon;

  /** @param soon runs what writes, on a thread that may wait for the funnel */
  ForkedLogs(WorkspaceStore store, Sealing sealing, Executor soon) {
    this.store = store;
    this.sealing = sealing;
    this.soon = soon;
  }

  /** Forks were met: soon chooses where that is this device's to do. */
  void met(List<Fork> forks) {
    List<Fork> open = forks.stream().filter(this::isOpen).toList();
    if (!open.isEmpty()
        && sealing.membership().role().filter(role -> role.may(Action.MANAGE)).isPresent()) {
      soon.execute(() -> open.forEach(this::choose));
    }
  }

  /** What a person should know of them; nothing if all is well. */
  Optional<SyncState.Problem> problem(List<Fork> forks) {
    return sealing.entries().lost().isEmpty()
        ? forks.stream()
            .filter(this::isOpen)
            .findFirst()
            .map(fork -> new SyncState.Problem.Fork(fork.log().toString()))
        : Optional.of(new SyncState.Problem.LeftBranch());
  }

  private boolean isOpen(Fork fork) {
    return fork.isLocated()
        && sealing
            .membership()
            .state()
            .filter(now -> now.branches().at(fork.log(), fork.common()).isEmpty())
            .isPresent();
  }

  private void choose(Fork fork) {
    try {
      LogRange place = new LogRange(fork.log(), fork.common(), fork.common() + 1);
      for (Envelope held : store.entries(place, 1)) {
        sealing.membership().choose(fork.log(), fork.common(), held.hash());
      }
    } catch (NotAllowedException e) {
      LOG.log(Level.FINE, "No owner any more", e);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Which copy of a device counts is said when the disk obeys again", e);
    }
  }
}
