package atoll.sync.sim;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.sync.Entries;
import atoll.sync.Inbox;
import atoll.sync.Receipt;
import atoll.sync.SyncOptions;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.Witness;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Message;
import atoll.sync.protocol.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A device of a simulation: a store that survives, and a session that may crash, sleep and be cut off. */
final class SimDevice implements Inbox {
  /** Small sizes, so that every run meets large entries, chunks and used-up credits. */
  static final SyncOptions SMALL =
      new SyncOptions(600, 700, 2_000, 50, 30_000, 1_000, 10_000, 30, 5_000);

  private final World world;
  final String name;
  final ReplicaId id;
  ReplicaId log;
  final WorkspaceStore store = Entries.store();
  final Map<PeerId, byte[]> seen = new HashMap<>();
  SimLink link;
  SyncSession session;
  int island;
  boolean genuine = true;
  int faultPerMille;
  int refusalPerMille;
  private long sleepsUntil;
  private long slept;
  private long skew;
  private int start;

  SimDevice(World world, String name) {
    this.world = world;
    this.name = name;
    this.id = new ReplicaId(world.random.nextLong());
    this.log = id;
    this.skew = world.random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
    world.devices.add(this);
    this.link = new SimLink(world, this);
    open();
  }

  private void open() {
    session = new SyncSession(
        SMALL, Entries.WORKSPACE, store, this, link, new Runtime(++start), Witness.unsigned(id));
    session.start();
  }

  /** The process dies and starts again. */
  void crash() {
    world.tally.crashes++;
    link.close();
    start++;
    seen.clear();
    link = new SimLink(world, this);
    open();
    world.reachabilityChanged();
  }

  /** From now on the test speaks for this device. */
  void puppet(Consumer<Message> hears) {
    start++;
    link.start(new LinkListener() {
      @Override
      public void received(PeerId from, byte[] message) {
        try {
          hears.accept(Messages.decode(message));
        } catch (RejectedException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public void changed(Set<PeerId> peers) {}
    });
  }

  /** The lid is closed for a while. */
  void sleep(long millis) {
    if (isAwake()) {
      world.tally.sleeps++;
      sleepsUntil = world.now() + millis;
      slept += millis;
      world.reachabilityChanged();
      world.at(millis, world::reachabilityChanged);
    }
  }

  boolean isAwake() {
    return world.now() >= sleepsUntil;
  }

  boolean reaches(SimLink other) {
    return island == other.device().island && isAwake() && other.device().isAwake();
  }

  void write(byte[]... bodies) {
    List<Envelope> entries = Entries.following(store, log, bodies);
    Entries.append(store, entries);
    world.tally.written += entries.size();
    session.stored(entries);
  }

  @Override
  public Receipt receive(List<Envelope> entries) {
    if (world.chance(faultPerMille)) {
      world.tally.storeFaults++;
      throw new StoreException("the disk is full");
    }
    if (world.chance(refusalPerMille)) {
      world.tally.refusals++;
      Envelope.Header first = entries.getFirst().header();
      Entries.append(
          store,
          entries.stream().filter(e -> !e.header().log().equals(first.log())).toList());
      return new Receipt(List.of(new Receipt.Refusal(first.log(), first.number(), "a test")));
    }
    world.tally.received += entries.size();
    Entries.append(store, entries);
    return Receipt.ALL;
  }

  @Override
  public boolean genuine(Envelope entry) {
    return genuine;
  }

  @Override
  public void presence(PeerId from, byte[] beat) {
    if (beat.length == 0) {
      seen.remove(from);
    } else {
      seen.put(from, beat);
    }
  }

  /** Runs the tasks of one start of the session; they wait while the device sleeps and end with the process. */
  private final class Runtime implements SyncRuntime {
    private final int mine;

    Runtime(int mine) {
      this.mine = mine;
    }

    @Override
    public long millis() {
      return world.now() - slept;
    }

    @Override
    public long wallMillis() {
      return world.now() + skew;
    }

    @Override
    public long random(long bound) {
      return world.random.nextLong(bound);
    }

    @Override
    public void execute(Runnable task) {
      schedule(task, 0);
    }

    @Override
    public void schedule(Runnable task, long delayMillis) {
      world.at(delayMillis, () -> run(task));
    }

    private void run(Runnable task) {
      if (mine != start) {
        return;
      }
      if (isAwake()) {
        task.run();
      } else {
        world.at(sleepsUntil - world.now(), () -> run(task));
      }
    }
  }
}
