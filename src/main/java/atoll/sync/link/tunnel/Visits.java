package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Exchanges directories with the others, and knows by that who answers at present: whoever does not is called again and
 * again, and no member is sent there meanwhile. For any thread; nothing waits for the network.
 */
final class Visits {
  private static final Logger LOG = System.getLogger(Visits.class.getName());

  /** Calls of those who answer, and of addresses where it is not known who does. */
  private static final int MOST_CALLS = 4;

  /** Calls of those who did not answer: they may take long, and must not be in the way. */
  private static final int MOST_CALLS_OF_ABSENT = 16;

  private final Hash self;
  private final Directory directory;
  private final Caller caller;
  private final Ways ways;
  private final Splices splices;
  private final Hears hears;
  private final Answering answering = new Answering();
  private final Semaphore calls = new Semaphore(MOST_CALLS);
  private Set<Hash> carriedBefore = Set.of();

  /** What comes of the visits, on their threads. */
  interface Hears {
    /** Somebody was met and told what it knows. */
    void told(Greeting.Told answer);

    /** Others answer, or let this device in, than before. */
    void answeringChanged();
  }

  Visits(Hash self, Directory directory, Caller caller, Ways ways, Splices splices, Hears hears) {
    this.self = self;
    this.directory = directory;
    this.caller = caller;
    this.ways = ways;
    this.splices = splices;
    this.hears = hears;
  }

  boolean answers(Hash pin) {
    return answering.isMet(pin);
  }

  /** The device called here, or was reached. */
  void met(Hash pin) {
    if (!pin.equals(self) && answering.met(pin)) {
      answering.hurry(System.nanoTime());
      hears.answeringChanged();
    }
  }

  /** Whether the device did not let this one in when it was called last. */
  boolean refuses(Hash pin) {
    return answering.refuses(pin);
  }

  /** The device does not let this one in. Of those that nobody knows it is not kept. */
  void refused(Hash pin) {
    if (directory.entry(pin).isPresent() && answering.refused(pin)) {
      hears.answeringChanged();
    }
  }

  /** The device let this one in. */
  void letIn(Hash pin) {
    if (answering.letIn(pin)) {
      hears.answeringChanged();
    }
  }

  /** No way led to the device. */
  void lost(Hash pin) {
    if (answering.lost(pin)) {
      hears.answeringChanged();
    }
  }

  /** Calls those whom it is time to call. One thread at a time, every second or so. */
  void begin() {
    Set<Hash> carried = splices.pins();
    Set<Hash> ended = new HashSet<>(carriedBefore);
    ended.removeAll(carried);
    ended.forEach(answering::doubt);
    carriedBefore = carried;
    List<Hash> others = directory.others().stream().map(TunnelEntry::pin).toList();
    for (Hash pin : answering.due(others, MOST_CALLS_OF_ABSENT, System.nanoTime())) {
      Thread.ofVirtual().name("atoll-tunnel-visit").start(() -> {
        try {
          visit(pin);
        } finally {
          answering.called(pin);
        }
      });
    }
  }

  /** Tells everybody how it is now. */
  void tellEverybody() {
    answering.hurry(System.nanoTime());
    for (TunnelEntry entry : directory.others()) {
      if (answers(entry.pin())) {
        Thread.ofVirtual().name("atoll-tunnel-call").start(() -> inTurn(() -> visit(entry.pin())));
      }
    }
  }

  /** Calls whoever is met at an address. */
  void call(String address) {
    Thread.ofVirtual().name("atoll-tunnel-call").start(() -> inTurn(() -> visit(address)));
  }

  /** Not more than some at a time. */
  void inTurn(Runnable call) {
    try {
      calls.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      call.run();
    } finally {
      calls.release();
    }
  }

  private void visit(Hash pin) {
    try (TunnelSockets.Secured other = ways.reach(pin, Greeting.DIRECTORY)) {
      exchange(other);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a device does not answer", e);
      lost(pin);
    }
  }

  private void visit(String address) {
    try (TunnelSockets.Secured other = caller.call(address, Greeting.DIRECTORY)) {
      if (!other.pin().equals(self)) {
        exchange(other);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "nobody is met at " + address, e);
    }
  }

  /** What was told is taken in before it is said that somebody answers: members are looked for where that one says. */
  private void exchange(TunnelSockets.Secured other) throws IOException {
    Greeting.write(other.socket().getOutputStream(), new Greeting.Told("", directory.all()));
    hears.told(Greeting.read(other.socket().getInputStream()));
    met(other.pin());
  }
}
