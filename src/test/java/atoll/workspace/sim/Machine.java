package atoll.workspace.sim;

import atoll.crypto.VerifyKey;
import atoll.store.memory.FailingStore;
import atoll.sync.Inbox;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.sim.SimProcess;
import atoll.sync.sim.World;
import java.util.List;
import java.util.Optional;

/** A machine of a simulation that holds the team's workspace on a disk that fails, and meets those whom it lets in. */
abstract class Machine extends SimProcess {
  private static final long KNOCK_MILLIS = 2_000;

  final FailingStore store;

  /** All machines, with this one; the first is the one with which the team began. */
  protected final List<Machine> machines;

  private Optional<PeerId> peer = Optional.empty();

  /** Of the process that runs. */
  protected Optional<SyncRuntime> runtime = Optional.empty();

  protected Machine(World world, String name, List<Machine> machines, FailingStore store) {
    super(world, name);
    this.machines = machines;
    this.store = store;
    machines.add(this);
  }

  /** By which the others know it. */
  abstract VerifyKey key();

  /** What comes from others; nothing as long as it looks for nobody. */
  abstract Optional<Inbox> inbox();

  abstract Optional<SyncSession> session();

  /** Whether it lets in whoever proves to have that key. */
  protected abstract boolean letsIn(VerifyKey other);

  /** Ends what the process does, as an orderly end of it does. */
  protected abstract void close();

  /** What the process does at its start. */
  protected abstract void begins(Link link, SyncRuntime started);

  @Override
  protected final void begin(Link link, SyncRuntime started) {
    store.start();
    peer = Optional.of(link.self());
    runtime = Optional.of(started);
    begins(link, started);
  }

  @Override
  protected final boolean isOff() {
    return store.isOff();
  }

  @Override
  protected final boolean letsIn(SimProcess other) {
    return other instanceof Machine machine && inbox().isPresent() && letsIn(machine.key());
  }

  /** Lets it do something; if the power goes meanwhile, its process dies of it and starts again. */
  final void acts(Runnable what) {
    doing(what);
  }

  /** Ends the process in order and starts it again. */
  final void restart() {
    doing(this::close);
    crash();
  }

  /** The machine is set back to an earlier state as a whole, and goes on from there. */
  final void setBack(FailingStore.Copy to) {
    store.putBack(to);
    crash();
  }

  /** The records of the membership that the running process has. */
  final List<byte[]> records() {
    return inbox().orElseThrow().roll();
  }

  /** Whether it could be met by the other one, and the other one by it. */
  final boolean meets(Machine other) {
    return canCall(other) && letsIn(other) && other.letsIn(this);
  }

  /** Whoever is at the other end of the link there, if it is still the same process. */
  final Optional<Machine> at(PeerId there) {
    return machines.stream()
        .filter(machine -> machine.peer.filter(there::equals).isPresent())
        .findFirst();
  }

  /** What the doorway does for those whom it does not let in yet. */
  protected final void knock(SyncRuntime mine, Inbox inbox) {
    mine.schedule(() -> knock(mine, inbox), KNOCK_MILLIS);
    inbox.asks().ifPresent(question -> {
      for (Machine other : machines) {
        if (!other.equals(this) && other.inbox().isPresent() && !world.chance(world.lossPerMille)) {
          other
              .runtime
              .orElseThrow()
              .schedule(() -> other.answer(this, question), world.mostDelayMillis);
        }
      }
    });
  }

  private void answer(Machine newcomer, byte[] question) {
    if (!canCall(newcomer)) {
      return;
    }
    Inbox inbox = inbox().orElseThrow();
    Optional<byte[]> reply = question.length == 0 ? Optional.empty() : inbox.asked(question);
    List<byte[]> roll = inbox.roll();
    newcomer
        .runtime
        .orElseThrow()
        .schedule(
            () -> newcomer.inbox().ifPresent(there -> {
              reply.ifPresent(there::replied);
              there.roll(roll);
            }),
            world.mostDelayMillis);
  }
}
