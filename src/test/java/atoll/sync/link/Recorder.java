package atoll.sync.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A listener that remembers, and lets a test wait for what it wants to see. */
public final class Recorder implements LinkListener {
  /** A message and who sent it. */
  public record Got(PeerId from, byte[] message) {}

  private final List<Got> messages = new ArrayList<>();
  private Set<PeerId> peers = Set.of();
  private int changes;
  private int noises;

  @Override
  public synchronized void received(PeerId from, byte[] message) {
    messages.add(new Got(from, message));
    notifyAll();
  }

  @Override
  public synchronized void changed(Set<PeerId> now) {
    peers = now;
    changes++;
    notifyAll();
  }

  @Override
  public synchronized void noise() {
    noises++;
    notifyAll();
  }

  public synchronized List<Got> messages() {
    return List.copyOf(messages);
  }

  public synchronized Set<PeerId> peers() {
    return peers;
  }

  public synchronized int changes() {
    return changes;
  }

  public synchronized int noises() {
    return noises;
  }

  /** Waits until it is so; says whether it is. */
  public synchronized boolean await(BooleanSupplier condition, long mostMillis) {
    long end = System.nanoTime() + mostMillis * 1_000_000;
    try {
      while (!condition.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        wait(Math.min(left, 50));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }
}
