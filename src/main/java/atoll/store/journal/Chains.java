package atoll.store.journal;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.store.Envelope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Follows the chain of every log, fact by fact. For one thread. */
public final class Chains {
  private final Map<Log, End> ends = new HashMap<>();
  private long entries;

  private record Log(int workspace, ReplicaId replica) {}

  private record End(long count, Hash last) {}

  /** Entries that followed the one before them. */
  public long entries() {
    return entries;
  }

  /** Whether an entry follows what was added of its log; then it is added. */
  public boolean follows(int workspace, Fact.Item item) {
    Envelope.Header header = item.envelope().header();
    Log log = new Log(workspace, header.log());
    End end = ends.getOrDefault(log, new End(0, Hash.NONE));
    if (header.number() != end.count() || !header.previous().equals(end.last())) {
      return false;
    }
    ends.put(log, new End(end.count() + 1, item.hash()));
    entries++;
    return true;
  }

  /** Adds all entries of a fact; tells the first that does not follow. */
  public Optional<String> add(Fact fact) {
    if (fact instanceof Fact.Appended appended) {
      for (Fact.Item item : appended.items()) {
        if (!follows(appended.workspace(), item)) {
          return Optional.of("Entry " + item.envelope().header().number() + " of log "
              + item.envelope().header().log() + " does not follow the one before it.");
        }
      }
    }
    return Optional.empty();
  }
}
