package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.store.LogRange;
import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Supply;
import atoll.sync.protocol.Want;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Asks peers for what they said they hold and is not here: one question per peer at a time, no log from two peers at once.
 * A peer that gives nothing is left alone for a while, longer each time. For one thread.
 */
final class Fetcher {
  private static final int MOST_DOUBTS = 64;
  private static final long LEAST_REST_MILLIS = 1_000;
  private static final int MOST_STRIKES = 6;

  /** Once the last part came, the others are waited for this share of the patience only. */
  private static final int LATE_SHARE = 5;

  private static final class Ask {
    final long request;
    final List<LogRange> probes;
    final List<LogRange> missing;
    final List<Fork> forksBefore;
    final BitSet parts = new BitSet();
    int lastPart = Supply.MOST_PARTS;
    final long creditBytes;
    long deadline;
    private long takenBytes;

    /** The greatest part that came, and the bytes of its last entry. */
    private int farthest;

    private long endBytes;

    Ask(
        long request,
        List<LogRange> probes,
        List<LogRange> missing,
        List<Fork> forksBefore,
        long creditBytes) {
      this.request = request;
      this.probes = probes;
      this.missing = missing;
      this.forksBefore = forksBefore;
      this.creditBytes = creditBytes;
    }

    /** Nothing more is awaited: also when the credit is used up and no part that came ahead has one missing before it. */
    boolean isAnswered() {
      return parts.cardinality() > lastPart
          || isUsedUp() && parts.nextClearBit(0) == parts.length();
    }

    boolean isUsedUp() {
      return takenBytes >= creditBytes;
    }

    /**
     * Takes one more entry if there is room for it. Only the very last one may pass the credit; one of a part that was overtaken
     * comes before that one.
     */
    boolean take(int part, int bytes) {
      boolean isAhead = part >= farthest;
      if (isAhead ? isUsedUp() : takenBytes - endBytes + bytes > creditBytes) {
        return false;
      }
      takenBytes += bytes;
      if (isAhead) {
        farthest = part;
        endBytes = bytes;
      }
      return true;
    }
  }

  private record Doubt(PeerId peer, LogRange entry) {}

  private final SyncOptions options;
  private final SyncRuntime runtime;
  private final Link link;
  private final Ledger ledger;
  private final Intake intake;
  private final Forks forks;

  private final Map<PeerId, Ask> asks = new HashMap<>();
  private final Map<PeerId, Integer> strikes = new HashMap<>();
  private final Map<PeerId, Long> restsUntil = new HashMap<>();
  private final Map<ReplicaId, Doubt> doubts = new HashMap<>();
  private long requests;

  Fetcher(
      SyncOptions options,
      SyncRuntime runtime,
      Link link,
      Ledger ledger,
      Intake intake,
      Forks forks) {
    this.options = options;
    this.runtime = runtime;
    this.link = link;
    this.ledger = ledger;
    this.intake = intake;
    this.forks = forks;
  }

  /** The peer seems to hold another entry of this number: it is asked for it. */
  void doubt(PeerId peer, ReplicaId log, long number) {
    if (doubts.size() < MOST_DOUBTS) {
      doubts.putIfAbsent(log, new Doubt(peer, new LogRange(log, number, number + 1)));
    }
  }

  /** Logs of which the peer is asked for entries that are held already, to compare them. */
  Set<ReplicaId> probed(PeerId peer) {
    Set<ReplicaId> logs = new HashSet<>();
    probes(peer).forEach(entry -> logs.add(entry.log()));
    return logs;
  }

  /** Asks every peer that has something and is not busy. Cost: one pass over what the peers said. */
  void plan() {
    Set<ReplicaId> busy = new HashSet<>();
    asks.values().forEach(ask -> ask.missing.forEach(range -> busy.add(range.log())));
    List<PeerId> peers = new ArrayList<>(ledger.peers());
    if (!peers.isEmpty()) {
      Collections.rotate(peers, (int) runtime.random(peers.size()));
    }
    for (PeerId peer : peers) {
      if (!asks.containsKey(peer)
          && restsUntil.getOrDefault(peer, Long.MIN_VALUE) <= runtime.millis()) {
        ask(peer, busy);
      }
    }
  }

