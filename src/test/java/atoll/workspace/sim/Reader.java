package atoll.workspace.sim;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.sync.Inbox;
import atoll.sync.Receipt;
import atoll.sync.SyncOptions;
import atoll.sync.SyncSession;
import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Announce;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Supply;
import atoll.sync.protocol.Want;
import atoll.sync.sim.PlayedTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A replica that hears entries from peers, one by one, through a session as an instance has it. */
final class Reader {
  static final PeerId PEER = new PeerId(1, 1);
  /** Who brings what is forged. */
  static final PeerId FORGER = new PeerId(3, 3);

  private static final long MORE_THAN_A_REFUSAL_LASTS_MILLIS = 6 * 60_000;
  private static final long MOMENT_MILLIS = 100;

  private final PlayedTime time = new PlayedTime(0);
  private Colleague colleague;
  private OneWay link = new OneWay();
  private SyncSession session;
  private Map<PeerId, List<Envelope>> brought = Map.of();
  private final TreeMap<String, String> refused = new TreeMap<>();

  Reader(Colleague colleague) {
    this.colleague = colleague;
    this.session = begin();
  }

  private SyncSession begin() {
    SyncSession begun = new SyncSession(
        SyncOptions.DEFAULT,
        colleague.membership.membership().workspace(),
        colleague.store,
        new Noting(),
        link,
        time);
    begun.start();
    time.run(MOMENT_MILLIS);
    return begun;
  }

  /** Hears entries of one log in one message. */
  void hears(PeerId from, List<Envelope> entries) {
    Envelope last = entries.getLast();
    link.says(
        from,
        Messages.encode(new Announce(
            last.header().log(),
            last.header().number() + 1,
            entries.stream().map(Envelope::toBytes).toList())));
    time.run(MOMENT_MILLIS);
  }

  /**
   * Hears entries in an order, again and again until nothing new comes of it.
   *
   * @param from who brings an entry
   */
  void hears(List<Envelope> entries, Function<Envelope, PeerId> from) {
    brought = entries.stream().distinct().collect(Collectors.groupingBy(from));
    String before;
    do {
      before = colleague.store.clock() + " " + session.status().forks();
      refused.clear();
      long noise = session.status().noise();
      for (Envelope entry : entries) {
        hears(from.apply(entry), List.of(entry));
      }
      refused.put("noise", Long.toString(session.status().noise() - noise));
      time.run(MORE_THAN_A_REFUSAL_LASTS_MILLIS);
    } while (!before.equals(colleague.store.clock() + " " + session.status().forks()));
    session.close();
    if (colleague.hasLost()) {
      // As at the next start.
      colleague = colleague.goneOn();
      link = new OneWay();
      session = begin();
      hears(entries, from);
    }
  }

  /** All that must be the same on every replica. */
  String state() {
    String text = colleague.text();
    colleague.open();
    return "text " + text + ", after a restart " + colleague.text() + ", " + colleague.store.clock()
        + ", roles " + colleague.roles() + ", refused " + refused + ", written twice "
        + session.status().forks();
  }

  String text() {
    return colleague.text();
  }

  /** The refusals of the last round: noise and who said what. */
  SortedMap<String, String> refused() {
    return refused;
  }

  SyncSession session() {
    return session;
  }

  WorkspaceStore store() {
    return colleague.store;
  }

  private final class Noting implements Inbox {
    @Override
    public Receipt receive(List<Envelope> entries) {
      Receipt receipt = colleague.funnel.receive(entries);
      receipt
          .refused()
          .forEach(each -> refused.put(each.log() + " " + each.number(), each.reason()));
      return receipt;
    }

    @Override
    public boolean presence(PeerId from, byte[] beat) {
      return true;
    }

    @Override
    public boolean genuine(Envelope entry) {
      return colleague.isGenuine(entry);
    }

    @Override
    public boolean superseded(Envelope entry) {
      return colleague.isSuperseded(entry);
    }

    @Override
    public boolean settled(ReplicaId log, long number) {
      return colleague.isSettled(log, number);
    }
  }

  /** What a peer has of entries that are held here too: the questions by which it is found where two versions part. */
  private List<Envelope> compared(PeerId peer, Want want) {
    return want.ranges().stream()
        .filter(range -> range.to() <= colleague.store.head(range.log()).count())
        .flatMap(range -> brought.getOrDefault(peer, List.of()).stream()
            .filter(entry -> entry.header().log().equals(range.log())
                && entry.header().number() >= range.from()
                && entry.header().number() < range.to()))
        .toList();
  }

  /** From the peers to the session; of what the session says they hear only what compares entries. */
  private final class OneWay implements Link {
    private Optional<LinkListener> listener = Optional.empty();

    void says(PeerId from, byte[] message) {
      listener.orElseThrow().received(from, message);
    }

    @Override
    public PeerId self() {
      return new PeerId(2, 2);
    }

    @Override
    public void start(LinkListener started) {
      listener = Optional.of(started);
      started.changed(peers());
    }

    @Override
    public Set<PeerId> peers() {
      return Set.of(PEER, FORGER);
    }

    @Override
    public void broadcast(byte[] message) {}

    @Override
    public void send(PeerId to, byte[] message) {
      try {
        if (Messages.decode(message) instanceof Want want) {
          List<byte[]> entries =
              compared(to, want).stream().map(Envelope::toBytes).toList();
          if (!entries.isEmpty()) {
            says(to, Messages.encode(new Supply(want.request(), 0, true, entries)));
          }
        }
      } catch (RejectedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {}
  }
}
