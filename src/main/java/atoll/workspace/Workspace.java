package atoll.workspace;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.identity.InvitationException;
import atoll.identity.membership.MembershipRecord;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.blobs.BlobStore;
import atoll.workspace.bundle.BundleService;
import atoll.workspace.comments.CommentService;
import atoll.workspace.favourites.Favourites;
import atoll.workspace.files.FileService;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Lane;
import atoll.workspace.funnel.PastDocuments;
import atoll.workspace.inbox.Inbox;
import atoll.workspace.inbox.Persons;
import atoll.workspace.links.LinkIndex;
import atoll.workspace.page.PageService;
import atoll.workspace.people.KeptSelf;
import atoll.workspace.people.NotAllowedException;
import atoll.workspace.people.People;
import atoll.workspace.presence.PresenceService;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.ReadOnlyException;
import atoll.workspace.templates.Templates;
import atoll.workspace.watch.PageWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

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
  private final Sharing sharing;

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
    this.links = new LinkIndex(tree, watch, person -> people().name(person));
    Persons persons = new KnownPersons(sealing.entries(), sealing.membership(), around.person());
    this.inbox = new Inbox(funnel, tree, watch, around.person(), persons);
    this.favourites = new Favourites(funnel, around.self().get().person().id());
    this.comments = new CommentService(funnel, around.person(), around.clock());
    this.sharing = new Sharing(id, store, around, sealing, funnel);
    new RowWriter(funnel, store, around.soon()).start();
    // The last run may have ended between a removal and the turning of the key.
    sharing.tendSoon();
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
    return sharing.presence();
  }

  /** How it stands with the others. */
  public SyncState sync() {
    return sharing.sync();
  }

  /** Calls the listener when {@link #sync} changes, on a thread of the sync. */
  public Subscription onSync(Consumer<SyncState> listener) {
    return sharing.onSync(listener);
  }

  /** Who belongs, and who asks to. */
  public People people() {
    return sharing.people();
  }

  /** Carries the workspace by hand. */
  public BundleService bundles() {
    return sharing.bundles();
  }

  /** Whether it was made by a first version, without people: it cannot be shared. */
  public boolean isOld() {
    return sealing.isOld();
  }

  /**
   * Whether the team goes on with what another copy of a device wrote than what is held here: until the next start nothing
   * can be changed.
   */
  public boolean hasLeftBranch() {
    return !sealing.entries().lost().isEmpty();
  }

  /** When a device of the workspace last said what it holds, by its own clock and not later than that came here. */
  public Optional<Instant> lastHeard(String device) {
    return sharing.holdings().said(device).map(each -> Instant.ofEpochMilli(each.saidAt()));
  }

  /** What the other devices and the relays last said that they hold, whether they are there or not. */
  public List<Holding> holdings() {
    return sharing.holdings().all();
  }

  /** Calls the listener after {@link #holdings} or {@link #sync} has changed, on a thread of the sync. */
  public Subscription onHoldings(Runnable listener) {
    return sharing.holdings().onChange(listener).and(sharing.onSync(state -> listener.run()));
  }

  /**
   * Lets a relay hold the workspace, sealed as it is. Waits for its answer.
   *
   * @param text what the relay printed
   * @throws InvitationException if that is no such text, or the relay is not met or does not take the workspace
   * @throws NotAllowedException if this device's person is no owner
   */
  public void addRelay(String text) throws InvitationException {
    sharing.addRelay(text);
  }

  /** What a newcomer waits for; nothing if this device belongs. */
  public Optional<Waiting> waiting() {
    return sharing.waiting();
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
    return sharing.invite(name(), role, lasts);
  }

  /** How it is with others. */
  Sharing sharing() {
    return sharing;
  }

  /** What the records say of this person's devices. */
  OwnRecords own() {
    return new OwnRecords(sealing.membership());
  }

  /** Writes the first records. Once, before anything else. */
  void begin(MembershipRecord first) {
    sealing.membership().begin(first, around.person().get(), around.deviceName());
  }

  @Override
  public void close() {
    sharing.close();
    funnel.close();
  }

  /**
   * Opens a workspace. Where copies of a device wrote, and the team goes on with what another copy wrote than the one held
   * here, the store goes on with the team from now on; what only this device has comes back as pages beside.
   */
  static Workspace open(WorkspaceId id, Store store, Surroundings around) {
    Workspace opened = new Workspace(id, store.workspace(id), around);
    Map<ReplicaId, Long> lost = opened.sealing.entries().lost();
    if (!lost.isEmpty()) {
      opened.close();
      leave(id, store, lost, opened.sealing.entries());
      opened = new Workspace(id, store.workspace(id), around);
    }
    SortedMap<ReplicaId, Long> left = LeftBehind.noted(opened.store);
    if (!left.isEmpty() && store.before(id).isPresent()) {
      opened.bringBack(
          new LeftBehind(store.before(id).get(), left, opened.sealing, around.deviceName()));
    }
    return opened;
  }

  private static void leave(
      WorkspaceId id, Store store, Map<ReplicaId, Long> lost, EntrySeal seal) {
    try {
      LeftBehind.note(store.workspace(id), lost);
      store.goOnWithout(
          id, lost, Set.of(Funnel.CUT_OFFS), entry -> PastDocuments.touched(entry, seal));
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "What the team has left is left here once the disk obeys", e);
    }
  }

  private void bringBack(LeftBehind left) {
    try {
      left.bringBack(tree, pages, comments, files);
      LeftBehind.clear(store);
    } catch (ReadOnlyException e) {
      LOG.log(Level.INFO, "What was left behind stays in the folder: {0}", e.getMessage());
      LeftBehind.clear(store);
    } catch (StoreException | CompletionException e) {
      LOG.log(Level.WARNING, "What was left behind is brought back at the next start", e);
    }
  }

  private void writeRecords(List<MembershipRecord> records) {
    List<byte[]> bytes = records.stream().map(MembershipRecord::toBytes).toList();
    funnel.writeRecords(bytes);
    sharing.records(bytes);
  }
}
