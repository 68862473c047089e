package atoll.workspace.sim;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.DeviceId;
import atoll.identity.InvitationException;
import atoll.identity.PersonId;
import atoll.identity.joining.Offer;
import atoll.identity.membership.MembershipRecord;
import atoll.store.StoreException;
import atoll.store.memory.FailingStore;
import atoll.store.memory.MemoryStore;
import atoll.sync.Inbox;
import atoll.sync.SyncOptions;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.link.Link;
import atoll.sync.sim.SimProcess;
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
final class Teammate extends SimProcess implements Meeting {
  private static final SyncOptions SMALL =
      new SyncOptions(600, 700, 2_000, 50, 30_000, 1_000, 10_000, 30, 5_000);
  private static final long SOON_MILLIS = 300;
  private static final long KNOCK_MILLIS = 2_000;

  final FailingStore store;
  final KeptSelf self;
  private final String owner;
  private final WorkspaceId id;
  private final List<Teammate> team;
  private SimulatedWorkspace workspace;
  private Optional<Wish> wish = Optional.empty();
  private Optional<SyncSession> session = Optional.empty();
  private Link link;
  private SyncRuntime runtime;

  /** @param owner what the person is called */
  private record Whose(KeptSelf self, String owner) {}

  private Teammate(World world, String name, List<Teammate> team, Whose whose, WorkspaceId id) {
    super(world, name);
    this.team = team;
    this.self = whose.self();
    this.owner = whose.owner();
    this.id = id;
    this.store = new FailingStore(id, new ReplicaId(world.random.nextLong()), world.random);
    team.add(this);
    open();
  }

  private static KeptSelf someone(World world) {
    return new KeptSelf(
        new MemoryStore(world.random), SecretKeys.generate(world.random), world.random);
  }

  /** The first of a team, with a workspace that nobody else has. */
  static Teammate founder(World world, String name, List<Teammate> team) {
    KeptSelf self = someone(world);
    MembershipRecord first = MembershipService.found(self.get(), world.random);
    Teammate founder = new Teammate(world, name, team, new Whose(self, name), first.workspace());
    founder.workspace.create(first, "Garden");
    return founder;
  }

  /** Somebody new who uses an invitation. */
  static Teammate newcomer(World world, String name, List<Teammate> team, String invitation) {
    Offer offer = parsed(invitation);
    Teammate newcomer =
        new Teammate(world, name, team, new Whose(someone(world), name), offer.workspace());
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
    Teammate added = new Teammate(world, further, team, new Whose(theirs, owner), id);
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
  protected void begin(Link opened, SyncRuntime started) {
    store.start();
    link = opened;
    runtime = started;
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

  private static void soon(Runnable task) {
    try {
      task.run();
    } catch (StoreException full) {
      // An instance drops it as well: it is tried again, or the person is told.
    }
  }

  /** Lets the person do something; what cannot be done is told to the person and does nothing. */
  void acts(Runnable what) {
    doing(what);
  }

  /** Ends the process in order and starts it again. */
  void restart() {
    doing(() -> workspace.get().close());
    crash();
  }

  /** The machine is set back to an earlier state as a whole, and goes on from there. */
  void setBack(FailingStore.Copy to) {
    store.putBack(to);
    crash();
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

  /** The device with which the team began. */
  Teammate first() {
    return team.getFirst();
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

  Optional<SyncSession> session() {
    return session;
  }

  /** Whether it looks for others. */
  boolean isOpen() {
    return wish.isPresent();
  }

  /** The records of the membership that the running process has. */
  List<byte[]> records() {
    return wish.orElseThrow().inbox().roll();
  }

  /** Whether it believes itself to belong. */
  boolean belongs() {
    return workspace().people().role().isPresent();
  }

  @Override
  protected boolean isOff() {
    return store.isOff();
  }

  @Override
  protected boolean letsIn(SimProcess other) {
    return other instanceof Teammate mate
        && wish.filter(known -> known.roster().devices().contains(mate.device().key()))
            .isPresent();
  }

  @Override
  public Met open(Wish made) {
    SyncSession opened = new SyncSession(
        SMALL, made.workspace(), made.store(), made.inbox(), link, runtime, made.witness());
    wish = Optional.of(made);
    var _ = made.roster().onChange(world::reachabilityChanged);
    knock(runtime, made.inbox());
    session = Optional.of(opened);
    return new Ways(opened);
  }

  /** What the doorway does for those whom it does not let in yet. */
  private void knock(SyncRuntime mine, Inbox inbox) {
    mine.schedule(() -> knock(mine, inbox), KNOCK_MILLIS);
    inbox.asks().ifPresent(question -> {
      for (Teammate other : team) {
        if (other != this && other.wish.isPresent() && !world.chance(world.lossPerMille)) {
          other.runtime.schedule(() -> other.answer(this, question), world.mostDelayMillis);
        }
      }
    });
  }

  private void answer(Teammate newcomer, byte[] question) {
    if (!canCall(newcomer)) {
      return;
    }
    Inbox inbox = wish.orElseThrow().inbox();
    Optional<byte[]> reply = question.length == 0 ? Optional.empty() : inbox.asked(question);
    List<byte[]> roll = inbox.roll();
    newcomer.runtime.schedule(
        () -> {
          Inbox there = newcomer.wish.orElseThrow().inbox();
          reply.ifPresent(there::replied);
          there.roll(roll);
        },
        world.mostDelayMillis);
  }

  private record Ways(SyncSession session) implements Met {
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
      session.close();
    }
  }
}
