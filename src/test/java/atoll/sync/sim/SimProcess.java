package atoll.sync.sim;

import atoll.store.StoreException;
import atoll.store.memory.PowerLost;
import atoll.sync.SyncOptions;
import atoll.sync.SyncRuntime;
import atoll.sync.link.Link;

/** A program on a device of a simulation, which may crash, sleep and be cut off. */
public abstract class SimProcess {
  /** Small sizes, so that every run meets large entries, chunks and used-up credits. */
  public static final SyncOptions SMALL_SIZES =
      new SyncOptions(600, 700, 2_000, 50, 30_000, 1_000, 10_000, 30, 5_000);

  /** Where somebody is who reaches the devices of every island. */
  protected static final int EVERYWHERE = -1;

  protected final World world;

  /** What it is called in messages. */
  public final String name;

  private long skew;
  SimLink link;
  private int island;
  private long sleepsUntil;
  private long slept;
  private int start;

  protected SimProcess(World world, String name) {
    this.world = world;
    this.name = name;
    this.skew = world.random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
  }

  /** What the process does at its start, from what the device kept; it may open the link. */
  protected abstract void begin(Link link, SyncRuntime runtime);

  /** Whether the power went, even if something has caught what was thrown then. */
  protected boolean isOff() {
    return false;
  }

  /** Whether the other end may be met: both must say so. */
  protected boolean letsIn(SimProcess other) {
    return true;
  }

  /** Puts the device into the network and starts its process. To be called once, by who has made everything else. */
  protected final void open() {
    world.devices.add(this);
    start();
  }

  private void start() {
    link = new SimLink(world, this);
    int mine = ++start;
    doing(() -> begin(link, new Runtime(mine)));
  }

  /** The process dies and starts again. */
  public void crash() {
    world.tally.crashes++;
    link.close();
    start();
    world.reachabilityChanged();
  }

  /** Lets the process do something; if the power goes meanwhile, the process dies of it and starts again. */
  protected final void doing(Runnable task) {
    try {
      task.run();
    } catch (PowerLost lost) {
      crash();
      return;
    }
    if (isOff()) {
      crash();
    }
  }

  /** Somebody set the device's own clock. */
  public final void setClock(long skewMillis) {
    world.tally.clocks++;
    skew = skewMillis;
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

  /** Only devices of one island reach each other, and whoever is {@link #EVERYWHERE}. */
  public final void moveTo(int island) {
    this.island = island;
    world.reachabilityChanged();
  }

  /** What the device's own clock says, which is wrong by years. */
  protected final long wallMillis() {
    return world.now() + skew;
  }

  /** Whether the lid is open. */
  public final boolean isAwake() {
    return world.now() >= sleepsUntil;
  }

  final boolean reaches(SimLink other) {
    return canCall(other.device()) && letsIn(other.device()) && other.device().letsIn(this);
  }

  /** Whether the network would carry something there, be it welcome or not. */
  protected final boolean canCall(SimProcess other) {
    boolean sameIsland =
        island == other.island || island == EVERYWHERE || other.island == EVERYWHERE;
    return sameIsland && isAwake() && other.isAwake();
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

    /** The session's own thread does the same with every fault; others are bugs here. */
    private void guarded(Runnable task) {
      try {
        task.run();
      } catch (StoreException refused) {
        world.tally.storeFaults++;
      }
    }

    private void run(Runnable task) {
      if (mine != start) {
        return;
      }
      if (isAwake()) {
        doing(() -> guarded(task));
      } else {
        world.at(sleepsUntil - world.now(), () -> run(task));
      }
    }
  }
}
