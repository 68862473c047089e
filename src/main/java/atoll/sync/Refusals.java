package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.sync.link.PeerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was refused some minutes ago and is not asked for until then: logs whose authors wrote what they may not, from whomever
 * they come, and logs as one peer brings them, who put a forged entry into them. For one thread.
 */
final class Refusals {
  private static final long LASTS_MILLIS = 5 * 60_000;
  /** More is an attack, and all is asked for again. */
  private static final int MOST = 4096;

  private record Refused(ReplicaId log, Optional<PeerId> from) {}

  private final Map<Refused, Long> until = new HashMap<>();

  void refuse(ReplicaId log, long now) {
    put(new Refused(log, Optional.empty()), now);
  }

  void blame(PeerId peer, ReplicaId log, long now) {
    put(new Refused(log, Optional.of(peer)), now);
  }

  boolean allow(PeerId from, ReplicaId log, long now) {
    return isOver(new Refused(log, Optional.empty()), now)
        && isOver(new Refused(log, Optional.of(from)), now);
  }

  /** Forgets everything; says whether there was anything. */
  boolean clear() {
    boolean any = !until.isEmpty();
    until.clear();
    return any;
  }

  private void put(Refused refused, long now) {
    if (until.size() >= MOST) {
      until.clear();
    }
    until.put(refused, now + LASTS_MILLIS);
  }

  private boolean isOver(Refused refused, long now) {
    return until.getOrDefault(refused, Long.MIN_VALUE) <= now;
  }
}
