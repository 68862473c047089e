package atoll.workspace;

import atoll.crypto.EpochKey;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.Invitation;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.blobs.BlobStore;
import atoll.sync.Receipt;
import atoll.sync.SyncStatus;
import atoll.sync.link.PeerId;
import atoll.workspace.comments.CommentService;
import atoll.workspace.files.FileService;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.inbox.Inbox;
import atoll.workspace.links.LinkIndex;
import atoll.workspace.page.PageService;
import atoll.workspace.presence.PresenceService;
import atoll.workspace.watch.PageWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One workspace on this instance: its tree, its pages, and its ways to others. For any thread. */
public final class Workspace implements AutoCloseable {
  private static final Duration INVITATION_LASTS = Duration.ofDays(7);

  private final WorkspaceId id;
  private final WorkspaceStore store;
  private final Surroundings around;
  private final Sealing sealing;
  private final Funnel funnel;
  private final TreeService tree;
  private final PageService pages;
  private final FileService files;
  private final LinkIndex links;
  private final Inbox inbox;
  private final CommentService comments;
  private final PresenceService presence;
  private final Listeners<SyncState> syncListeners = new Listeners<>();
  private final Object meetingLock = new Object();
  private volatile Meeting.@Nullable Met met;
  private volatile SyncState sync;

  /**
   * What a workspace needs of its instance.
   *
   * @param device the secret keys of this device
   * @param random cannot be guessed
   * @param person the display name
   * @param soon runs a task after a short while
   * @param blobs the bytes of files, of all workspaces
   */
  record Surroundings(
      SecretKeys device,
      RandomGenerator random,
      Meeting meeting,
      Supplier<String> person,
      Supplier<Instant> clock,
      Executor soon,
      BlobStore blobs) {}

  Workspace(WorkspaceId id, WorkspaceStore store, Surroundings around) {
    this.id = id;
    this.store = store;
    this.around = around;
    this.sealing = Sealing.open(id, store, around.device(), around.random());
    this.funnel = new Funnel(id, store, sealing.entries());
    this.tree = new TreeService(funnel);
    this.pages = new PageService(funnel);
    this.files = new FileService(funnel, around.blobs());
    PageWatch watch = new PageWatch(funnel, tree, around.soon());
    this.links = new LinkIndex(tree, watch);
    this.inbox = new Inbox(funnel, tree, watch, around.person());
    this.comments = new CommentService(funnel, around.person(), around.clock());
    this.presence = new PresenceService(funnel, around.person(), this::sendPresence);
    this.sync =
        LocalFacts.isShared(store) ? new SyncState(true, 0, true, 0, List.of()) : SyncState.PRIVATE;
    funnel.onStored(this::announce);
    new RowWriter(funnel, store, around.soon()).start();
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

  /** Shares the workspace, if it is not shared yet, and gives the text to hand to somebody. */
  public String invite() {
    LocalFacts.share(store);
    Meeting.Met ways = meet();
    return new Invitation(
            id,
            name(),
            ways.addresses(),
            around.clock().get().plus(INVITATION_LASTS),
            new Invitation.Opening(sealing.keys().all(), LocalFacts.takesOpen(store)))
        .toText();
  }

  /** Can open what is sealed under these keys, and seals under the last of them. */
  void hold(List<EpochKey> keys) {
    Sealing.hold(sealing.keys(), keys);
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
                new FromOthers(),
                sealing.witness(),
                Meeting.Roster.holding(sealing.keys()::all),
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

  private void announce(List<Envelope> own) {
    Meeting.Met ways = met;
    if (ways != null) {
      ways.session().stored(own);
    }
  }

  private void sendPresence(byte[] beat) {
    Meeting.Met ways = met;
    if (ways != null) {
      ways.session().presence(sealing.beats().seal(beat));
    }
  }

  private void synced(SyncStatus status) {
    List<String> problems = new ArrayList<>();
    status.fault().ifPresent(problems::add);
    status
        .forks()
        .forEach(
            fork -> problems.add(
                "Two copies of one device wrote at the same time (" + fork.log()
                    + "). Start Atoll on the copy that you want to keep; the other goes on under a new name by itself."));
    SyncState now = new SyncState(
        true, status.peers().size(), status.peers().isEmpty(), status.behind(), problems);
    // The status also counts what people do not see, with each key that is typed.
    if (!now.equals(sync)) {
      sync = now;
      syncListeners.tell(now);
    }
  }

  /** What the others send. */
  private final class FromOthers implements atoll.sync.Inbox {
    @Override
    public Receipt receive(List<Envelope> entries) {
      return funnel.receive(entries);
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
}
