package atoll.sync.link.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.EpochKey;
import atoll.sync.Subscription;
import atoll.sync.sim.PlayedTime;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Finders in one network that is played, with a clock that is played. */
class LanFinderTest {
  private static final int PORT = 4000;

  private final Random random = new Random(3);
  private final EpochKey garden = EpochKey.generate(random);
  private final EpochKey turned = EpochKey.generate(random);
  private final EpochKey other = EpochKey.generate(random);
  private final Net net = new Net();
  private final PlayedTime time = new PlayedTime(1_000_000);

  @Test
  void membersOfOneWorkspace_hearWhereTheOthersAre_andNobodyElseDoes() {
    Device ann = new Device(1, List.of(garden));
    Device bob = new Device(2, List.of(garden, other));
    Device eve = new Device(3, List.of(EpochKey.generate(random)));
    time.run(3_000);
    assertEquals(List.of(List.of("10.0.0.2:4002")), ann.found);
    assertEquals(List.of(List.of("10.0.0.1:4001"), List.of()), bob.found);
    assertEquals(List.of(List.of()), eve.found);
  }

  @Test
  void twoInstancesOfOneMachine_findEachOther_andNotThemselves() {
    Device one = new Device(1, List.of(garden));
    Device two = new Device(1, 5000, List.of(garden));
    time.run(3_000);
    assertEquals(List.of(List.of("10.0.0.1:5000")), one.found);
    assertEquals(List.of(List.of("10.0.0.1:4001")), two.found);
  }

  @Test
  void whoMissedTheTurningOfTheKey_isKnownByTheOldOne_andDoesNotKnowTheNewOne() {
    Device behind = new Device(1, List.of(garden));
    Device ahead = new Device(2, List.of());
    ahead.keys.getFirst().addAll(List.of(garden, turned));
    time.run(10_000);
    assertEquals(List.of(List.of("10.0.0.1:4001")), ahead.found);
    assertEquals(List.of(List.of()), behind.found);
  }

  @Test
  void moreWorkspacesThanOneAnnouncementHolds_areAllFound() {
    List<EpochKey> many = new ArrayList<>();
    for (int i = 0; i < 2 * Announcement.MOST_TAGS + 1; i++) {
      many.add(EpochKey.generate(random));
    }
    Device ann = new Device(1, many);
    Device bob = new Device(2, many.reversed());
    time.run(3_000);
    assertTrue(ann.found.stream().allMatch(List.of("10.0.0.2:4002")::equals), ann.found.toString());
    assertTrue(bob.found.stream().allMatch(List.of("10.0.0.1:4001")::equals), bob.found.toString());
  }

  @Test
  void announcements_sayNothingThatRepeats_whateverTheyAnnounce() {
    new Device(1, List.of(garden));
    new Device(2, List.of(garden));
    new Device(3, List.of());
    new Device(4, List.of(garden, other, turned));
    time.run(200_000);
    assertTrue(net.said.size() > 20, net.said.size() + " announcements");
    Set<String> pieces = new HashSet<>();
    for (byte[] said : net.said) {
      assertEquals(Announcement.SIZE_BYTES, said.length);
      for (int from = 8; from < said.length; from += from == 24 ? 2 : 16) {
        if (from != 24) {
          assertTrue(pieces.add(Arrays.toString(Arrays.copyOfRange(said, from, from + 16))));
        }
      }
    }
  }

  @Test
  void calm_isAnnouncedEveryHalfMinute_andAtOnceAfterSleepOrInAnotherNetwork() {
    Device ann = new Device(1, List.of(garden));
    time.run(10_000);
    net.said.clear();
    time.run(300_000);
    assertTrue(net.said.size() >= 10 && net.said.size() <= 16, net.said.size() + " in 5 minutes");
    net.said.clear();
    time.wallAhead(3_600_000);
    time.run(2_500);
    assertFalse(net.said.isEmpty(), "it woke");
    time.run(10_000);
    net.said.clear();
    ann.host = 9;
    time.run(6_000);
    assertFalse(net.said.isEmpty(), "it has another address");
    Device late = new Device(2, List.of(garden));
    time.run(40_000);
    assertTrue(late.found.getFirst().contains("10.0.0.9:4001"));
  }

  @Test
  void aPlaceThatIsAnnouncedAgainAndAgain_isToldNowAndThen() {
    Device ann = new Device(1, List.of(garden));
    new Device(2, List.of(garden));
    time.run(300_000);
    int times = ann.found.getFirst().size();
    assertTrue(times >= 9 && times <= 15, times + " times in five minutes");
  }

