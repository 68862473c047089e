package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Devices that wait at this doorway for those who reach them at no other place: each keeps some connections standing, and
 * whoever wants to it is joined to one of them. What then goes by is sealed between the two. For any thread.
 */
final class WaitingDevices {
  /** Connections that one device keeps standing here. */
  static final int MOST_OF_ONE = 4;

  private static final int MOST_CARRIED = 256;
  private static final int HEARS_MILLIS = 3_000;
  private static final long STAY_SECONDS = 20;

  private final Predicate<Hash> allowed;
  private final Splices splices;
  private final Map<Hash, Deque<Waiter>> waiters = new HashMap<>();

  /** @param allowed who may still wait and be carried to */
  WaitingDevices(Predicate<Hash> allowed) {
    this.allowed = allowed;
    splices = new Splices(allowed, MOST_CARRIED);
  }

  /** Keeps the connection of a device until it is used and ended, or the device went away. */
  void stay(Socket socket, Hash pin) {
    Waiter waiter = new Waiter(socket);
    add(pin, waiter);
    try {
      while (!waiter.ended.await(STAY_SECONDS, TimeUnit.SECONDS)) {
        if (!waiter.isThere()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      remove(pin, waiter);
    }
  }

  /**
   * Joins a caller to a device that waits, until either ends. The caller is told before anything else reaches it.
   *
   * @return false if the device does not wait here
   */
  boolean carry(Socket caller, Hash to) throws IOException {
    for (Optional<Waiter> next = poll(to); next.isPresent(); next = poll(to)) {
      Waiter waiter = next.get();
      try {
        if (waiter.isCalled()) {
          Greeting.writeWelcome(caller.getOutputStream(), List.of());
          splices.carry(caller, waiter.socket, to);
          return true;
        }
      } finally {
        waiter.ended.countDown();
      }
    }
    return false;
  }

  /** Cuts all that lead to those who may not pass any more, and lets those who wait go. */
  void cut() {
    splices.cut();
    end(pin -> !allowed.test(pin));
  }

  void close() {
    splices.close();
    end(pin -> true);
  }

  private void end(Predicate<Hash> those) {
    synchronized (waiters) {
      waiters.forEach((pin, some) -> {
        if (those.test(pin)) {
          some.forEach(Waiter::end);
        }
      });
    }
  }

  private void add(Hash pin, Waiter waiter) {
    synchronized (waiters) {
      Deque<Waiter> some = waiters.computeIfAbsent(pin, p -> new ArrayDeque<>());
      some.addLast(waiter);
      if (some.size() > MOST_OF_ONE) {
        some.removeFirst().end();
      }
    }
  }

  private void remove(Hash pin, Waiter waiter) {
    synchronized (waiters) {
      Deque<Waiter> some = waiters.get(pin);
      if (some != null) {
        some.remove(waiter);
        if (some.isEmpty()) {
          waiters.remove(pin);
        }
      }
    }
  }

  /** The newest: an old one may be one whose device is gone without a word. */
  private Optional<Waiter> poll(Hash pin) {
    synchronized (waiters) {
      Deque<Waiter> some = waiters.get(pin);
      return some == null ? Optional.empty() : Optional.ofNullable(some.pollLast());
    }
  }

  /** A connection that stands. */
  private static final class Waiter {
    final Socket socket;
    final CountDownLatch ended = new CountDownLatch(1);
    private boolean called;

    Waiter(Socket socket) {
      this.socket = socket;
    }

    /** Says that nothing has happened, so that nothing on the way forgets the connection. */
    synchronized boolean isThere() {
      return called || says(Greeting.STAY);
    }

    /** Says that somebody calls; whether the device hears it. */
    synchronized boolean isCalled() {
      called = true;
      try {
        socket.setSoTimeout(HEARS_MILLIS);
        return says(Greeting.GO) && socket.getInputStream().read() == Greeting.GO;
      } catch (IOException e) {
        return false;
      }
    }

    private boolean says(int word) {
      try {
        socket.getOutputStream().write(word);
        socket.getOutputStream().flush();
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    void end() {
      Tunnel.closeQuietly(socket);
      ended.countDown();
    }
  }
}
