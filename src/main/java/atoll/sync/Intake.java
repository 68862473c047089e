package atoll.sync;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Head;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Tail;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks entries that came and hands those that follow what is held to the inbox, in order. An entry that came before its
 * predecessors waits a while for them. For one thread.
 */
final class Intake {
  private static final Logger LOG = System.getLogger(Intake.class.getName());

  private static final int MOST_READY = 4096;
  private static final long MOST_READY_BYTES = 4 << 20;
  private static final int MOST_EARLY = 256;
  private static final long MOST_EARLY_BYTES = 2 << 20;
  private static final long EARLY_MILLIS = 30_000;
  private static final long BROKEN_MILLIS = 5_000;

  private record Came(PeerId from, Envelope entry, int size) {
    boolean isRefusedBy(Receipt.Refusal refusal) {
      return entry.header().log().equals(refusal.log())
          && entry.header().number() == refusal.number();
    }

    /** Whether it stands in the same log as the other, there or behind. */
    boolean follows(Came other) {
      return entry.header().log().equals(other.entry().header().log())
          && entry.header().number() >= other.entry().header().number();
    }
  }

  private final WorkspaceId workspace;
  private final WorkspaceStore store;
  private final HeldLogs held;
  private final Forks forks;
  private final Inbox inbox;
  private final SyncRuntime runtime;

  private final List<Came> ready = new ArrayList<>();
  private final Map<ReplicaId, Head> readyEnds = new HashMap<>();
  private long readyBytes;

  private final Map<ReplicaId, TreeMap<Long, Came>> early = new HashMap<>();
  private int earlyCount;
  private long earlyBytes;
  private long forgetEarlyAt;

  private final Refusals refusals = new Refusals();
  private long brokenUntil;
  private Optional<String> fault = Optional.empty();

  Intake(
      WorkspaceId workspace,
      WorkspaceStore store,
      HeldLogs held,
      Forks forks,
      Inbox inbox,
      SyncRuntime runtime) {
    this.workspace = workspace;
    this.store = store;
    this.held = held;
    this.forks = forks;
    this.inbox = inbox;
    this.runtime = runtime;
  }

  /** What came of an entry. */
  enum Outcome {
    /** It follows what is held and goes to the inbox with the next delivery. */
    READY,
    /** It is held already. */
    DOUBLE,
    /** Entries before it are missing. */
    GAP,
    /** It proves that its log was written twice. */
    FORK,
    /** Its log is set aside, was refused, or there is no room. */
    LEFT,
    /** It is no entry of this workspace. */
    NOISE
  }

  /**
   * Looks at one entry as it came.
   *
   * @param probed logs that the sender may have written differently: entries that are held already are compared
   */
  Outcome add(PeerId from, byte[] bytes, Set<ReplicaId> probed) {
    Envelope entry;
    try {
      entry = Envelope.parse(bytes);
    } catch (RejectedException e) {
      LOG.log(Level.DEBUG, "an entry cannot be read", e);
      return Outcome.NOISE;
    }
    if (!entry.header().workspace().equals(workspace)) {
      return Outcome.NOISE;
    }
    Outcome outcome = place(new Came(from, entry, bytes.length), probed);
    if (outcome == Outcome.READY) {
      takeEarly(entry.header().log());
    }
    return outcome;
  }

  /** Whether entries of this log are worth asking that peer for. */
  boolean welcomes(PeerId from, ReplicaId log) {
    return !forks.isForked(log)
        && refusals.allow(from, log, runtime.millis())
        && brokenUntil <= runtime.millis();
  }

  /** Whether a peer brought what may not stand in that log, a few minutes ago. */
  boolean blames(PeerId peer, ReplicaId log) {
    return !refusals.allow(peer, log, runtime.millis());
  }

  /** Forgets what was refused, so that it is asked for again; says whether there was anything. */
  boolean retry() {
    boolean any = refusals.clear();
    for (Fork fork : forks.all()) {
      any |= settle(fork.log());
    }
    return any;
  }

