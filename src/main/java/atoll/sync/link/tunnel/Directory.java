package atoll.sync.link.tunnel;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The newest entry of every device that may pass. For any thread. */
final class Directory {
  private static final Logger LOG = System.getLogger(Directory.class.getName());

  /** Entries that are kept and told. */
  static final int MOST_ENTRIES = 1024;

  private final Pins pins;
  private final Hash self;
  private final TreeMap<Hash, TunnelEntry> entries = new TreeMap<>();

  Directory(Pins pins, Hash self) {
    this.pins = pins;
    this.self = self;
  }

  /** Takes what is newer; says whether anything was. */
  synchronized boolean merge(List<byte[]> told) {
    boolean news = false;
    for (byte[] bytes : told) {
      try {
        TunnelEntry entry = TunnelEntry.parse(bytes);
        TunnelEntry before = entries.get(entry.pin());
        boolean room = before != null || entries.size() < MOST_ENTRIES;
        boolean newer = before == null || before.version() < entry.version();
        if (newer
            && room
            && (entry.pin().equals(self) || pins.admits(entry.pin(), entry.passes()))) {
          entries.put(entry.pin(), entry);
          news = true;
        }
      } catch (RejectedException e) {
        LOG.log(Level.DEBUG, "an entry of the directory means nothing", e);
      }
    }
    return news;
  }

  /** Forgets whoever may not pass any more. */
  synchronized void forget() {
    entries.keySet().removeIf(pin -> !pins.allows(pin) && !pin.equals(self));
  }

  synchronized Optional<TunnelEntry> entry(Hash pin) {
    return Optional.ofNullable(entries.get(pin));
  }

  /** All but this device's, sorted by pin. */
  synchronized List<TunnelEntry> others() {
    List<TunnelEntry> others = new ArrayList<>(entries.values());
    others.removeIf(entry -> entry.pin().equals(self));
    return others;
  }

  /** The signed form of all, this device's among them. */
  synchronized List<byte[]> all() {
    return entries.values().stream().map(TunnelEntry::bytes).toList();
  }
}
