package atoll.workspace.sim;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Supply;
import atoll.workspace.Overheard;
import java.util.HashSet;
import java.util.Set;

/** Counts the entries that relays give to a device that lacks them. */
final class FromRelays {
  private record Place(ReplicaId log, long number) {}

  private final Teammate mate;
  private final Set<Place> given = new HashSet<>();
  private final Set<Place> onlyThere = new HashSet<>();

  FromRelays(Teammate mate) {
    this.mate = mate;
  }

  /** How many. */
  int given() {
    return given.size();
  }

  /** How many of them nobody else had whom the device met then. */
  int onlyThere() {
    return onlyThere.size();
  }

  private void received(PeerId from, byte[] message) {
    mate.at(from).filter(RelayMachine.class::isInstance).ifPresent(relay -> {
      try {
        if (Messages.decode(message) instanceof Supply supply) {
          for (byte[] envelope : supply.envelopes()) {
            count(relay, Envelope.parse(envelope).header());
          }
        }
      } catch (RejectedException e) {
        throw new AssertionError("a relay says what means nothing", e);
      }
    });
  }

  private void count(Machine relay, Envelope.Header header) {
    if (holds(mate, header)) {
      return;
    }
    Place place = new Place(header.log(), header.number());
    given.add(place);
    if (mate.machines.stream()
        .noneMatch(other -> !other.equals(mate)
            && !other.equals(relay)
            && mate.meets(other)
            && holds(other, header))) {
      onlyThere.add(place);
    }
  }

  private static boolean holds(Machine machine, Envelope.Header header) {
    return machine.store.head(header.log()).count() > header.number();
  }

  /** The same link, listened to. */
  Link over(Link link) {
    return new Overheard(link, message -> {}, this::received);
  }
}