  /** Goes on with a log that was written twice, if what is held of it is what the team goes on with. */
  private boolean settle(ReplicaId log) {
    boolean settled =
        forks.located(log).filter(fork -> inbox.settled(log, fork.common())).isPresent();
    if (settled) {
      refusals.blame(forks.settle(log), log, runtime.millis());
    }
    return settled;
  }

  /** Whether so much is ready that it should be delivered before more is looked at. */
  boolean isFull() {
    return ready.size() >= MOST_READY || readyBytes >= MOST_READY_BYTES;
  }

  /** Why nothing can be stored just now. */
  Optional<String> fault() {
    return fault;
  }

  /**
   * Hands what is ready to the inbox.
   *
   * @return the logs that grew
   */
  Set<ReplicaId> deliver() {
    if (ready.isEmpty()) {
      return Set.of();
    }
    List<Came> entries = List.copyOf(ready);
    List<ReplicaId> logs = List.copyOf(readyEnds.keySet());
    ready.clear();
    readyEnds.clear();
    readyBytes = 0;
    hand(entries);
    Set<ReplicaId> grown = new HashSet<>();
    for (ReplicaId log : logs) {
      if (held.refresh(log)) {
        grown.add(log);
      }
      takeEarly(log);
    }
    return grown;
  }

  /** The log grew: early entries may follow now. */
  void takeEarly(ReplicaId log) {
    TreeMap<Long, Came> waiting = early.get(log);
    while (waiting != null
        && !waiting.isEmpty()
        && waiting.firstKey() <= end(log).count()
        && !isFull()) {
      Came came = waiting.pollFirstEntry().getValue();
      earlyCount--;
      earlyBytes -= came.size();
      place(came, Set.of());
    }
    if (waiting != null && waiting.isEmpty()) {
      early.remove(log);
    }
  }

