package atoll.workspace.people;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.identity.joining.Offer;
import atoll.store.WorkspaceStore;
import java.time.Instant;
import java.util.ArrayList;
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

  Offers(WorkspaceStore store) {
    this.store = store;
    store.property(PROPERTY).ifPresent(bytes -> {
      try {
        read(bytes).forEach(offer -> open.put(offer.secret().name(), offer));
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "The open invitations cannot be read; make new ones", e);
      }
    });
  }

  void add(Offer offer, Instant now) {
    open.values().removeIf(old -> old.expires().isBefore(now));
    open.put(offer.secret().name(), offer);
    keep();
  }

  Optional<Offer> find(Hash name, Instant now) {
    return Optional.ofNullable(open.get(name)).filter(offer -> !offer.expires().isBefore(now));
  }

  void remove(Hash name) {
    open.remove(name);
    keep();
  }

  private void keep() {
    ByteWriter out = new ByteWriter();
    out.varint(open.size());
    open.values().forEach(offer -> out.blob(offer.toBytes()));
    store.putProperty(PROPERTY, out.toBytes());
  }

  private static List<Offer> read(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    List<Offer> offers = new ArrayList<>();
    int count = in.count(MOST);
    for (int i = 0; i < count; i++) {
      offers.add(Offer.read(in.blob(MOST_BYTES)));
    }
    in.end();
    return offers;
  }
}
