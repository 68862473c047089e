package atoll.sync.sim;

import atoll.sync.link.PeerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Time and the network of a simulation, decided by a seed. Everything that happens is an event of one queue, so that the
 * same seed gives the same run, to the byte.
 */
public final class World {
  private record Event(long at, long order, Runnable task) {}

  public final Random random;
  final List<SimProcess> devices = new ArrayList<>();
  public final Tally tally = new Tally();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private long now;
  private long order;
  private long trace = 17;

  /** Chances in a thousand; how long a message takes at most. */
  public int lossPerMille;

  public int doublePerMille;
  public int mostDelayMillis = 5;

  public World(long seed) {
    random = new Random(seed);
  }

  public long now() {
    return now;
  }

  /** Different if anything went differently. */
  public long trace() {
    return trace;
  }

  public void at(long delayMillis, Runnable task) {
    events.add(new Event(now + delayMillis, order++, task));
  }

  /** Lets time pass. */
  public void run(long millis) {
    long end = now + millis;
    while (!events.isEmpty() && events.peek().at <= end) {
      Event event = events.remove();
      now = event.at;
      event.task.run();
    }
    now = end;
  }

  /** Lets time pass until it is so, for this long at most; says whether it is. */
  public boolean runUntil(java.util.function.BooleanSupplier condition, long mostMillis) {
    long end = now + mostMillis;
    while (!condition.getAsBoolean() && now < end) {
      run(100);
    }
    return condition.getAsBoolean();
  }

  public boolean chance(int perMille) {
    return random.nextInt(1000) < perMille;
  }

  /** Carries a message, or not. */
  void carry(SimLink from, PeerId to, byte[] message) {
    tally.sent(message);
    if (chance(lossPerMille)) {
      tally.lost++;
      return;
    }
    deliver(from, to, message);
    if (chance(doublePerMille)) {
      tally.doubled++;
      deliver(from, to, message);
    }
  }

  private void deliver(SimLink from, PeerId to, byte[] message) {
    at(1 + random.nextInt(mostDelayMillis), () -> {
      for (SimProcess device : devices) {
        if (device.link.self().equals(to) && device.reaches(from)) {
          trace = trace * 31 + java.util.Arrays.hashCode(message) + now;
          device.link.receive(from.self(), message);
        }
      }
    });
  }

  /** Tells everybody, a little later, whom they reach. */
  public void reachabilityChanged() {
    for (SimProcess device : devices) {
      at(1 + random.nextInt(3_000), device.link::tellPeers);
    }
  }
}
