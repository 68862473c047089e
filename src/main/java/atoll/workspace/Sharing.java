package atoll.workspace;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.InvitationException;
import atoll.identity.RelayText;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.own.Introduction;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.sync.Receipt;
import atoll.sync.SyncStatus;
import atoll.sync.link.PeerId;
import atoll.workspace.bundle.BundleService;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.NotAllowedException;
import atoll.workspace.people.People;
import atoll.workspace.presence.PresenceService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How one workspace is with others: who belongs and who asks to, what goes to them, and what comes. For any thread. */
final class Sharing implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sharing.class.getName());

  private final WorkspaceId id;
  private final WorkspaceStore store;
  private final Workspace.Surroundings around;
  private final Sealing sealing;
  private final Funnel funnel;
  private final PresenceService presence;
  private final People people;
  private final Admission admission;
  private final Holdings holdings;
  private final ForkedLogs forked;
  private final BundleService bundles;
  private final FromOthers fromOthers = new FromOthers();
  private final Listeners<SyncState> syncListeners = new Listeners<>();
  private final Object meetingLock = new Object();
  private volatile Meeting.@Nullable Met met;
  private volatile boolean tendAgain;
  private volatile SyncState sync;
  private volatile SyncStatus status = SyncStatus.BEGIN;

  /** @param funnel of the same workspace */
  Sharing(
      WorkspaceId id,
      WorkspaceStore store,
      Workspace.Surroundings around,
      Sealing sealing,
      Funnel funnel) {
    this.id = id;
    this.store = store;
    this.around = around;
    this.sealing = sealing;
    this.funnel = funnel;
    MembershipService membership = sealing.membership();
    this.presence = new PresenceService(funnel, around.person(), this::sendPresence);
    this.people = new People(membership, store, around.clock(), around.random());
    this.forked = new ForkedLogs(store, sealing, around.soon());
    this.holdings = new Holdings(store, people, () -> status);
    this.admission = new Admission(
        store, membership, new JoinRequest.Names(around.person().get(), around.deviceName()));
    this.bundles = new BundleService(id, store, new BesideSync(), this::heldBy);
    this.sync =
        LocalFacts.isShared(store) ? new SyncState(true, 0, true, 0, List.of()) : SyncState.PRIVATE;
    membership.onChange(this::membershipChanged);
    funnel.onStored(this::announce);
  }

  PresenceService presence() {
    return presence;
  }

  People people() {
    return people;
  }

  Holdings holdings() {
    return holdings;
  }

  BundleService bundles() {
    return bundles;
  }

  /** How it stands with the others. */
  SyncState sync() {
    return sync;
  }

  /** Calls the listener when {@link #sync} changes, on a thread of the sync. */
  Subscription onSync(Consumer<SyncState> listener) {
    return syncListeners.add(listener);
  }

  private Optional<Clock> heldBy(String device) {
    return holdings.said(device).map(SyncStatus.Device::holds);
  }

  /**
   * Lets a relay hold the workspace, sealed as it is. Waits for its answer.
   *
   * @param text what the relay printed
   * @throws InvitationException if that is no such text, or the relay is not met or does not take the workspace
   * @throws NotAllowedException if this device's person is no owner
   */
  void addRelay(String text) throws InvitationException {
    RelayText relay = RelayText.parse(text);
    people.requireOwner();
    LocalFacts.share(store);
    meet().handTo(relay);
    people.addRelay(relay);
    know(relay.addresses());
  }

  /**
   * Shares the workspace, if it is not shared yet, and gives the text to hand to one person.
   *
   * @param name of the workspace
   * @param role in lower case
   */
  String invite(String name, String role, Duration lasts) {
    if (sealing.isOld()) {
      throw new IllegalStateException("a workspace without people cannot be shared");
    }
    LocalFacts.share(store);
    return people.invite(name, role, lasts, meet().addresses());
  }

  /** What a newcomer waits for; nothing if this device belongs. */
  Optional<Workspace.Waiting> waiting() {
    return admission.waiting().map(each -> new Workspace.Waiting(each.words(), each.refused()));
  }

  /** Asks to be let in with an invitation. */
  void ask(Offer offer) {
    admission.begin(offer);
    shareNow();
    know(offer.addresses());
    retry();
    people.changed();
  }

  /** Adds a device of this device's person, and shares the workspace for it; nothing where the person does not belong. */
  void pair(Certificate device, String name) {
    if (!new OwnRecords(sealing.membership()).has(device.device().id())
        && sealing.membership().role().isPresent()) {
      shareNow();
      sealing.membership().pair(device, name);
      var _ = meet();
      people.changed();
    }
  }

  /** Begins with the records of its membership; the content comes from those who are met. */
  void adopt(List<byte[]> records, List<String> addresses) {
    people.early(records);
    admission.introduce();
    shareNow();
    know(addresses);
    retry();
    people.changed();
  }

  /** Begins with the records of its membership; the content comes by hand. */
  void adopt(List<byte[]> records) {
    people.early(records);
    admission.introduce();
    shareNow();
  }

  /** Adds this device, whose certificate the recovery words made. */
  void restore() {
    if (sealing.membership().role().isEmpty()) {
      sealing.membership().restore(around.deviceName());
    }
    people.changed();
  }

  /** Where others may be met. */
  List<String> addresses() {
    return LocalFacts.addresses(store);
  }

  private void shareNow() {
    LocalFacts.share(store);
    if (!sync.shared()) {
      sync = new SyncState(true, 0, true, 0, List.of());
      syncListeners.tell(sync);
    }
  }

  /** Others may be met at these addresses too; they are kept for later starts. */
  void know(List<String> addresses) {
    Set<String> all = new LinkedHashSet<>(addresses);
    all.addAll(LocalFacts.addresses(store));
    LocalFacts.putAddresses(store, List.copyOf(all));
    meet().know(List.copyOf(all));
  }

  /** Begins to look for the others if the workspace is shared. Does not wait for anybody. */
  void meetIfShared() {
    if (LocalFacts.isShared(store)) {
      meet();
    }
  }

  /** Goes on without the others. */
  @Override
  public void close() {
    synchronized (meetingLock) {
      if (met != null) {
        met.close();
        met = null;
      }
    }
  }

  private Meeting.Met meet() {
    synchronized (meetingLock) {
      if (met == null) {
        Meeting.Met ways = around
            .meeting()
            .open(new Meeting.Wish(
                id,
                store,
                fromOthers,
                sealing.witness(),
                new Door(sealing, people, admission),
                LocalFacts.addresses(store),
                known -> LocalFacts.putAddresses(store, known)));
        ways.session().onStatus(this::synced);
        ways.session().start();
        met = ways;
        return ways;
      }
      return met;
    }
  }

  /** Tells the others of records that are stored. */
  void records(List<byte[]> records) {
    Meeting.Met ways = met;
    if (ways != null) {
      ways.session().records(records);
    }
  }

  /** On the thread that brought the records. */
  private void membershipChanged() {
    // The funnel looks at its documents again before it does anything else.
    funnel.wake();
    retry();
    people.changed();
    // Under the key that everybody has from now on.
    presence.tellAgain();
    around.membershipChanged().run();
    tendSoon();
  }

  /** What this device owes the others without being asked. */
  void tendSoon() {
    if (sealing.membership().keysNeedTending() || sealing.membership().hasHomeless()) {
      around.soon().execute(this::tend);
    }
  }

  private void tend() {
    try {
      sealing.membership().tendKeys();
      sealing.membership().adopt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Keys or records are handed on when the disk obeys again", e);
      tendAgain = true;
    }
  }

  private void retry() {
    Meeting.Met ways = met;
    if (ways != null) {
      ways.session().retry();
    }
  }

  /** Something could be stored. */
  private void obeys() {
    if (tendAgain) {
      tendAgain = false;
      tendSoon();
    }
  }

  private void announce(List<Envelope> own) {
    obeys();
    Meeting.Met ways = met;
    if (ways != null) {
      ways.session().stored(own);
    }
  }

  private void sendPresence(byte[] beat) {
    Meeting.Met ways = met;
    if (ways != null && !sealing.keys().isEmpty()) {
      ways.session().presence(sealing.beats().seal(beat));
    }
  }

  private void synced(SyncStatus now) {
    status = now;
    holdings.changed();
    people.keepAgain();
    forked.met(now.forks());
    SyncState next = stateOf(now);
    // The status also counts what people do not see, with each key that is typed.
    if (!next.equals(sync)) {
      sync = next;
      syncListeners.tell(next);
    }
  }

  private SyncState stateOf(SyncStatus now) {
    List<SyncState.Problem> problems = new ArrayList<>();
    now.fault().ifPresent(what -> problems.add(new SyncState.Problem.Fault(what)));
    forked.problem(now.forks()).ifPresent(problems::add);
    return new SyncState(true, now.peers().size(), now.peers().isEmpty(), now.behind(), problems);
  }

  private void introduced(byte[] introduction) {
    try {
      people.early(Introduction.read(introduction));
    } catch (RejectedException e) {
      LOG.log(Level.INFO, "An introduction was dropped: {0}", e.getMessage());
    }
  }

  /** What the others send. */
  private final class FromOthers implements atoll.sync.Inbox {
    @Override
    public Receipt receive(List<Envelope> entries) {
      sealing.keys().settle();
      Receipt receipt = funnel.receive(entries);
      obeys();
      if (!receipt.refused().isEmpty()) {
        admission.lack();
      }
      return receipt;
    }

    @Override
    public Optional<byte[]> asks() {
      return admission.asks();
    }

    @Override
    public Optional<byte[]> asked(byte[] request) {
      if (Introduction.isOne(request)) {
        introduced(request);
        return Optional.empty();
      }
      return people.asked(request);
    }

    @Override
    public void replied(byte[] answer) {
      if (admission.replied(answer)) {
        people.changed();
      }
    }

    @Override
    public List<byte[]> roll() {
      return sealing.membership().membership().records().stream()
          .map(MembershipRecord::toBytes)
          .toList();
    }

    @Override
    public void roll(List<byte[]> records) {
      people.early(records);
      admission.told(records);
    }

    @Override
    public boolean genuine(Envelope entry) {
      return sealing.entries().genuine(entry);
    }

    @Override
    public boolean superseded(Envelope entry) {
      return sealing.entries().isSuperseded(entry);
    }

    @Override
    public boolean settled(ReplicaId log, long number) {
      return sealing.entries().isSettled(log, number);
    }

    @Override
    public boolean presence(PeerId from, byte[] beat) {
      Optional<byte[]> open = sealing.beats().open(beat);
      open.ifPresent(bytes -> presence.received(from.toString(), bytes));
      return open.isPresent();
    }
  }

  /** What comes by another way than the sync, which takes it if it runs, since only one may feed the funnel at a time. */
  private final class BesideSync implements atoll.sync.Inbox {
    @Override
    public Receipt receive(List<Envelope> entries) {
      Meeting.Met ways = met;
      if (ways == null) {
        return fromOthers.receive(entries);
      }
      try {
        return ways.session().bring(entries).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof StoreException refused ? refused : e;
      }
    }

    @Override
    public boolean presence(PeerId from, byte[] beat) {
      throw new IllegalStateException("nobody is present in a file");
    }

    @Override
    public List<byte[]> roll() {
      return fromOthers.roll();
    }

    @Override
    public void roll(List<byte[]> records) {
      fromOthers.roll(records);
    }
  }
}