  private void hand(List<Came> came) {
    long now = runtime.millis();
    try {
      Receipt receipt = inbox.receive(came.stream().map(Came::entry).toList());
      fault = Optional.empty();
      for (Receipt.Refusal refusal : receipt.refused()) {
        LOG.log(
            Level.WARNING,
            "entry {0} of {1} refused: {2}",
            refusal.number(),
            refusal.log(),
            refusal.reason());
        came.stream()
            .filter(each -> each.isRefusedBy(refusal))
            .findFirst()
            .ifPresent(each -> refuse(each, now));
      }
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "entries of others cannot be stored", e);
      fault = Optional.of(String.valueOf(e.getMessage()));
      brokenUntil = now + BROKEN_MILLIS;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the inbox failed; the entries are asked for again later", e);
      fault = Optional.of(e.toString());
      brokenUntil = now + BROKEN_MILLIS;
    }
  }

  /** A forged entry says nothing about the log, only about who brought it. */
  private void refuse(Came came, long now) {
    ReplicaId log = came.entry().header().log();
    if (inbox.genuine(came.entry())) {
      refusals.refuse(log, now);
    } else {
      refusals.blame(came.from(), log, now);
    }
  }

  private Outcome place(Came came, Set<ReplicaId> probed) {
    Envelope entry = came.entry();
    Envelope.Header header = entry.header();
    ReplicaId log = header.log();
    Head end = end(log);
    if (header.number() < end.count()) {
      return compare(came, end, probed);
    }
    if (!welcomes(came.from(), log)) {
      return Outcome.LEFT;
    }
    if (header.number() > end.count()) {
      return keepEarly(came, end);
    }
    if (!header.previous().equals(end.last())) {
      return contradicted(came, header.number() - 1, probed);
    }
    if (isFull()) {
      return Outcome.LEFT;
    }
    if (inbox.superseded(entry)) {
      refusals.blame(came.from(), log, runtime.millis());
      return Outcome.LEFT;
    }
    ready.add(came);
    readyEnds.put(log, new Head(header.number() + 1, entry.hash()));
    readyBytes += came.size();
    return Outcome.READY;
  }

  /** A double is compared where that costs nothing, and where there is a doubt. */
  private Outcome compare(Came came, Head end, Set<ReplicaId> probed) {
    Envelope entry = came.entry();
    ReplicaId log = entry.header().log();
    long number = entry.header().number();
    Optional<Hash> here = Optional.empty();
    if (number == end.count() - 1) {
      here = Optional.of(end.last());
    } else if (probed.contains(log) || forks.isForked(log)) {
      here = stored(log, number);
    }
    if (here.isEmpty() || here.get().equals(entry.hash())) {
      if (here.isPresent() && probed.contains(log)) {
        forks.same(log, number, came.from());
        settle(log);
      }
      return Outcome.DOUBLE;
    }
    return contradicted(came, number, probed);
  }

  /**
   * The entry contradicts what is here of this number. What is stored was its author's, but what is only ready was not looked
   * at yet: noise before a genuine entry must not look like a log that was written twice.
   */
  private Outcome contradicted(Came came, long number, Set<ReplicaId> probed) {
    if (!inbox.genuine(came.entry())) {
      return Outcome.NOISE;
    }
    ReplicaId log = came.entry().header().log();
    return dropForged(log) ? place(came, probed) : forked(came, number);
  }

  /** Takes the first forged entry of the log and those after it out of what is ready; says whether there was one. */
  private boolean dropForged(ReplicaId log) {
    Optional<Came> forged = ready.stream()
        .filter(came -> came.entry().header().log().equals(log) && !inbox.genuine(came.entry()))
        .findFirst();
    forged.ifPresent(came -> {
      Envelope.Header header = came.entry().header();
      refuse(came, runtime.millis());
      ready.removeIf(each -> each.follows(came));
      readyBytes = ready.stream().mapToLong(Came::size).sum();
      readyEnds.remove(log);
      if (header.number() > held.end(log).count()) {
        readyEnds.put(log, new Head(header.number(), header.previous()));
      }
    });
    return forged.isPresent();
  }

  private Optional<Hash> stored(ReplicaId log, long number) {
    try {
      return store.entries(new LogRange(log, number, number + 1), 1).stream()
          .findFirst()
          .map(Envelope::hash);
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "an entry cannot be read from the store", e);
      return Optional.empty();
    }
  }

  private Outcome forked(Came came, long number) {
    Envelope.Header header = came.entry().header();
    ReplicaId log = header.log();
    boolean parts = header.number() == number
        && (number == 0
            || stored(log, number - 1).filter(header.previous()::equals).isPresent());
    if (forks.differs(log, number, parts, came.from())) {
      LOG.log(
          Level.WARNING,
          "log {0} was written twice: entry {1} is not the same everywhere",
          log,
          number);
    }
    settle(log);
    return Outcome.FORK;
  }

  private Outcome keepEarly(Came came, Head end) {
    long number = came.entry().header().number();
    boolean near = number - end.count() <= MOST_EARLY;
    if (near && earlyCount < MOST_EARLY && earlyBytes + came.size() <= MOST_EARLY_BYTES) {
      TreeMap<Long, Came> waiting =
          early.computeIfAbsent(came.entry().header().log(), l -> new TreeMap<>());
      if (waiting.putIfAbsent(number, came) == null) {
        earlyCount++;
        earlyBytes += came.size();
      }
    }
    return Outcome.GAP;
  }

  /** The mark of an entry that is held. */
  Optional<Long> markOf(ReplicaId log, long number) {
    return stored(log, number).map(Tail::mark);
  }

  /** Every now and then forgets what waits for predecessors, so that what never fits does not keep the room of others. */
  void tick() {
    if (earlyCount == 0) {
      forgetEarlyAt = runtime.millis() + EARLY_MILLIS;
    } else if (runtime.millis() >= forgetEarlyAt) {
      early.clear();
      earlyCount = 0;
      earlyBytes = 0;
    }
  }

  /** Entries of the log that are held, with those that go to the inbox with the next delivery. */
  long count(ReplicaId log) {
    return end(log).count();
  }

  private Head end(ReplicaId log) {
    Head coming = readyEnds.get(log);
    return coming != null ? coming : held.end(log);
  }
}
