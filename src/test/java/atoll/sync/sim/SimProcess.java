package atoll.sync.sim;

import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.link.Link;

/** A program on a device of a simulation, with a session that may crash, sleep and be cut off. */
public abstract class SimProcess {
  protected final World world;

  /** What it is called in messages. */
  public final String name;

  private final long skew;
  SimLink link;
  private SyncSession session;
  private int island;
  private long sleepsUntil;
  private long slept;
  private int start;

  protected SimProcess(World world, String name) {
    this.world = world;
    this.name = name;
    this.skew = world.random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
  }

  /** The session of a process that starts now; the caller starts it. */
  protected abstract SyncSession makeSession(Link link, SyncRuntime runtime);

  /** Puts the device into the network and starts its process. To be called once, by who has made everything else. */
  protected final void open() {
    world.devices.add(this);
    start();
  }

  private void start() {
    link = new SimLink(world, this);
    session = makeSession(link, new Runtime(++start));
    session.start();
  }

  /** The session of the process that runs. */
  public final SyncSession session() {
    return session;
  }

  /** The process dies and starts again. */
  public void crash() {
    world.tally.crashes++;
    link.close();
    start++;
    start();
    world.reachabilityChanged();
  }

  /** Nothing that the process asked for is done any more; the link stays. */
  final void silence() {
    start++;
  }

  /** The lid is closed for a while. */
  public final void sleep(long millis) {
    if (isAwake()) {
      world.tally.sleeps++;
      sleepsUntil = world.now() + millis;
      slept += millis;
      world.reachabilityChanged();
      world.at(millis, world::reachabilityChanged);
    }
  }

  /** Only devices of one island reach each other. */
  public final void moveTo(int island) {
    this.island = island;
    world.reachabilityChanged();
  }

  /** What the device's own clock says, which is wrong by years. */
  protected final long wallMillis() {
    return world.now() + skew;
  }

  final boolean isAwake() {
    return world.now() >= sleepsUntil;
  }

  final boolean reaches(SimLink other) {
    return island == other.device().island && isAwake() && other.device().isAwake();
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
      return SimProcess.this.wallMillis();
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
