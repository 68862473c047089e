package atoll.workspace;

import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.InvitationException;
import atoll.identity.joining.Offer;
import atoll.identity.membership.MembershipRecord;
import atoll.store.Store;
import atoll.workspace.bundle.Brought;
import atoll.workspace.bundle.BundleException;
import atoll.workspace.bundle.BundleService;
import atoll.workspace.funnel.Lane;
import atoll.workspace.people.KeptSelf;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.Self;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** Everything that one running Atoll does for its person. For any thread. */
public final class Instance implements AutoCloseable {
  private static final String PERSON = "person";
  private static final long SOON_MILLIS = 300;
  private static final long LOOK_SECONDS = 20;
  private static final Logger LOG = Logger.getLogger(Instance.class.getName());

  private final Store store;
  private final RandomGenerator random;
  private final KeptSelf self;
  private final Workspace.Surroundings around;
  private final Map<WorkspaceId, Workspace> open = new LinkedHashMap<>();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("rows").factory());
  private final Doorstep doorstep;
  private final OwnDevices own;
  private final PairingDesk pairing;
  private final NewDevice newDevice;
  private volatile Optional<String> person;
  private volatile boolean meets;

  /**
   * Opens the workspaces of a store; the others are looked for only after {@link #meetOthers()}.
   *
   * @param device the secret keys of this device
   * @param random cannot be guessed: keys and names of workspaces come from it
   */
  public Instance(
      Store store,
      SecretKeys device,
      Meeting meeting,
      RandomGenerator random,
      Supplier<Instant> clock) {
    this.store = store;
    this.random = random;
    this.person = store.setting(PERSON).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    this.self = new KeptSelf(store, device, random);
    this.around = new Workspace.Surroundings(
        self,
        random,
        meeting,
        DeviceName.here(),
        () -> person().orElse(""),
        clock,
        this::soon,
        this::spreadSoon,
        store.blobs(),
        Lane.Maker.THREADS);
    this.doorstep = meeting.doorstep();
    this.pairing =
        new PairingDesk(self::get, () -> person().orElse(""), doorstep, this::pair, random, clock);
    this.own = new OwnDevices(this, doorstep, pairing);
    this.newDevice = new NewDevice(this, doorstep, own, random, clock);
    store.workspaces().forEach(this::opened);
    doorstep.answer(own::asked);
  }

  /** The person's display name; empty before it was given. */
  public Optional<String> person() {
    return person;
  }

  /** Names the person among the people of every workspace. */
  public String personId() {
    return self.get().person().id().toString();
  }

  /** The recovery words that are on no paper yet; nothing once they were confirmed. */
  public Optional<List<String>> recoveryWords() {
    return self.words();
  }

  /** Whether the recovery words are on no paper yet; costs less than reading them. */
  public boolean keepsRecoveryWords() {
    return self.hasWords();
  }

  /** Their person has the recovery words on paper; the device forgets them. */
  public void confirmRecoveryWords() {
    self.confirmWords();
  }

  /** Takes in further devices of the person. */
  public PairingDesk pairing() {
    return pairing;
  }

  /** Makes this device one of a person who has others. */
  public NewDevice newDevice() {
    return newDevice;
  }

  /** HOST:PORT where this device is met; nothing as long as nothing is shared. */
  public List<String> addresses() {
    try {
      return workspaces().stream().anyMatch(each -> each.sync().shared())
          ? doorstep.open()
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Removes another device of the person from every workspace: it gets nothing more, and keeps what it has. */
  public void revoke(String device) {
    own.revoke(device);
  }

  /** Keeps the person's display name. */
  public void namePerson(String name) {
    String line = TreeFormat.line(name);
    store.putSetting(PERSON, line.getBytes(StandardCharsets.UTF_8));
    person = Optional.of(line);
  }

  /** A setting of this device, such as the page that was open last. */
  public Optional<String> setting(String key) {
    return store.setting("ui." + key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Keeps a setting of this device. */
  public void putSetting(String key, String value) {
    store.putSetting("ui." + key, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The workspaces in the order in which they came. */
  public List<Workspace> workspaces() {
    synchronized (open) {
      return List.copyOf(open.values());
    }
  }

  /** The workspace whose tree has the node. */
  public Optional<Workspace> find(NodeId node) {
    return workspaces().stream()
        .filter(w -> w.tree().state().node(node).isPresent())
        .findFirst();
  }

  /** Makes a workspace that nobody else has. */
  public Workspace create(String name) {
    MembershipRecord first = MembershipService.found(self.get(), random);
    Workspace made = opened(first.workspace());
    made.begin(first);
    made.tree().renameWorkspace(name);
    spreadSoon();
    return made;
  }

  /**
   * Asks to take part in somebody's workspace; its content comes as soon as an owner agrees. Asking again is harmless,
   * and adds the addresses of the newer invitation.
   *
   * @throws InvitationException if the text is no invitation that is good now
   */
  public Workspace join(String invitation) throws InvitationException {
    Offer offer = Offer.parse(invitation, around.clock().get());
    LocalFacts.putName(store.workspace(offer.workspace()), TreeFormat.line(offer.name()));
    Workspace joined = opened(offer.workspace());
    joined.sharing().ask(offer);
    return joined;
  }

  /**
   * Takes in a file that was carried by hand; it is harmless again and in any order.
   *
   * @throws BundleException if it is no whole bundle, or of a workspace that is not here
   */
  public Brought bringIn(Path bundle) throws IOException {
    WorkspaceId id = BundleService.workspace(bundle);
    Optional<Workspace> workspace =
        workspaces().stream().filter(each -> each.id().equals(id)).findFirst();
    return workspace
        .orElseThrow(() -> new BundleException(BundleException.Why.NOT_HERE))
        .bundles()
        .take(bundle);
  }

  /** Begins to look for the others of a workspace that came just now, unless this instance looks for nobody. */
  void meetAsOthers(Workspace workspace) {
    if (meets) {
      workspace.sharing().meetIfShared();
    }
  }

  /** Begins to look for the other instances of every shared workspace. Does not wait for anybody. */
  public void meetOthers() {
    meets = true;
    workspaces().forEach(each -> each.sharing().meetIfShared());
    spreadSoon();
    try {
      var _ = later.scheduleWithFixedDelay(
          () -> Thread.ofVirtual().name("atoll-own").start(own::look),
          LOOK_SECONDS,
          LOOK_SECONDS,
          TimeUnit.SECONDS);
    } catch (RejectedExecutionException closing) {
      // It was told to stop before it was quite up.
    }
  }

  /** Asks the person's other devices at once for what is not here yet. Waits for the network. */
  void look() {
    own.look();
  }

  /** Hands what was made here to the person's other devices at once. */
  void spread() {
    own.spread();
  }

  /** Who this device is. */
  Self self() {
    return self.get();
  }

  String deviceName() {
    return around.deviceName();
  }

  Optional<Workspace> find(WorkspaceId id) {
    synchronized (open) {
      return Optional.ofNullable(open.get(id));
    }
  }

  /** The workspace, which need not have been here before. */
  Workspace openedFor(WorkspaceId id) {
    return opened(id);
  }

  /** This device is that person's from now on. */
  void become(Self other) {
    self.become(other);
  }

  /** As {@link #become}, with the keys that the recovery words make, until {@link #recovered()}. */
  void recover(Self other, SecretKeys root) {
    self.recover(other, root);
  }

  void recovered() {
    self.recovered();
  }

  private void pair(Certificate device, String name) {
    own.pair(device, name);
  }

  /** What one device of the person has comes to the others. */
  private void spreadSoon() {
    soon(() -> {
      try {
        own.spread();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "A workspace could not be handed to the person's other devices", e);
      }
    });
  }

  /** Leaves the others and ends what is being written; the store stays open. */
  @Override
  public void close() {
    later.shutdownNow();
    workspaces().forEach(Workspace::close);
  }

  private void soon(Runnable task) {
    try {
      var _ = later.schedule(task, SOON_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // What is not written now is written after the next start.
    }
  }

  private Workspace opened(WorkspaceId id) {
    synchronized (open) {
      return open.computeIfAbsent(id, unopened -> Workspace.open(unopened, store, around));
    }
  }
}