  @Test
  void saidAgainFromElsewhere_orChanged_isNotUnderstood() throws Exception {
    new Device(2, List.of(garden));
    time.run(3_000);
    byte[] genuine = net.said.getFirst();
    Device ann = new Device(1, List.of(garden));
    ann.finder.close();
    net.hears(ann, address(66), genuine);
    byte[] changed = genuine.clone();
    changed[25]++;
    net.hears(ann, address(2), changed);
    net.hears(ann, address(2), Arrays.copyOf(genuine, genuine.length - 1));
    net.hears(ann, address(2), new byte[0]);
    time.run(100);
    assertEquals(List.of(List.of()), ann.found);
  }

  @Test
  void floodOfForgedAnnouncements_isMostlyDroppedUnread() throws Exception {
    Device ann = new Device(1, List.of(garden));
    time.run(5_000);
    ann.asked = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] forged = Announcement.write(random, address(i % 200), PORT, List.of(other));
      net.hears(ann, address(3 + i % 200), forged);
    }
    time.run(900);
    assertTrue(ann.asked <= Budget.MOST_A_SECOND, ann.asked + " were understood");
    assertTrue(ann.asked > 0, "the guard: some are listened to");
    time.run(2_000);
    new Device(2, List.of(garden));
    time.run(3_000);
    assertEquals(List.of(List.of("10.0.0.2:4002")), ann.found, "afterwards all is well");
  }

  @Test
  void memberThatInventsPlaces_isHeardWithinLimits() throws Exception {
    Device ann = new Device(1, List.of(garden));
    for (int i = 0; i < 1_000; i++) {
      int from = 3 + i % 250;
      net.hears(
          ann, address(from), Announcement.write(random, address(from), PORT + i, List.of(garden)));
      time.run(10);
    }
    int found = ann.found.getFirst().size();
    assertTrue(found > 0 && found <= LanFinder.MOST_FOUND, found + " places in ten seconds");
  }

  @Test
  void closedOrGivenUp_saysAndHearsNothing() throws Exception {
    Device ann = new Device(1, List.of(garden));
    Device bob = new Device(2, List.of(garden));
    bob.subscriptions.forEach(Subscription::close);
    time.run(10_000);
    assertEquals(List.of(List.of()), bob.found);
    assertEquals(List.of(List.of()), ann.found);
    assertFalse(net.said.isEmpty(), "the guard: Ann said something");
    ann.finder.close();
    net.said.clear();
    time.run(100_000);
    assertEquals(List.of(), net.said);
  }

  private static InetAddress address(int host) {
    return InetAddress.ofLiteral("10.0.0." + host);
  }

  /** One instance. */
  private final class Device implements Air {
    final List<List<EpochKey>> keys = new ArrayList<>();
    final List<List<String>> found = new ArrayList<>();
    final List<Subscription> subscriptions = new ArrayList<>();
    final LanFinder finder;
    int host;
    int asked;
    Ears ears = (from, said) -> {};

    Device(int host, List<EpochKey> each) {
      this(host, PORT + host, each);
    }

    /** @param each the key of each of its workspaces; none for one without a key yet */
    Device(int host, int port, List<EpochKey> each) {
      this.host = host;
      finder = new LanFinder(this, () -> port, time, random);
      finder.start();
      each.forEach(key -> look(new ArrayList<>(List.of(key))));
      if (each.isEmpty()) {
        look(new ArrayList<>());
      }
    }

    private void look(List<EpochKey> ring) {
      List<String> places = new ArrayList<>();
      keys.add(ring);
      found.add(places);
      subscriptions.add(finder.find(
          () -> {
            asked++;
            return ring;
          },
          places::add));
    }

    @Override
    public void open(Ears hears) {
      ears = hears;
      net.devices.add(this);
    }

    @Override
    public List<InetAddress> here() {
      return List.of(address(host));
    }

    @Override
    public void say(InetAddress from, byte[] bytes) {
      net.said.add(bytes);
      List.copyOf(net.devices).forEach(device -> device.ears.heard(from, bytes));
    }

    @Override
    public void close() {
      net.devices.remove(this);
    }
  }

  private static final class Net {
    final Set<Device> devices = new HashSet<>();
    final List<byte[]> said = new ArrayList<>();

    void hears(Device device, InetAddress from, byte[] bytes) {
      device.ears.heard(from, bytes);
    }
  }
}
