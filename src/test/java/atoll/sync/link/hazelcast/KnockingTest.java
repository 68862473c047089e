package atoll.sync.link.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.Waiting;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope;
import atoll.sync.Inbox;
import atoll.sync.Receipt;
import atoll.sync.SyncThread;
import atoll.sync.link.PeerId;
import atoll.sync.link.Recorder;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.DoorwayOptions;
import atoll.sync.link.tunnel.Guests;
import atoll.sync.link.tunnel.TunnelEvents;
import atoll.sync.link.tunnel.TunnelIdentity;
import atoll.sync.link.tunnel.TunnelOptions;
import atoll.sync.protocol.Ask;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Devices that ask at each other's doorways, over TLS. */
@Tag("slow")
class KnockingTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {3}));
  private static final long PATIENCE_SECONDS = 30;
  private static final int MANY = 10_000;

  private final List<Device> devices = new ArrayList<>();

  private final class Device implements Inbox {
    final TunnelIdentity identity = TunnelIdentity.generate();
    final Map<Hash, byte[]> records = new LinkedHashMap<>();
    final SyncThread runtime = new SyncThread("knocking");
    final int wanted;
    final Doorway doorway;
    final TunneledLink link;

    /** @param wanted it asks as long as it has fewer records */
    Device(int wanted, List<Device> allowed, List<String> join) throws Exception {
      this.wanted = wanted;
      InetAddress loopback = InetAddress.getByName("127.0.0.1");
      doorway = new Doorway(new DoorwayOptions(loopback, 0, false, loopback), identity);
      link = new TunneledLink(
          new TunnelOptions(WORKSPACE, join, List.of()),
          doorway,
          guests(allowed),
          HazelcastEvents.NONE,
          TunnelEvents.NONE);
      new Knocking(this, link, runtime).begin();
      devices.add(this);
    }

    Device start() {
      link.start(new Recorder());
      return this;
    }

    String address() {
      return "127.0.0.1:" + doorway.port();
    }

    @Override
    public Receipt receive(List<Envelope> entries) {
      return Receipt.ALL;
    }

    @Override
    public boolean presence(PeerId from, byte[] beat) {
      return true;
    }

    @Override
    public Optional<byte[]> asks() {
      return roll().size() < wanted ? Optional.of(Ask.RECORDS) : Optional.empty();
    }

    @Override
    public List<byte[]> roll() {
      synchronized (records) {
        return List.copyOf(records.values());
      }
    }

    @Override
    public void roll(List<byte[]> some) {
      synchronized (records) {
        some.forEach(record -> records.putIfAbsent(Hash.of(record), record));
      }
    }
  }

  @AfterEach
  void close() {
    for (Device device : devices) {
      device.link.close();
      device.doorway.close();
      device.runtime.close();
    }
  }

  @Test
  void largeMembership_comesWholeByAKnock() throws Exception {
    Device owner = new Device(0, List.of(), List.of());
    owner.roll(records(MANY));
    owner.start();
    Device newcomer = new Device(MANY, List.of(owner), List.of(owner.address())).start();
    assertTrue(await(() -> newcomer.roll().size() == MANY), newcomer.roll().size() + " came");
    assertArrayEquals(owner.roll().getLast(), newcomer.roll().getLast());
  }

  @Test
  void whoTurnsSomebodyAway_asksForTheRecords() throws Exception {
    Device owner = new Device(0, List.of(), List.of());
    owner.roll(records(3));
    owner.start();
    Device relay = new Device(0, List.of(owner), List.of(owner.address())).start();
    var _ = new Device(0, List.of(relay), List.of(relay.address())).start();
    assertTrue(await(() -> relay.roll().size() == 3), "nobody told the relay");
  }

  private static Guests guests(List<Device> allowed) {
    return Guests.of(
        Set.copyOf(allowed.stream().map(device -> device.identity.pin()).toList()));
  }

  private static List<byte[]> records(int count) {
    Random random = new Random(count);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[300];
      random.nextBytes(record);
      records.add(record);
    }
    return records;
  }

  private static boolean await(BooleanSupplier condition) {
    return Waiting.until(condition, PATIENCE_SECONDS);
  }
}
