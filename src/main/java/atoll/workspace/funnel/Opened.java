package atoll.workspace.funnel;

import atoll.crdt.RejectedException;
import atoll.store.Envelope;
import atoll.workspace.seal.EntrySeal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An entry that came, and what it says. Opening many of them is most of the work that can be done before they have an order, so
 * it is done by all processors, and before the funnel's thread is asked for anything.
 */
final class Opened {
  /** Fewer are opened sooner than others can be asked to help. */
  private static final int MANY = 32;

  private final Envelope entry;
  private final Optional<Payload> payload;
  private final Optional<RejectedException> rejection;

  private Opened(Envelope entry, Optional<Payload> payload, Optional<RejectedException> rejection) {
    this.entry = entry;
    this.payload = payload;
    this.rejection = rejection;
  }

  /** Opens entries that were checked; in their order. */
  static List<Opened> all(List<Envelope> entries, EntrySeal seal) {
    Stream<Envelope> stream = entries.size() < MANY ? entries.stream() : entries.parallelStream();
    return stream.map(entry -> of(entry, seal)).toList();
  }

  private static Opened of(Envelope entry, EntrySeal seal) {
    if (entry.header().suite() == Envelope.SUITE_SIGNED) {
      return new Opened(entry, Optional.empty(), Optional.empty());
    }
    try {
      return new Opened(entry, Optional.of(Payload.parse(seal.open(entry))), Optional.empty());
    } catch (RejectedException e) {
      return new Opened(entry, Optional.empty(), Optional.of(e));
    }
  }

  Envelope entry() {
    return entry;
  }

  /**
   * The changes in it; nothing if it holds records of the membership.
   *
   * @throws RejectedException if it cannot be opened, or says nothing that can be read
   */
  Optional<Payload> payload() throws RejectedException {
    if (rejection.isPresent()) {
      throw rejection.get();
    }
    return payload;
  }
}
