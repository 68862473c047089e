package atoll.workspace.people;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Refusal.Why;
import atoll.store.WorkspaceStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The invitations that this device gave and that nobody used yet; they outlive a restart. For one thread. */
final class Offers {
  private static final Logger LOG = Logger.getLogger(Offers.class.getName());
  private static final String PROPERTY = "offers";
  private static final int MOST = 1_000;
  private static final int MOST_BYTES = 16 << 10;

  private final WorkspaceStore store;
  private final Map<Hash, Offer> open = new LinkedHashMap<>();
  private final Map<Hash, Why> closed = new LinkedHashMap<>();

  Offers(WorkspaceStore store) {
    this.store = store;
    store.property(PROPERTY).ifPresent(bytes -> {
      try {
        read(bytes);
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "The open invitations cannot be read; make new ones", e);
      }
    });
  }

  void add(Offer offer, Instant now) {
    List<Offer> over =
        open.values().stream().filter(old -> old.expires().isBefore(now)).toList();
    over.forEach(old -> end(old.secret().name(), Why.EXPIRED));
    open.put(offer.secret().name(), offer);
    keep();
  }

  Optional<Offer> find(Hash name, Instant now) {
    return Optional.ofNullable(open.get(name)).filter(offer -> !offer.expires().isBefore(now));
  }

  /** Why nobody is let in with an invitation; nothing if it is good. */
  Optional<Why> refusal(Hash name, Instant now) {
    if (find(name, now).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        open.containsKey(name) ? Why.EXPIRED : closed.getOrDefault(name, Why.UNKNOWN));
  }

  void close(Hash name, Why why) {
    end(name, why);
    keep();
  }

  private void end(Hash name, Why why) {
    open.remove(name);
    closed.put(name, why);
    if (closed.size() > MOST) {
      closed.remove(closed.keySet().iterator().next());
    }
  }

  private void keep() {
    ByteWriter out = new ByteWriter();
    out.varint(open.size());
    open.values().forEach(offer -> out.blob(offer.toBytes()));
    out.varint(closed.size());
    closed.forEach((name, why) -> out.raw(name.toBytes()).u8(why.ordinal()));
    store.putProperty(PROPERTY, out.toBytes());
  }

  private void read(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    int count = in.count(MOST);
    for (int i = 0; i < count; i++) {
      Offer offer = Offer.read(in.blob(MOST_BYTES));
      open.put(offer.secret().name(), offer);
    }
    int over = in.count(MOST);
    for (int i = 0; i < over; i++) {
      Hash name = Hash.wrap(in.raw(Hash.SIZE_BYTES));
      closed.put(name, Why.values()[in.count(Why.values().length - 1)]);
    }
    in.end();
  }
}
