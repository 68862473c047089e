package atoll.workspace.sim;

import atoll.app.relay.RelayTask;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.SecretKeys;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.DeviceId;
import atoll.identity.InvitationException;
import atoll.identity.PersonId;
import atoll.identity.RelayText;
import atoll.identity.joining.Offer;
import atoll.identity.membership.MembershipRecord;
import atoll.store.StoreException;
import atoll.store.memory.FailingStore;
import atoll.store.memory.MemoryStore;
import atoll.sync.Inbox;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.link.Link;
import atoll.sync.link.tunnel.TunnelIdentity;
import atoll.sync.sim.World;
import atoll.workspace.Meeting;
import atoll.workspace.SimulatedWorkspace;
import atoll.workspace.Workspace;
import atoll.workspace.people.KeptSelf;
import atoll.workspace.people.MembershipService;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody's device in a simulation: the whole workspace that an instance has, over a disk that fails. */
final class Teammate extends Machine implements Meeting {
  private static final long SOON_MILLIS = 300;

  final KeptSelf self;
  private final String owner;
  final WorkspaceId id;
  final FromRelays fromRelays = new FromRelays(this);
  private SimulatedWorkspace workspace;
  private Optional<Wish> wish = Optional.empty();
  private Optional<SyncSession> session = Optional.empty();
  private Optional<Link> link = Optional.empty();

  /** @param owner what the person is called */
  private record Whose(KeptSelf self, String owner) {}

  private Teammate(World world, String name, List<Machine> machines, Whose whose, WorkspaceId id) {
    super(
        world,
        name,
        machines,
        new FailingStore(id, new ReplicaId(world.random.nextLong()), world.random));
    this.self = whose.self();
    this.owner = whose.owner();
    this.id = id;
    open();
  }

  private static KeptSelf someone(World world) {
    return new KeptSelf(
        new MemoryStore(world.random), SecretKeys.generate(world.random), world.random);
  }

  /** The first of a team, with a workspace that nobody else has. */
  static Teammate founder(World world, String name, List<Machine> machines) {
    KeptSelf self = someone(world);
    MembershipRecord first = MembershipService.found(self.get(), world.random);
    Teammate founder =
        new Teammate(world, name, machines, new Whose(self, name), first.workspace());
    founder.workspace.create(first, "Garden");
    return founder;
  }

  /** Somebody new who uses an invitation. */
  static Teammate newcomer(World world, String name, List<Machine> machines, String invitation) {
    Offer offer = parsed(invitation);
    Teammate newcomer =
        new Teammate(world, name, machines, new Whose(someone(world), name), offer.workspace());
    newcomer.acts(() -> newcomer.workspace.join(offer));
    return newcomer;
  }

  /** A further device of the same person, which this one takes in. */
  Teammate pairs(String further) {
    KeptSelf theirs = someone(world);
    try {
      workspace.pair(theirs, further);
    } catch (IOException | RejectedException e) {
      throw new AssertionError(e);
    }
    Teammate added = new Teammate(world, further, machines, new Whose(theirs, owner), id);
    List<byte[]> known = records();
    added.acts(() -> added.workspace.adopt(known));
    return added;
  }

  private static Offer parsed(String invitation) {
    try {
      return Offer.parse(invitation, Instant.MIN);
    } catch (InvitationException e) {
      throw new AssertionError(e);
    }
  }

  /** Uses another invitation, after a removal or when the first one was lost. */
  void uses(String invitation) {
    acts(() -> soon(() -> workspace.join(parsed(invitation))));
  }

  @Override
  protected void begins(Link opened, SyncRuntime started) {
    link = Optional.of(fromRelays.over(opened));
    wish = Optional.empty();
    session = Optional.empty();
    workspace = new SimulatedWorkspace(
        id,
        store.folder(),
        self,
        owner,
        new SimulatedWorkspace.Lent(
            world.random,
            this,
            () -> Instant.ofEpochMilli(wallMillis()),
            task -> started.schedule(() -> soon(task), SOON_MILLIS),
            DirectLane.MAKER));
    workspace.meetIfShared();
  }

  @Override
  protected void close() {
    workspace.get().close();
  }

  private static void soon(Runnable task) {
    try {
      task.run();
    } catch (StoreException full) {
      // An instance drops it as well: it is tried again, or the person is told.
    }
  }

  /** Starts again if that is what the person is told to do; says whether it was. */
  boolean follows() {
    boolean told = workspace.isToldToStartAgain();
    if (told) {
      restart();
    }
    return told;
  }

  Workspace workspace() {
    return workspace.get();
  }

  /** What a start would make of what is kept now. */
  SimulatedWorkspace.Reading read() {
    return workspace.read();
  }

  DeviceId device() {
    return self.get().id();
  }

  PersonId person() {
    return self.get().person().id();
  }

  @Override
  VerifyKey key() {
    return device().key();
  }

  @Override
  Optional<SyncSession> session() {
    return session;
  }

  @Override
  Optional<Inbox> inbox() {
    return wish.map(Wish::inbox);
  }

  /** Whether it believes itself to belong. */
  boolean belongs() {
    return workspace().people().role().isPresent();
  }

  @Override
  protected boolean letsIn(VerifyKey other) {
    return wish.orElseThrow().roster().devices().contains(other);
  }

  @Override
  public Met open(Wish made) {
    SyncRuntime mine = runtime.orElseThrow();
    SyncSession opened = new SyncSession(
        SMALL_SIZES,
        made.workspace(),
        made.store(),
        made.inbox(),
        link.orElseThrow(),
        mine,
        made.witness());
    wish = Optional.of(made);
    var _ = made.roster().onChange(world::reachabilityChanged);
    knock(mine, made.inbox());
    session = Optional.of(opened);
    return new Ways(opened);
  }

  private final class Ways implements Met {
    private final SyncSession opened;

    Ways(SyncSession opened) {
      this.opened = opened;
    }

    @Override
    public SyncSession session() {
      return opened;
    }

    @Override
    public void handTo(RelayText text) throws InvitationException {
      RelayTask task = new RelayTask(id, List.of(TunnelIdentity.pin(key())), List.of());
      boolean taken = machines.stream()
          .filter(machine -> machine.key().equals(text.relay()) && canCall(machine))
          .anyMatch(machine -> ((RelayMachine) machine).takes(task));
      if (!taken) {
        throw new InvitationException(InvitationException.Why.RELAY_NOT_MET, text.host());
      }
    }

    @Override
    public List<String> addresses() {
      return List.of();
    }

    @Override
    public void know(List<String> addresses) {
      // The network of the simulation needs none.
    }

    @Override
    public void close() {
      opened.close();
    }
  }
}
