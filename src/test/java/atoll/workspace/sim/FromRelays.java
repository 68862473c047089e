package atoll.workspace.sim;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Supply;
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
    return new Listened(link);
  }

  private final class Listened implements Link {
    private final Link link;

    Listened(Link link) {
      this.link = link;
    }

    @Override
    public PeerId self() {
      return link.self();
    }

    @Override
    public void start(LinkListener listener) {
      link.start(new LinkListener() {
        @Override
        public void received(PeerId from, byte[] message) {
          FromRelays.this.received(from, message);
          listener.received(from, message);
        }

        @Override
        public void changed(Set<PeerId> peers) {
          listener.changed(peers);
        }
      });
    }

    @Override
    public Set<PeerId> peers() {
      return link.peers();
    }

    @Override
    public void broadcast(byte[] message) {
      link.broadcast(message);
    }

    @Override
    public void send(PeerId to, byte[] message) {
      link.send(to, message);
    }

    @Override
    public void close() {
      link.close();
    }
  }
}
