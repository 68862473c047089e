package atoll.sync;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.sync.Intake.Outcome;
import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Announce;
import atoll.sync.protocol.Ask;
import atoll.sync.protocol.Digest;
import atoll.sync.protocol.Held;
import atoll.sync.protocol.Message;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Presence;
import atoll.sync.protocol.Reply;
import atoll.sync.protocol.Roll;
import atoll.sync.protocol.Room;
import atoll.sync.protocol.Supply;
import atoll.sync.protocol.Want;
import atoll.sync.protocol.Word;
import atoll.sync.protocol.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Brings one workspace's logs to the peers of a link and theirs here. What is new is announced at once; what was missed is
 * found by comparing what each side holds, and pulled. Whatever the link loses, doubles, delays or invents, what reaches
 * the inbox is in order per log and fits the chain.
 *
 * <p>All of it runs on the session's {@link SyncRuntime}; the public methods are for any thread and return at once.
 */
public final class SyncSession implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SyncSession.class.getName());

  private static final int MOST_PEERS = 512;
  private static final int MOST_WAITING = 2048;
  private static final long MOST_WAITING_BYTES = 8 << 20;
  private static final int MOST_AT_ONCE = 256;
  private static final int MOST_ANNOUNCED_LOGS = 64;
  private static final long TICK_MILLIS = 1_000;
  private static final long WAKE_MILLIS = 3_000;
  private static final long GAP_MILLIS = 20;
  private static final long STATUS_MILLIS = 100;
  private static final long ANSWER_MILLIS = 200;
  private static final long BRING_MILLIS = 120_000;

  private final SyncOptions options;
  private final Inbox inbox;
  private final Link link;
  private final SyncRuntime runtime;
  private final Mailbox mailbox = new Mailbox(MOST_PEERS, MOST_WAITING, MOST_WAITING_BYTES);
  private final AtomicBoolean draining = new AtomicBoolean();
  private final StatusBoard board = new StatusBoard();
  private final HeldLogs held;
  private final Ledger ledger = new Ledger();
  private final Forks forks = new Forks();
  private final Intake intake;
  private final Fetcher fetcher;
  private final Doubts doubts;
  private final Supplier supplier;
  private final PresenceBoard presence;
  private final DeviceLedger words;
  private final Rooms rooms;
  private final Doorkeeper door;

  private final Map<PeerId, Long> toldAt = new HashMap<>();
  private volatile boolean open;
  private boolean loaded;
  private boolean up;
  private boolean planning;
  private boolean statusDue;
  private long tellAt;
  private long lastWall;
  private long noise;

  /** @param link started and closed by the session */
  public SyncSession(
      SyncOptions options,
      WorkspaceId workspace,
      WorkspaceStore store,
      Inbox inbox,
      Link link,
      SyncRuntime runtime) {
    this(options, workspace, store, inbox, link, runtime, Witness.unsigned(store.self()));
  }

  /**
   * @param link started and closed by the session
   * @param witness signs what this device says it holds
   */
  public SyncSession(
      SyncOptions options,
      WorkspaceId workspace,
      WorkspaceStore store,
      Inbox inbox,
      Link link,
      SyncRuntime runtime,
      Witness witness) {
    this.options = options;
    this.inbox = inbox;
    this.link = link;
    this.runtime = runtime;
    held = new HeldLogs(store);
    intake = new Intake(workspace, store, held, forks, inbox, runtime);
    fetcher = new Fetcher(options, runtime, link, ledger, intake, forks);
    doubts = new Doubts(held, intake, fetcher, runtime);
    supplier = new Supplier(options, runtime, link, store, held);
    words = new DeviceLedger(workspace, store, witness, runtime);
    rooms = new Rooms(workspace, inbox, witness, link, runtime);
    presence = new PresenceBoard(options, runtime, link, inbox);
    door = new Doorkeeper(runtime, link, inbox);
  }

  /** Opens the link and begins. Once. */
  public void start() {
    open = true;
    lastWall = runtime.wallMillis();
    runtime.execute(() -> {
      load();
      tellAt = runtime.millis() + options.tellMillis();
      link.start(new FromLink());
      tick();
    });
  }

  /**
   * The store has new entries that did not come through this session: they are announced before this returns.
   *
   * @param own in order per log
   */
  public void stored(List<Envelope> own) {
    if (!open || own.isEmpty()) {
      return;
    }
    Map<ReplicaId, List<Envelope>> logs = new TreeMap<>();
    own.forEach(entry ->
        logs.computeIfAbsent(entry.header().log(), log -> new ArrayList<>()).add(entry));
    if (logs.size() <= MOST_ANNOUNCED_LOGS) {
      logs.forEach(this::announce);
    }
    List<ReplicaId> grown = List.copyOf(logs.keySet());
    runtime.execute(() -> grown(grown));
  }

  private void grown(List<ReplicaId> logs) {
    logs.forEach(log -> {
      held.refresh(log);
      intake.takeEarly(log);
    });
    tellSoon(options.settleMillis());
    statusSoon();
    deliver();
  }

  /**
   * Takes entries that came by another way than the link, such as a file. Those that are held already, or do not follow
   * what is held, are left out.
   *
   * @param entries in order per log
   * @return what was not stored; fails with what the inbox throws, or if the session is closed meanwhile
   */
  public CompletableFuture<Receipt> bring(List<Envelope> entries) {
    CompletableFuture<Receipt> done = new CompletableFuture<>();
    runtime.execute(() -> {
      try {
        deliver();
        List<Envelope> fresh = held.following(entries);
        Receipt receipt = fresh.isEmpty() ? Receipt.ALL : inbox.receive(fresh);
        grown(fresh.stream().map(entry -> entry.header().log()).distinct().toList());
        done.complete(receipt);
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    return done.orTimeout(BRING_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Where this device is now; the newest word wins.
   *
   * @param beat at most {@link Presence#MOST_BEAT_BYTES}; empty when it is nowhere
   */
  public void presence(byte[] beat) {
    if (beat.length > Presence.MOST_BEAT_BYTES) {
      throw new IllegalArgumentException("a beat of presence has " + beat.length + " bytes");
    }
    if (open) {
      runtime.execute(() -> presence.beat(beat));
    }
  }

  /** Tells everybody of records of the membership that are new, ahead of the entry that holds them. */
  public void records(List<byte[]> records) {
    if (open) {
      Roll.of(records).forEach(roll -> link.broadcast(Messages.encode(roll)));
    }
  }

  /** What was refused may be good now: a key came, or a record. It is asked for again at once. */
  public void retry() {
    runtime.execute(() -> {
      if (open && intake.retry()) {
        fetcher.restart();
        fetcher.plan();
      }
      door.tick();
    });
  }

  public SyncStatus status() {
    return board.status();
  }

  /** Tells of every change from now on, a few times a second at most, on the session's thread. */
  public Subscription onStatus(Consumer<SyncStatus> consumer) {
    return board.subscribe(consumer);
  }

  /** Says good-bye and closes the link. The runtime stays open. */
  @Override
  public void close() {
    if (open) {
      open = false;
      link.broadcast(Messages.encode(new Presence(Long.MAX_VALUE, new byte[0])));
      link.close();
      words.keep();
    }
  }

  /** What comes from the link, on its threads. */
  private final class FromLink implements LinkListener {
    @Override
    public void received(PeerId from, byte[] message) {
      if (open && mailbox.offer(from, message) && draining.compareAndSet(false, true)) {
        runtime.execute(SyncSession.this::drain);
      }
    }

    @Override
    public void changed(Set<PeerId> peers) {
      Set<PeerId> now = Set.copyOf(peers);
      runtime.execute(() -> there(now));
    }

    @Override
    public void noise() {
      runtime.execute(SyncSession.this::countNoise);
    }
  }

  private void load() {
    try {
      held.load();
      words.load();
      loaded = true;
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the ends of the logs cannot be read; trying again", e);
    }
  }

  private void announce(ReplicaId log, List<Envelope> entries) {
    List<byte[]> inline = new ArrayList<>();
    int bytes = 0;
    for (Envelope entry : entries) {
      byte[] one = entry.toBytes();
      bytes += one.length;
      if (bytes > options.inlineBytes()) {
        inline.clear();
        break;
      }
      inline.add(one);
    }
    long count = entries.getLast().header().number() + 1;
    link.broadcast(Messages.encode(new Announce(log, count, inline)));
  }

  private void there(Set<PeerId> peers) {
    if (!open) {
      return;
    }
    up = true;
    List<PeerId> came =
        peers.stream().filter(peer -> !ledger.isThere(peer)).sorted().toList();
    ledger.there(peers);
    toldAt.keySet().retainAll(peers);
    forks.retain(peers);
    presence.there(peers);
    door.there(peers);
    if (!came.isEmpty()) {
      came.forEach(peer -> {
        tell(peer, true);
        tellWords(peer);
      });
      rooms.came(came);
      presence.repeat();
      runtime.schedule(this::askUnknown, 2 * ANSWER_MILLIS);
    }
    statusSoon();
  }

  private void drain() {
    draining.set(false);
    for (int i = 0; open && i < MOST_AT_ONCE; i++) {
      Optional<Mailbox.Letter> letter = mailbox.poll();
      if (letter.isEmpty()) {
        break;
      }
      open(letter.get());
    }
    deliver();
    if (open && !mailbox.isEmpty() && draining.compareAndSet(false, true)) {
      runtime.execute(this::drain);
    }
  }

  private void open(Mailbox.Letter letter) {
    if (!loaded) {
      return;
    }
    PeerId from = letter.from();
    try {
      Message message = Messages.decode(letter.message());
      switch (message) {
        case Announce announce -> announced(from, announce);
        case Digest digest -> digest(from, digest);
        case Held said -> held(from, said);
        case Want want -> supplier.want(from, want);
        case Supply supply -> supplied(from, supply);
        case Presence beat -> presence.received(from, beat);
        case Words said -> said(said);
        case Room said -> {
          if (rooms.hear(said)) {
            statusSoon();
          }
        }
        case Ask ask -> door.asked(from, ask);
        case Roll roll -> door.told(roll);
        case Reply reply -> door.replied(reply);
      }
    } catch (RejectedException e) {
      LOG.log(Level.DEBUG, "a message means nothing", e);
      countNoise();
    }
  }

  private void announced(PeerId from, Announce announce) {
    ledger.says(from, announce.log(), announce.count(), runtime.wallMillis());
    boolean gap = announce.envelopes().isEmpty() && held.count(announce.log()) < announce.count();
    for (byte[] envelope : announce.envelopes()) {
      Outcome outcome = take(from, envelope, Set.of());
      gap |= outcome == Outcome.GAP || outcome == Outcome.FORK;
    }
    if (gap) {
      planSoon();
    }
    statusSoon();
  }

  private void supplied(PeerId from, Supply supply) {
    Set<ReplicaId> probed = fetcher.probed(from);
    for (byte[] envelope : fetcher.accept(from, supply)) {
      take(from, envelope, probed);
    }
    if (fetcher.took(from, supply)) {
      ledger.doubt(from);
      tell(from, true);
    }
    // Asked now and not once it is stored: the next answer is made meanwhile. What came with it is
    // stored together.
    fetcher.plan();
    planSoon();
  }

  private Outcome take(PeerId from, byte[] envelope, Set<ReplicaId> probed) {
    if (intake.isFull()) {
      deliver();
    }
    Outcome outcome = intake.add(from, envelope, probed);
    if (outcome == Outcome.NOISE) {
      countNoise();
    }
    return outcome;
  }

  private void deliver() {
    if (!open) {
      return;
    }
    boolean grown = false;
    for (Set<ReplicaId> logs = intake.deliver(); !logs.isEmpty(); logs = intake.deliver()) {
      grown = true;
    }
    if (grown) {
      tellSoon(options.settleMillis());
      statusSoon();
    }
  }

  private void said(Words said) {
    for (Word word : said.words()) {
      if (words.hear(word)) {
        statusSoon();
      }
    }
  }

  private void tellWords(PeerId peer) {
    if (loaded) {
      words.say(held.heads().clock());
      link.send(peer, Messages.encode(new Words(List.copyOf(words.all()))));
    }
  }

  private void digest(PeerId from, Digest digest) {
    if (digest.heads().equals(held.digest())) {
      ledger.says(from, held.heads().clock(), runtime.wallMillis());
    } else {
      held.whenDigestWas(digest.heads())
          .ifPresent(then -> ledger.says(from, then, runtime.wallMillis()));
      tellUnlessTold(from, true, options.settleMillis());
    }
    if (digest.answer()) {
      tellUnlessTold(from, false, ANSWER_MILLIS);
    }
    statusSoon();
  }

  private void held(PeerId from, Held said) {
    Clock theirs = said.heads().clock();
    Clock ours = held.heads().clock();
    ledger.says(from, theirs, runtime.wallMillis());
    doubts.compare(from, said.heads());
    if (said.answer()) {
      tellUnlessTold(from, false, ANSWER_MILLIS);
    } else if (!theirs.covers(ours)) {
      tellUnlessTold(from, false, 2 * options.settleMillis());
    }
    planSoon();
    statusSoon();
  }

  private void tick() {
    if (!open) {
      return;
    }
    runtime.schedule(this::tick, TICK_MILLIS);
    long wall = runtime.wallMillis();
    boolean woke = Math.abs(wall - lastWall - TICK_MILLIS) > WAKE_MILLIS;
    lastWall = wall;
    if (!loaded) {
      load();
    }
    fetcher.tick();
    presence.tick();
    door.tick();
    forks.disputing().forEach(door::compare);
    intake.tick();
    words.tick();
    rooms.tick();
    askUnknown();
    if (woke) {
      fetcher.restart();
      tellAll(true);
      presence.repeat();
    } else if (runtime.millis() >= tellAt) {
      tellAll(false);
    }
    fetcher.plan();
    publish();
  }

  /** Asks those who have not said yet what they hold: a word may have been lost, or they were not listening yet. */
  private void askUnknown() {
    for (PeerId peer : ledger.peers()) {
      if (open && !ledger.isKnown(peer)) {
        tellUnlessTold(peer, true, ANSWER_MILLIS);
      }
    }
  }

  private void tellSoon(long delayMillis) {
    long at = runtime.millis() + delayMillis;
    if (at < tellAt) {
      tellAt = at;
      runtime.schedule(
          () -> {
            if (open && runtime.millis() >= tellAt) {
              tellAll(false);
            }
          },
          delayMillis);
    }
  }

  private void tellAll(boolean answer) {
    tellAt = runtime.millis() + options.tellMillis() / 2 + runtime.random(options.tellMillis());
    if (loaded) {
      ledger.peers().forEach(peer -> toldAt.put(peer, runtime.millis()));
      link.broadcast(whatIsHeld(answer));
      link.broadcast(Messages.encode(new Words(List.of(words.say(held.heads().clock())))));
    }
  }

  private void tellUnlessTold(PeerId peer, boolean answer, long withinMillis) {
    Long before = toldAt.get(peer);
    if (before == null || runtime.millis() - before >= withinMillis) {
      tell(peer, answer);
    }
  }

  private void tell(PeerId peer, boolean answer) {
    if (loaded && ledger.isThere(peer)) {
      toldAt.put(peer, runtime.millis());
      link.send(peer, Messages.encode(new Held(answer, held.heads())));
    }
  }

  private byte[] whatIsHeld(boolean answer) {
    byte[] whole = Messages.encode(new Held(answer, held.heads()));
    return whole.length <= options.heldBytes()
        ? whole
        : Messages.encode(new Digest(answer, held.digest()));
  }

  /** What seems to be missing may be on its way: only what is missing still is asked for. */
  private void planSoon() {
    if (!planning) {
      planning = true;
      runtime.schedule(
          () -> {
            planning = false;
            if (open) {
              fetcher.plan();
            }
          },
          GAP_MILLIS);
    }
  }

  private void countNoise() {
    if (noise++ == 0) {
      LOG.log(Level.WARNING, "somebody sends what means nothing; it is counted and ignored");
    }
    statusSoon();
  }

  private void statusSoon() {
    if (!statusDue) {
      statusDue = true;
      runtime.schedule(this::publish, STATUS_MILLIS);
    }
  }

  private void publish() {
    statusDue = false;
    if (open) {
      board.publish(StatusReport.of(up, ledger, words, rooms, held, forks, noise, intake.fault()));
    }
  }
}
