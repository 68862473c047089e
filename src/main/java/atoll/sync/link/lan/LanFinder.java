package atoll.sync.link.lan;

import atoll.crypto.EpochKey;
import atoll.sync.Subscription;
import atoll.sync.SyncRuntime;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tells the local network where this instance is met, so that only those who belong to one of its workspaces understand it,
 * and hears where they are. What is found is a hint: who is let in is decided at the doorway. All of it runs on the runtime;
 * the public methods are for any thread and return at once.
 */
public final class LanFinder implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LanFinder.class.getName());

  private static final long TICK_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 5_000;
  private static final long CALM_MILLIS = 30_000;
  private static final long WAKE_MILLIS = 3_000;
  private static final int STIRRED_TIMES = 3;

  /** A place is told again after this time at the earliest. */
  static final long AGAIN_MILLIS = 20_000;

  /** Places of one workspace that are told within that time. */
  static final int MOST_FOUND = 32;

  /** Older keys by which who missed their turning is known again. */
  private static final int MOST_KEYS = 8;

  private final Air air;
  private final IntSupplier port;
  private final SyncRuntime runtime;
  private final RandomGenerator random;
  private final Budget budget = new Budget();
  private final List<Room> rooms = new CopyOnWriteArrayList<>();
  private List<InetAddress> here = List.of();
  private List<EpochKey> said = List.of();
  private volatile boolean closed;
  private boolean troubled;
  private long lookAt;
  private long sayAt;
  private long lastWall;
  private int stirred;

  /** One workspace that is looked for. */
  private static final class Room {
    final Supplier<List<EpochKey>> keys;
    final Consumer<String> found;
    final Map<String, Long> toldAt = new LinkedHashMap<>();

    Room(Supplier<List<EpochKey>> keys, Consumer<String> found) {
      this.keys = keys;
      this.found = found;
    }

    List<EpochKey> newest() {
      List<EpochKey> all = keys.get();
      return all.subList(Math.max(0, all.size() - MOST_KEYS), all.size());
    }
  }

  /**
   * @param air closed with this
   * @param port where this instance is met; 0 as long as it is not
   * @param random cannot be guessed
   */
  public LanFinder(Air air, IntSupplier port, SyncRuntime runtime, RandomGenerator random) {
    this.air = air;
    this.port = port;
    this.runtime = runtime;
    this.random = random;
  }

  /** Begins. Once. */
  public void start() {
    lastWall = runtime.wallMillis();
    runtime.execute(this::tick);
  }

  /**
   * Looks for those who belong to a workspace.
   *
   * @param keys that only they have, the one in use last
   * @param found hears HOST:PORT where one of them says to be; on the runtime
   */
  public Subscription find(Supplier<List<EpochKey>> keys, Consumer<String> found) {
    Room room = new Room(keys, found);
    rooms.add(room);
    stir();
    return () -> rooms.remove(room);
  }

  /** Something is new: it is said at once, and a few times, since any of it may be lost. */
  private void stir() {
    runtime.execute(() -> {
      stirred = STIRRED_TIMES;
      sayAt = runtime.millis();
    });
  }

  @Override
  public void close() {
    closed = true;
    air.close();
  }

  private void tick() {
    if (closed) {
      return;
    }
    runtime.schedule(this::tick, TICK_MILLIS);
    long wall = runtime.wallMillis();
    if (Math.abs(wall - lastWall - TICK_MILLIS) > WAKE_MILLIS) {
      // The machine slept: what others said meanwhile was not heard.
      stir();
    }
    lastWall = wall;
    try {
      if (runtime.millis() >= lookAt) {
        lookAt = runtime.millis() + LOOK_MILLIS;
        look();
      }
      if (runtime.millis() >= sayAt) {
        say();
      }
      troubled = false;
    } catch (IOException e) {
      LOG.log(
          troubled ? Level.DEBUG : Level.INFO, "Nobody is looked for in the local network now", e);
      troubled = true;
    }
  }

  private void look() throws IOException {
    air.open(this::heard);
    List<InetAddress> now = air.here();
    List<EpochKey> keys = newestKeys();
    if (!now.equals(here) || !keys.equals(said)) {
      here = List.copyOf(now);
      said = keys;
      stirred = STIRRED_TIMES;
      sayAt = runtime.millis();
    }
  }

  private void say() throws IOException {
    stirred = Math.max(0, stirred - 1);
    sayAt = runtime.millis()
        + (stirred > 0 ? TICK_MILLIS : CALM_MILLIS - random.nextLong(CALM_MILLIS / 3));
    int at = port.getAsInt();
    List<EpochKey> keys = newestKeys();
    for (int i = 0; at != 0 && i < keys.size(); i += Announcement.MOST_TAGS) {
      List<EpochKey> some = keys.subList(i, Math.min(keys.size(), i + Announcement.MOST_TAGS));
      for (InetAddress from : here) {
        air.say(from, Announcement.write(random, from, at, some));
      }
    }
  }

  private List<EpochKey> newestKeys() {
    return rooms.stream()
        .map(Room::newest)
        .filter(all -> !all.isEmpty())
        .map(List::getLast)
        .toList();
  }

  /** On the air's thread: costs next to nothing unless it may be an announcement. */
  private void heard(InetAddress from, byte[] said) {
    Announcement.read(said)
        .filter(announcement -> !closed && budget.takes(from, runtime.millis()))
        .ifPresent(announcement -> runtime.execute(() -> understand(from, announcement)));
  }

  private void understand(InetAddress from, Announcement announcement) {
    boolean own = announcement.port() == port.getAsInt() && here.contains(from);
    if (closed || own) {
      return;
    }
    String place = from.getHostAddress() + ":" + announcement.port();
    for (Room room : rooms) {
      if (room.newest().stream().anyMatch(key -> announcement.names(key, from))) {
        tell(room, place);
      }
    }
  }

  private void tell(Room room, String place) {
    long now = runtime.millis();
    room.toldAt.values().removeIf(at -> now - at >= AGAIN_MILLIS);
    if (room.toldAt.size() < MOST_FOUND && room.toldAt.putIfAbsent(place, now) == null) {
      room.found.accept(place);
    }
  }
}
