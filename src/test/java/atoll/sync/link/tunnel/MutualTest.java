package atoll.sync.link.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.Waiting;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who lets whom in, as the tunnels of two devices know it without waiting for their members. */
class MutualTest {
  private static final AtomicInteger NEXT_HOST = new AtomicInteger();
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {2}));
  private static final long PATIENCE_SECONDS = 20;
  private static final int VAIN_CALLS = 4;

  private final List<Device> devices = new ArrayList<>();

  private final class Device implements TunnelEvents {
    final InetAddress loopback;
    final TunnelIdentity identity = TunnelIdentity.generate();
    final AtomicInteger changes = new AtomicInteger();
    volatile int reachable;
    final Doorway doorway;
    final Tunnel tunnel;

    Device(String... join) throws IOException {
      loopback = InetAddress.getByName("127.0.10." + NEXT_HOST.incrementAndGet());
      doorway = new Doorway(new DoorwayOptions(loopback, 0, false, loopback), identity);
      tunnel = new Tunnel(new TunnelOptions(WORKSPACE, List.of(join), List.of()), doorway, this);
      devices.add(this);
    }

    boolean isMutual(Device other) {
      return tunnel.isMutual(other.tunnel.memberPort());
    }

    String address() {
      return loopback.getHostAddress() + ":" + doorway.port();
    }

    /** Told after what stands for the other's member is there. */
    @Override
    public void reachable(List<String> addresses) {
      reachable = addresses.size();
    }

    @Override
    public void mutualChanged() {
      changes.incrementAndGet();
    }
  }

  @AfterEach
  void close() {
    for (Device device : devices) {
      device.tunnel.close();
      device.doorway.close();
    }
  }

  @Test
  void removed_isNoPeerThereAtOnce_andNoneHereOnceItsMemberCalled() throws IOException {
    Device ann = new Device();
    Device bob = met(ann);
    ann.tunnel.allow(Guests.NONE);
    assertFalse(ann.isMutual(bob), "who was removed is no peer once that was said");
    // As its member does when its connection was cut. The record of its removal does not reach it.
    try (Socket call = new Socket(bob.loopback, ann.tunnel.memberPort())) {
      assertEquals(-1, call.getInputStream().read());
    }
    assertFalse(bob.isMutual(ann), "who was refused knows it before its member does");
    assertTrue(bob.changes.get() > 0, "and says it");
  }

  @Test
  void letInAgain_isMutualOnceItWasCalled() throws IOException {
    Device ann = new Device();
    Device bob = met(ann);
    ann.tunnel.allow(Guests.NONE);
    bob.tunnel.hint(ann.address());
    try (Socket call = new Socket(bob.loopback, ann.tunnel.memberPort())) {
      assertEquals(-1, call.getInputStream().read());
    }
    assertFalse(bob.isMutual(ann));
    int before = bob.changes.get();
    ann.tunnel.allow(Guests.of(Set.of(bob.identity.pin())));
    assertTrue(await(() -> bob.isMutual(ann) && ann.isMutual(bob)), "they met again");
    assertTrue(bob.changes.get() > before);
  }

  @Test
  void callsInVain_areFewHoweverFastTheMemberCallsAgain() throws IOException {
    Device ann = new Device();
    Device bob = met(ann);
    ann.tunnel.allow(Guests.NONE);
    long began = System.nanoTime();
    for (int i = 0; i < VAIN_CALLS; i++) {
      try (Socket call = new Socket(bob.loopback, ann.tunnel.memberPort())) {
        assertEquals(-1, call.getInputStream().read());
      }
    }
    long took = System.nanoTime() - began;
    assertTrue(took >= VAIN_CALLS * Forwarder.VAIN_NANOS, VAIN_CALLS + " took " + took + " ns");
  }

  @Test
  void whoWasTurnedAway_isNamedOnce() throws IOException {
    Device ann = new Device();
    Device bob = met(ann);
    ann.tunnel.turnedAway();
    ann.tunnel.allow(Guests.NONE);
    try (Socket call = new Socket(bob.loopback, ann.tunnel.memberPort())) {
      assertEquals(-1, call.getInputStream().read());
    }
    assertEquals(Set.of(bob.identity.pin()), ann.tunnel.turnedAway());
    assertEquals(Set.of(), bob.tunnel.turnedAway());
  }

  @Test
  void memberOfAPortThatIsNotKnown_isNoPeer() throws IOException {
    Device ann = new Device();
    Device bob = met(ann);
    assertFalse(ann.tunnel.isMutual(bob.tunnel.memberPort() + 1));
    assertFalse(ann.tunnel.isMutual(ann.tunnel.memberPort()));
  }

  /** Another device, once both know each other. */
  private Device met(Device ann) throws IOException {
    ann.tunnel.start();
    Device bob = new Device(ann.address());
    ann.tunnel.allow(Guests.of(Set.of(bob.identity.pin())));
    bob.tunnel.allow(Guests.of(Set.of(ann.identity.pin())));
    bob.tunnel.start();
    assertTrue(await(() -> ann.reachable == 1 && bob.reachable == 1), "they did not meet");
    assertTrue(ann.isMutual(bob) && bob.isMutual(ann));
    return bob;
  }

  private static boolean await(BooleanSupplier condition) {
    return Waiting.until(condition, PATIENCE_SECONDS);
  }
}