  /**
   * Looks whether the supply is the answer to a question.
   *
   * @return the envelopes that were asked for; none if it is not, and none beyond the credit
   */
  List<byte[]> accept(PeerId peer, Supply supply) {
    Ask ask = asks.get(peer);
    if (ask == null || ask.request != supply.request() || ask.parts.get(supply.part())) {
      return List.of();
    }
    ask.parts.set(supply.part());
    if (supply.last()) {
      ask.lastPart = supply.part();
    }
    List<byte[]> wanted = new ArrayList<>();
    for (byte[] envelope : supply.envelopes()) {
      if (!ask.take(supply.part(), envelope.length)) {
        break;
      }
      wanted.add(envelope);
    }
    boolean late = ask.lastPart < Supply.MOST_PARTS || ask.isUsedUp();
    ask.deadline = runtime.millis()
        + (late ? options.patienceMillis() / LATE_SHARE : options.patienceMillis());
    return wanted;
  }

  /**
   * What the supply brought is held, or is about to be.
   *
   * @return whether the peer had nothing of what it said it holds
   */
  boolean took(PeerId peer, Supply supply) {
    Ask ask = asks.get(peer);
    if (ask == null || ask.request != supply.request()) {
      return false;
    }
    if (!ask.isAnswered()) {
      return false;
    }
    return !finish(peer, ask);
  }

  /** The question is over; a peer that did not help is left alone for a while. Says whether it helped. */
  private boolean finish(PeerId peer, Ask ask) {
    asks.remove(peer);
    doubts
        .values()
        .removeIf(doubt -> doubt.peer().equals(peer) && ask.probes.contains(doubt.entry()));
    boolean helped = helped(ask);
    if (helped) {
      strikes.remove(peer);
    } else {
      int count = Math.min(MOST_STRIKES, strikes.merge(peer, 1, Integer::sum));
      restsUntil.put(peer, runtime.millis() + (LEAST_REST_MILLIS << (count - 1)));
    }
    return helped;
  }

  /** Whether more is known than before the question, whoever brought it. */
  private boolean helped(Ask ask) {
    return !ask.forksBefore.equals(forks.all())
        || ask.missing.stream().anyMatch(range -> intake.count(range.log()) > range.from());
  }

  /** Gives up questions that were not answered in time. */
  void tick() {
    long now = runtime.millis();
    List<PeerId> silent = new ArrayList<>();
    asks.forEach((peer, ask) -> {
      if (ask.deadline <= now || !ledger.isThere(peer)) {
        silent.add(peer);
      }
    });
    silent.forEach(peer -> finish(peer, Objects.requireNonNull(asks.get(peer))));
    restsUntil.keySet().retainAll(ledger.peers());
    strikes.keySet().retainAll(ledger.peers());
    doubts.values().removeIf(doubt -> !ledger.isThere(doubt.peer()));
  }

  /** Time has passed that nobody noticed: everything is asked anew. */
  void restart() {
    asks.clear();
    strikes.clear();
    restsUntil.clear();
  }

  private void ask(PeerId peer, Set<ReplicaId> busy) {
    List<LogRange> probes = probes(peer);
    List<LogRange> missing = missing(peer, busy, Want.MOST_RANGES - probes.size());
    if (probes.isEmpty() && missing.isEmpty()) {
      return;
    }
    missing.forEach(range -> busy.add(range.log()));
    Ask ask = new Ask(++requests, probes, missing, forks.all(), options.creditBytes());
    ask.deadline = runtime.millis() + options.patienceMillis();
    asks.put(peer, ask);
    List<LogRange> ranges = new ArrayList<>(probes);
    ranges.addAll(missing);
    link.send(peer, Messages.encode(new Want(ask.request, ask.creditBytes, ranges)));
  }

  private List<LogRange> missing(PeerId peer, Set<ReplicaId> busy, int most) {
    List<LogRange> missing = new ArrayList<>();
    for (Map.Entry<ReplicaId, Long> said : ledger.counts(peer).entrySet()) {
      ReplicaId log = said.getKey();
      long here = intake.count(log);
      if (said.getValue() > here && !busy.contains(log) && intake.welcomes(peer, log)) {
        missing.add(new LogRange(log, here, said.getValue()));
      }
      if (missing.size() >= most) {
        break;
      }
    }
    return missing;
  }

  private List<LogRange> probes(PeerId peer) {
    List<LogRange> probes = new ArrayList<>(forks.probes(peer));
    doubts.values().stream().filter(d -> d.peer().equals(peer)).forEach(d -> probes.add(d.entry()));
    return probes;
  }
}
