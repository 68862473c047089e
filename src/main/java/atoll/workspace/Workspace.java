package atoll.workspace;

import atoll.crdt.RejectedException;
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
import atoll.store.blobs.BlobStore;
import atoll.sync.Receipt;
import atoll.sync.SyncStatus;
import atoll.sync.link.PeerId;
import atoll.workspace.bundle.BundleService;
import atoll.workspace.comments.CommentService;
import atoll.workspace.favourites.Favourites;
import atoll.workspace.files.FileService;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Lane;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.inbox.Inbox;
import atoll.workspace.inbox.Persons;
import atoll.workspace.links.LinkIndex;
import atoll.workspace.page.PageService;
import atoll.workspace.people.KeptSelf;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.NotAllowedException;
import atoll.workspace.people.People;
import atoll.workspace.presence.PresenceService;
import atoll.workspace.templates.Templates;
import atoll.workspace.watch.PageWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One workspace on this instance: its tree, its pages, and its ways to others. For any thread. */
public final class Workspace implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Workspace.class.getName());

  private final WorkspaceId id;
  private final WorkspaceStore store;
  private final Surroundings around;
  private final Sealing sealing;
  private final Funnel funnel;
  private final TreeService tree;
  private final PageService pages;
  private final Templates templates;
  private final FileService files;
  private final LinkIndex links;
  private final Inbox inbox;
  private final Favourites favourites;
  private final CommentService comments;
  private final PresenceService presence;
  private final People people;
  private final Admission admission;
  private final FromOthers fromOthers = new FromOthers();
  private final BundleService bundles;
  private final Listeners<SyncState> syncListeners = new Listeners<>();
  private final Object meetingLock = new Object();
  private volatile Meeting.@Nullable Met met;
  private volatile boolean tendAgain;
  private volatile SyncState sync;
  private volatile SyncStatus status = SyncStatus.BEGIN;
  private final Holdings holdings;

  /**
   * What a workspace needs of its instance.
   *
   * @param self who this device is
   * @param random cannot be guessed
   * @param deviceName what the device is called
   * @param person the display name
   * @param soon runs a task after a short while
   * @param membershipChanged hears when somebody came or went
   * @param blobs the bytes of files, of all workspaces
   * @param lanes where the funnel's works are done
   */
  record Surroundings(
      KeptSelf self,
      RandomGenerator random,
      Meeting meeting,
      String deviceName,
      Supplier<String> person,
      Supplier<Instant> clock,
      Executor soon,
      Runnable membershipChanged,
      BlobStore blobs,
      Lane.Maker lanes) {}

  Workspace(WorkspaceId id, WorkspaceStore store, Surroundings around) {
    this.id = id;
    this.store = store;
    this.around = around;
    this.sealing = Sealing.open(id, store, around.self(), around.random(), this::writeRecords);
    this.funnel = new Funnel(id, store, sealing.entries(), around.lanes());
    this.tree = new TreeService(funnel);
    this.pages = new PageService(funnel);
    this.templates = new Templates(tree, pages);
    this.files = new FileService(funnel, around.blobs());
    PageWatch watch = new PageWatch(funnel, tree, around.soon());
    this.links = new LinkIndex(tree, watch);
    MembershipService membership = sealing.membership();
    Persons persons = new KnownPersons(sealing.entries(), membership, around.person());
    this.inbox = new Inbox(funnel, tree, watch, around.person(), persons);
    this.favourites = new Favourites(funnel, around.self().get().person().id());
    this.comments = new CommentService(funnel, around.person(), around.clock());
    this.presence = new PresenceService(funnel, around.person(), this::sendPresence);
    this.people = new People(membership, store, around.clock(), around.random());
    this.holdings = new Holdings(store, people, () -> status);
    this.admission = new Admission(
        store, membership, new JoinRequest.Names(around.person().get(), around.deviceName()));
    this.bundles = new BundleService(id, store, new BesideSync(), this::heldBy);
    membership.onChange(this::membershipChanged);
    this.sync =
        LocalFacts.isShared(store) ? new SyncState(true, 0, true, 0, List.of()) : SyncState.PRIVATE;
    funnel.onStored(this::announce);
    new RowWriter(funnel, store, around.soon()).start();
    // The last run may have ended between a removal and the turning of the key.
    tendSoon();
  }

  public WorkspaceId id() {
    return id;
  }

  /** Its name; what the invitation said as long as the tree has not come. */
  public String name() {
    String name = tree.state().name();
    return name.isEmpty() ? LocalFacts.name(store) : name;
  }

  public TreeService tree() {
    return tree;
  }

  public PageService pages() {
    return pages;
  }

  public Templates templates() {
    return templates;
  }

  public FileService files() {
    return files;
  }

  public CommentService comments() {
    return comments;
  }

  /** Which pages link to which. */
  public LinkIndex links() {
    return links;
  }

  /** What others wrote that this instance's person wants to know of. */
  public Inbox inbox() {
    return inbox;
  }

  /** What this instance's person keeps at hand. */
  public Favourites favourites() {
    return favourites;
  }

  public PresenceService presence() {
    return presence;
  }

  /** How it stands with the others. */
  public SyncState sync() {
    return sync;
  }

  /** Calls the listener when {@link #sync} changes, on a thread of the sync. */
  public Subscription onSync(Consumer<SyncState> listener) {
    return syncListeners.add(listener);
  }

  /** Who belongs, and who asks to. */
  public People people() {
    return people;
  }

  /** Carries the workspace by hand. */
  public BundleService bundles() {
    return bundles;
  }

  /** Whether it was made by a first version, without people: it cannot be shared. */
  public boolean isOld() {
    return sealing.isOld();
  }

  /** When a device of the workspace last said what it holds, by its own clock. */
  public Optional<Instant> lastHeard(String device) {
    return holdings.said(device).map(each -> Instant.ofEpochMilli(each.saidAt()));
  }

  private Optional<Clock> heldBy(String device) {
    return holdings.said(device).map(SyncStatus.Device::holds);
  }

  /** What the other devices and the relays last said that they hold, whether they are there or not. */
  public List<Holding> holdings() {
    return holdings.all();
  }

  /** Calls the listener after {@link #holdings} or {@link #sync} has changed, on a thread of the sync. */
  public Subscription onHoldings(Runnable listener) {
    return holdings.onChange(listener).and(syncListeners.add(state -> listener.run()));
  }

  /**
   * Lets a relay hold the workspace, sealed as it is. Waits for its answer.
   *
   * @param text what the relay printed
   * @throws InvitationException if that is no such text, or the relay is not met or does not take the workspace
   * @throws NotAllowedException if this device's person is no owner
   */
  public void addRelay(String text) throws InvitationException {
    RelayText relay = RelayText.parse(text);
    people.requireOwner();
    LocalFacts.share(store);
    meet().handTo(relay);
    people.addRelay(relay);
    know(relay.addresses());
  }

  /** What a newcomer waits for; nothing if this device belongs. */
  public Optional<Waiting> waiting() {
    return admission.waiting().map(waiting -> new Waiting(waiting.words(), waiting.refused()));
  }

  /**
   * A newcomer waits to be let in.
   *
   * @param words six words that the owner must see too
   * @param refused why waiting is in vain: turned-away, used, expired or unknown
   */
  public record Waiting(List<String> words, Optional<String> refused) {
    public Waiting {
      words = List.copyOf(words);
    }
  }

  /**
   * Shares the workspace, if it is not shared yet, and gives the text to hand to one person.
   *
   * @param role in lower case
   */
  public String invite(String role, Duration lasts) {
    if (sealing.isOld()) {
      throw new IllegalStateException("a workspace without people cannot be shared");
    }
    LocalFacts.share(store);
    return people.invite(name(), role, lasts, meet().addresses());
  }

  /** Writes the first records. Once, before anything else. */
  void begin(MembershipRecord first) {
    sealing.membership().begin(first, around.person().get(), around.deviceName());
  }

  /** Asks to be let in with an invitation. */
  void ask(Offer offer) {
    admission.begin(offer);
    shareNow();
    know(offer.addresses());
    retry();
    people.changed();
  }

  /** What the records say of this person's devices. */
  OwnRecords own() {
    return new OwnRecords(sealing.membership());
  }

  /** Adds a device of this device's person, and shares the workspace for it; nothing where the person does not belong. */
  void pair(Certificate device, String name) {
    if (!own().has(device.device().id()) && sealing.membership().role().isPresent()) {
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
    meet().know(addresses);
  }

  /** Begins to look for the others if the workspace is shared. Does not wait for anybody. */
  void meetIfShared() {
    if (LocalFacts.isShared(store)) {
      meet();
    }
  }

  @Override
  public void close() {
    synchronized (meetingLock) {
      if (met != null) {
        met.close();
        met = null;
      }
    }
    funnel.close();
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

  private void writeRecords(List<MembershipRecord> records) {
    List<byte[]> bytes = records.stream().map(MembershipRecord::toBytes).toList();
    funnel.writeRecords(bytes);
    Meeting.Met ways = met;
    if (ways != null) {
      ways.session().records(bytes);
    }
  }

  /** On the thread that brought the records. */
  private void membershipChanged() {
    // The funnel looks at its documents again before it does anything else.
    funnel.wake();
    retry();
    people.changed();
    around.membershipChanged().run();
    tendSoon();
  }

  /** What this device owes the others without being asked. */
  private void tendSoon() {
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
    SyncState next = stateOf(now);
    // The status also counts what people do not see, with each key that is typed.
    if (!next.equals(sync)) {
      sync = next;
      syncListeners.tell(next);
    }
  }

  private static SyncState stateOf(SyncStatus now) {
    List<String> problems = new ArrayList<>();
    now.fault().ifPresent(problems::add);
    now.forks()
        .forEach(
            fork -> problems.add(
                "Two copies of one device wrote at the same time (" + fork.log()
                    + "). Start Atoll on the copy that you want to keep; the other goes on under a new name by itself."));
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
    public void presence(PeerId from, byte[] beat) {
      sealing.beats().open(beat).ifPresent(open -> presence.received(from.toString(), open));
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
    public void presence(PeerId from, byte[] beat) {
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
