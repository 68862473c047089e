package atoll.workspace.seal;

import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.workspace.seal.EntrySeal.Checked;
import atoll.workspace.seal.EntrySeal.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The check of entries that came together, part by part, so that what is good of a part can be taken while the next one is
 * checked. Which signatures speak for what hangs on all of them, so the parts may be cut anywhere. For one thread.
 */
public final class Checking {
  /** Why an entry may not be stored. */
  @FunctionalInterface
  interface Judge {
    Optional<String> refusal(Envelope entry, SignedRuns runs, int at);
  }

  private final List<Envelope> entries;
  private final Judge judge;
  private final SignedRuns runs;
  private final Set<ReplicaId> stopped = new HashSet<>();
  private int at;

  Checking(List<Envelope> entries, Judge judge) {
    this.entries = entries;
    this.judge = judge;
    this.runs = new SignedRuns(entries);
  }

  /** Whether all have been checked. */
  public boolean isDone() {
    return at == entries.size();
  }

  /** Checks the next entries, at most so many; records in them count for those after them. */
  public Checked next(int most) {
    List<Envelope> good = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (int end = at + Math.min(most, entries.size() - at); at < end; at++) {
      Envelope entry = entries.get(at);
      ReplicaId log = entry.header().log();
      if (!stopped.contains(log)) {
        Optional<String> refusal = judge.refusal(entry, runs, at);
        if (refusal.isPresent()) {
          stopped.add(log);
          refused.add(new Refused(entry, refusal.get()));
        } else {
          good.add(entry);
        }
      }
    }
    return new Checked(good, refused);
  }
}
