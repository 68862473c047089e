package atoll.sync.link.tunnel;

import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may pass: those who are named, and those who showed a pass. A pass is bound to its bearer's key, which TLS proves: it
 * may be seen by anybody and serves nobody else. For any thread; a change counts from the next look at it on.
 */
final class Pins {
  /** Passes that one device shows. */
  static final int MOST_PASSES = 8;

  private static final int MOST_ADMITTED = 1024;

  private final Hash self;
  private Guests guests = Guests.NONE;
  private Set<Hash> admitted = Set.of();

  Pins(Hash self) {
    this.self = self;
  }

  synchronized void allow(Guests now) {
    if (!now.keys().equals(guests.keys())) {
      admitted = Set.of();
    }
    guests = now;
  }

  synchronized boolean allows(Hash pin) {
    return guests.pins().contains(pin) || admitted.contains(pin);
  }

  /** Whether somebody may pass who showed this. */
  synchronized boolean admits(Hash pin, List<Hash> passes) {
    if (allows(pin)) {
      return true;
    }
    boolean good = guests.keys().stream()
        .map(key -> key.pass(pin).toBytes())
        .anyMatch(right ->
            passes.stream().anyMatch(shown -> MessageDigest.isEqual(right, shown.toBytes())));
    if (good && admitted.size() < MOST_ADMITTED) {
      Set<Hash> more = new HashSet<>(admitted);
      more.add(pin);
      admitted = Set.copyOf(more);
    }
    return good && admitted.contains(pin);
  }

  /** Those who are named. */
  synchronized Set<Hash> named() {
    return guests.pins();
  }

  /** Whether others may be met at this device that are not reached themselves. */
  synchronized boolean isRelay(Hash pin) {
    return guests.relays().contains(pin);
  }

  /** Whether a stranger may be spoken to, since it may have a pass. */
  synchronized boolean takesPasses() {
    return !guests.keys().isEmpty();
  }

  /** What this device shows. */
  synchronized List<Hash> passes() {
    List<EpochKey> keys = guests.keys();
    return keys.subList(Math.max(0, keys.size() - MOST_PASSES), keys.size()).stream()
        .map(key -> key.pass(self))
        .toList();
  }
}
