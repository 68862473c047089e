package atoll.sync.sim;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.sync.Entries;
import atoll.sync.Inbox;
import atoll.sync.Receipt;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.Witness;
import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Message;
import atoll.sync.protocol.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A device of a simulation: a store that survives, and a session over it. */
final class SimDevice extends SimProcess implements Inbox {
  final ReplicaId id;
  ReplicaId log;
  private SyncSession session;
  final WorkspaceStore store = Entries.store();
  final Map<PeerId, byte[]> seen = new HashMap<>();
  boolean genuine = true;

  /** What the team goes on with where a log was written twice. */
  Optional<Envelope> chosen = Optional.empty();

  /** Whether it cannot open where others are. */
  boolean lacksKey;

  int faultPerMille;
  int refusalPerMille;

  SimDevice(World world, String name) {
    super(world, name);
    this.id = new ReplicaId(world.random.nextLong());
    this.log = id;
    open();
  }

  @Override
  protected void begin(Link link, SyncRuntime runtime) {
    session = new SyncSession(
        SMALL_SIZES, Entries.WORKSPACE, store, this, link, runtime, Witness.unsigned(id));
    session.start();
  }

  /** The session of the process that runs. */
  SyncSession session() {
    return session;
  }

  @Override
  public void crash() {
    seen.clear();
    super.crash();
  }

  /** From now on the test speaks for this device. */
  void puppet(Consumer<Message> hears) {
    silence();
    link.start(new LinkListener() {
      @Override
      public void received(PeerId from, byte[] message) {
        try {
          hears.accept(Messages.decode(message));
        } catch (RejectedException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public void changed(Set<PeerId> peers) {}
    });
  }

  void write(byte[]... bodies) {
    List<Envelope> entries = Entries.following(store, log, bodies);
    Entries.append(store, entries);
    world.tally.written += entries.size();
    session().stored(entries);
  }

  @Override
  public Receipt receive(List<Envelope> entries) {
    if (world.chance(faultPerMille)) {
      world.tally.storeFaults++;
      throw new StoreException("the disk is full");
    }
    if (world.chance(refusalPerMille)) {
      world.tally.refusals++;
      Envelope.Header first = entries.getFirst().header();
      Entries.append(
          store,
          entries.stream().filter(e -> !e.header().log().equals(first.log())).toList());
      return new Receipt(List.of(new Receipt.Refusal(first.log(), first.number(), "a test")));
    }
    world.tally.received += entries.size();
    Entries.append(store, entries);
    return Receipt.ALL;
  }

  @Override
  public boolean genuine(Envelope entry) {
    return genuine;
  }

  @Override
  public boolean superseded(Envelope entry) {
    return chosen
        .filter(each -> isBeside(each, entry.header().log(), entry.header().number()))
        .filter(each -> !each.hash().equals(entry.hash()))
        .isPresent();
  }

  @Override
  public boolean settled(ReplicaId at, long number) {
    return chosen
        .filter(each -> isBeside(each, at, number))
        .filter(each -> store.entries(new LogRange(at, number, number + 1), 1).stream()
            .anyMatch(held -> held.hash().equals(each.hash())))
        .isPresent();
  }

  private static boolean isBeside(Envelope entry, ReplicaId log, long number) {
    return entry.header().log().equals(log) && entry.header().number() == number;
  }

  @Override
  public boolean presence(PeerId from, byte[] beat) {
    if (beat.length == 0) {
      seen.remove(from);
    } else if (lacksKey) {
      return false;
    } else {
      seen.put(from, beat);
    }
    return true;
  }
}
