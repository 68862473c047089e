package atoll.workspace.sim;

import atoll.app.relay.RelayTask;
import atoll.app.relay.SimulatedRelay;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.crypto.VerifyKey;
import atoll.identity.RelayText;
import atoll.store.memory.FailingStore;
import atoll.sync.Inbox;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.link.Link;
import atoll.sync.sim.World;
import java.util.List;
import java.util.Optional;

/** A relay of a simulation: it holds what the members send, without a key, on a disk that fails. */
final class RelayMachine extends Machine {
  private static final String ADDRESS = "relay:1";

  private final SecretKeys keys;
  private Optional<SimulatedRelay> relay = Optional.empty();
  private Optional<Link> link = Optional.empty();

  /** A relay that holds nothing yet, on its way to a team's workspace. */
  RelayMachine(World world, String name, Teammate of) {
    super(
        world,
        name,
        of.machines,
        new FailingStore(of.id, new ReplicaId(world.random.nextLong()), world.random));
    this.keys = SecretKeys.generate(world.random);
    open();
    moveTo(EVERYWHERE);
  }

  /** What it prints for the owners of workspaces. */
  String text() {
    return new RelayText(key(), Hash.of(key().toBytes()), List.of(ADDRESS)).toText();
  }

  @Override
  protected void begins(Link opened, SyncRuntime started) {
    link = Optional.of(opened);
    relay = Optional.empty();
    if (SimulatedRelay.isHandedTo(store)) {
      opens();
    }
  }

  private void opens() {
    SyncRuntime mine = runtime.orElseThrow();
    SimulatedRelay opened = new SimulatedRelay(
        store,
        keys.signing(),
        new SimulatedRelay.Lent(
            SMALL_SIZES,
            link.orElseThrow(),
            mine,
            world::reachabilityChanged,
            // As the real one, which does it on another thread than that of its session.
            () -> mine.schedule(this::goesOn, 0)));
    relay = Optional.of(opened);
    knock(mine, opened.inbox());
    opened.start();
  }

  private void goesOn() {
    if (relay.filter(SimulatedRelay::hasLost).isPresent()) {
      restart();
    }
  }

  /** A device of an owner hands the workspace over; says whether the relay took it. */
  boolean takes(RelayTask task) {
    doing(() -> {
      boolean news = SimulatedRelay.hand(store, task);
      if (news) {
        opens();
      }
    });
    return relay.isPresent();
  }

  /** Whether it has records by which it knows who belongs. */
  boolean knowsMembers() {
    return relay.filter(SimulatedRelay::knowsMembers).isPresent();
  }

  @Override
  VerifyKey key() {
    return keys.signing().verifyKey();
  }

  @Override
  Optional<Inbox> inbox() {
    return relay.map(SimulatedRelay::inbox);
  }

  @Override
  Optional<SyncSession> session() {
    return relay.map(SimulatedRelay::session);
  }

  @Override
  protected boolean letsIn(VerifyKey other) {
    return relay.filter(opened -> opened.letsIn(other)).isPresent();
  }

  @Override
  protected void close() {
    relay.ifPresent(SimulatedRelay::close);
  }
}
