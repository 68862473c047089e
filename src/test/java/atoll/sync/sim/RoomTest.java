package atoll.sync.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteWriter;
import atoll.store.WorkspaceStore;
import atoll.sync.Entries;
import atoll.sync.StoringInbox;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.SyncStatus;
import atoll.sync.Witness;
import atoll.sync.link.Link;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Room;
import atoll.sync.protocol.Room.Quota;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that takes a hundred bytes and no more, and one that writes. */
class RoomTest {
  private static final int MOST_BYTES = 100;
  private static final ReplicaId SMALL = new ReplicaId(99);

  private final World world = new World(12);
  private final Relay relay = new Relay(world);
  private final SimDevice writer = new SimDevice(world, "writer");

  @BeforeEach
  void setTheClocks() {
    // A start begins to count at the time of day, which nowhere is before 1970.
    relay.setClock(1_000_000_000);
  }

  @Test
  void full_isSaidAtOnce_andAgainToWhoStartsAnew() {
    world.run(10_000);
    assertEquals(Optional.of(new Quota(MOST_BYTES, false)), room());
    writer.write(new byte[60]);
    world.run(5_000);
    assertEquals(Optional.of(new Quota(MOST_BYTES, false)), room());
    writer.write(new byte[60]);
    world.run(5_000);
    assertEquals(Optional.of(new Quota(MOST_BYTES, true)), room());
    writer.crash();
    world.run(10_000);
    assertEquals(Optional.of(new Quota(MOST_BYTES, true)), room());
    relay.mostBytes = 2 * MOST_BYTES;
    relay.crash();
    world.run(30_000);
    assertEquals(Optional.of(new Quota(2 * MOST_BYTES, false)), room());
  }

  @Test
  void wordOfSomebodyElse_isNotBelieved() {
    world.run(10_000);
    byte[] device = new ByteWriter().i64(SMALL.value()).toBytes();
    relay.link.broadcast(
        Messages.encode(new Room(device, Long.MAX_VALUE / 2, new Quota(5, true), new byte[] {1})));
    world.run(5_000);
    assertEquals(Optional.of(new Quota(MOST_BYTES, false)), room());
  }

  private Optional<Quota> room() {
    return writer.session().status().devices().stream()
        .findFirst()
        .flatMap(SyncStatus.Device::quota);
  }

  private static final class Relay extends SimProcess {
    private final WorkspaceStore store = Entries.store();
    private int mostBytes = MOST_BYTES;

    Relay(World world) {
      super(world, "relay");
      open();
    }

    @Override
    protected void begin(Link link, SyncRuntime runtime) {
      StoringInbox inbox = new StoringInbox(store, entry -> true, 0, mostBytes);
      new SyncSession(
              SimProcess.SMALL_SIZES,
              Entries.WORKSPACE,
              store,
              inbox,
              link,
              runtime,
              Witness.unsigned(SMALL))
          .start();
    }
  }
}
