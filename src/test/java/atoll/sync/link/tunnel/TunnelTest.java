package atoll.sync.link.tunnel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.Waiting;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.SigningKey;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tunnels of machines that are played by addresses of loopback: each has one of its own for its member and its forwarders,
 * so that nobody reaches a member but through a tunnel.
 */
class TunnelTest {
  private static final AtomicInteger NEXT_HOST = new AtomicInteger(20);
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final long PATIENCE_SECONDS = 20;
  private static final String NOWHERE = "127.0.9.1";

  private final List<Machine> machines = new ArrayList<>();

  /** A machine with a tunnel and a member, which answers every byte with its name. */
  private final class Machine implements TunnelEvents {
    final char name;
    final TunnelIdentity identity;
    final InetAddress loopback;
    final Set<String> reachable = ConcurrentHashMap.newKeySet();
    volatile List<byte[]> known = List.of();
    final AtomicInteger moves = new AtomicInteger();
    final Doorway doorway;
    final Tunnel tunnel;

    @Nullable
    ServerSocket member;

    Machine(char name, TunnelIdentity identity, List<String> join, List<byte[]> known)
        throws IOException {
      this(name, identity, join, known, List.of());
    }

    /** @param hosts under which it says that it is met */
    Machine(
        char name,
        TunnelIdentity identity,
        List<String> join,
        List<byte[]> known,
        List<String> hosts)
        throws IOException {
      this.name = name;
      this.identity = identity;
      loopback = InetAddress.getByName("127.0.9." + NEXT_HOST.incrementAndGet());
      doorway = new Doorway(new DoorwayOptions(loopback, 0, false, loopback, hosts), identity);
      tunnel = new Tunnel(new TunnelOptions(WORKSPACE, join, known), doorway, this);
      machines.add(this);
    }

    void start() throws IOException {
      tunnel.start();
      openMember();
    }

    private void openMember() throws IOException {
      ServerSocket mine = new ServerSocket(tunnel.takeMemberPort(), 10, loopback);
      member = mine;
      Thread.ofVirtual().start(() -> {
        while (!mine.isClosed()) {
          try {
            Socket socket = mine.accept();
            Thread.ofVirtual().start(() -> answer(socket));
          } catch (IOException e) {
            return;
          }
        }
      });
    }

    private void answer(Socket socket) {
      try (socket) {
        while (socket.getInputStream().read() >= 0) {
          socket.getOutputStream().write(name);
        }
      } catch (IOException e) {
        return;
      }
    }

    void closeMember() throws IOException {
      if (member != null) {
        member.close();
      }
    }

    String address() {
      return loopback.getHostAddress() + ":" + doorway.port();
    }

    Socket to(Machine other) throws IOException {
      Socket socket = new Socket(loopback, other.tunnel.memberPort());
      socket.setSoTimeout(5_000);
      return socket;
    }

    @Override
    public void reachable(List<String> addresses) {
      reachable.clear();
      reachable.addAll(addresses);
    }

    @Override
    public void known(List<byte[]> entries) {
      known = entries;
    }

    @Override
    public void moved(int memberPort) {
      moves.incrementAndGet();
    }
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Machine machine : machines) {
      machine.tunnel.close();
      machine.doorway.close();
      machine.closeMember();
    }
  }

  @Test
  void threeWhoKnowOneAddress_reachEachOther() throws IOException {
    List<Machine> team = team(3);
    for (Machine from : team) {
      for (Machine to : team) {
        if (from != to) {
          assertTrue(await(() -> talks(from, to)), from.name + " to " + to.name);
        }
      }
    }
  }

  @Test
  void outsider_isRefusedByEverybody() throws IOException {
    List<Machine> team = team(2);
    Machine out =
        new Machine('x', TunnelIdentity.generate(), List.of(team.get(0).address()), List.of());
    out.tunnel.allow(
        Guests.of(Set.of(team.get(0).identity.pin(), team.get(1).identity.pin())));
    out.start();
    assertTrue(await(() -> team.get(0).doorway.refused() > 2));
    assertEquals(Set.of(), out.reachable);
    assertEquals(1, team.get(0).reachable.size());
    assertTrue(await(() -> talks(team.get(1), team.get(0))));
  }

  @Test
  void removed_isCutOffAtOnceStaysOutAndNoticesThatItIsRefused() throws IOException {
    List<Machine> team = team(3);
    Machine gone = team.get(2);
    assertTrue(await(() -> talks(gone, team.get(0)) && talks(gone, team.get(1))));
    try (Socket live = gone.to(team.get(0))) {
      live.getOutputStream().write(1);
      assertEquals('a', live.getInputStream().read());
      long before = System.nanoTime();
      for (Machine machine : team.subList(0, 2)) {
        machine.tunnel.allow(
            Guests.of(Set.of(team.get(0).identity.pin(), team.get(1).identity.pin())));
      }
      assertEquals(-1, readOrEnd(live));
      long millis = (System.nanoTime() - before) / 1_000_000;
      System.out.println("a removed device was cut off after " + millis + " ms");
      assertTrue(millis < 1_000);
    }
    assertFalse(talks(gone, team.get(0)));
    assertFalse(talks(gone, team.get(1)));
    assertTrue(await(gone.tunnel::wasRefused));
    assertTrue(await(() -> talks(team.get(0), team.get(1))));
    assertFalse(team.get(0).tunnel.wasRefused());
    assertEquals(1, team.get(0).reachable.size());
  }

  @Test
  void anotherMemberAtTheAddress_isNotCarriedTo() throws IOException {
    TunnelIdentity a = TunnelIdentity.generate();
    TunnelIdentity b = TunnelIdentity.generate();
    TunnelIdentity absent = TunnelIdentity.generate();
    Set<Hash> all = Set.of(a.pin(), b.pin(), absent.pin());
    Machine impostor = new Machine('b', b, List.of(), List.of());
    impostor.tunnel.allow(Guests.of(all));
    impostor.start();
    TunnelEntry false1 = TunnelEntry.make(absent, 1, 9_999, List.of(impostor.address()), List.of());
    Machine machine = new Machine('a', a, List.of(), List.of(false1.bytes()));
    machine.tunnel.allow(Guests.of(all));
    machine.start();
    try (Socket socket = new Socket(machine.loopback, 9_999)) {
      socket.getOutputStream().write(1);
      assertEquals(-1, readOrEnd(socket));
    }
  }

  @Test
  void restarted_findsTheOthersByWhatItKept() throws IOException {
    List<Machine> team = team(2);
    Machine second = team.get(1);
    assertTrue(await(() -> second.known.size() == 1));
    second.tunnel.close();
    second.doorway.close();
    second.closeMember();
    Machine again = new Machine('B', second.identity, List.of(), second.known);
    again.tunnel.allow(Guests.of(Set.of(team.get(0).identity.pin())));
    again.start();
    assertTrue(await(() -> talks(again, team.get(0)) && talks(team.get(0), again)));
  }

  @Test
  void manyWhoDoNotAnswer_areNotCalledReachableAndDoNotHoldUpThoseWhoDo() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getByName(NOWHERE))) {
      String nobody = NOWHERE + ":" + silent.getLocalPort();
      TunnelIdentity a = TunnelIdentity.generate();
      TunnelIdentity b = TunnelIdentity.generate();
      Set<Hash> all = new HashSet<>(Set.of(a.pin(), b.pin()));
      List<byte[]> known = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        TunnelIdentity absent = TunnelIdentity.generate();
        all.add(absent.pin());
        List<String> addresses = List.of(nobody, nobody, nobody);
        known.add(TunnelEntry.make(absent, 1, 9_000 + i, addresses, List.of()).bytes());
      }
      Machine first = new Machine('a', a, List.of(), known);
      first.tunnel.allow(Guests.of(all));
      first.start();
      Machine second = new Machine('b', b, List.of(first.address()), known);
      second.tunnel.allow(Guests.of(all));
      long before = System.nanoTime();
      second.start();
      assertTrue(await(() -> first.reachable.size() == 1 && second.reachable.size() == 1));
      long millis = (System.nanoTime() - before) / 1_000_000;
      assertTrue(millis < TunnelSockets.HANDSHAKE_MILLIS, "met after " + millis + " ms");
      assertTrue(talks(first, second) && talks(second, first));
    }
  }

  @Test
  void oneThatEnded_isReachableNoMore_andAgainOnceItIsBack() throws IOException {
    List<Machine> team = team(3);
    Machine gone = team.get(2);
    assertTrue(await(() -> talks(team.get(0), gone) && talks(gone, team.get(1))));
    gone.tunnel.close();
    gone.doorway.close();
    gone.closeMember();
    for (Machine machine : team.subList(0, 2)) {
      assertFalse(talks(machine, gone));
      assertTrue(await(() -> machine.reachable.size() == 1), "still called reachable");
    }
    Machine again = new Machine('C', gone.identity, List.of(), gone.known);
    again.tunnel.allow(
        Guests.of(Set.of(team.get(0).identity.pin(), team.get(1).identity.pin())));
    again.start();
    for (Machine machine : team.subList(0, 2)) {
      assertTrue(await(() -> machine.reachable.size() == 2), "not found again");
    }
  }

  @Test
  void samePortAsAnother_theGreaterPinMoves() throws IOException {
    TunnelIdentity a = TunnelIdentity.generate();
    TunnelIdentity b = TunnelIdentity.generate();
    TunnelIdentity lesser = a.pin().compareTo(b.pin()) < 0 ? a : b;
    TunnelIdentity greater = lesser == a ? b : a;
    for (TunnelIdentity own : List.of(lesser, greater)) {
      TunnelIdentity other = own == lesser ? greater : lesser;
      Machine machine = new Machine('a', own, List.of(), List.of());
      Set<Hash> both = Set.of(a.pin(), b.pin());
      machine.tunnel.allow(Guests.of(both));
      machine.start();
      int port = machine.tunnel.memberPort();
      Machine teller = new Machine('t', other, List.of(machine.address()), List.of());
      teller.tunnel.allow(Guests.of(both));
      teller.tunnel.start();
      machine.tunnel.learn(
          List.of(TunnelEntry.make(other, Long.MAX_VALUE / 2, port, List.of(), List.of())
              .bytes()));
      assertEquals(own == greater ? 1 : 0, machine.moves.get());
      assertEquals(own == greater, port != machine.tunnel.memberPort());
    }
  }

  @Test
  void memberPortTaken_anotherOneIsDrawnAndToldToTheOthers() throws IOException {
    List<Machine> team = team(2);
    Machine a = team.get(0);
    int before = a.tunnel.memberPort();
    a.tunnel.memberFailed();
    a.closeMember();
    assertNotEquals(before, a.tunnel.memberPort());
    a.openMember();
    assertTrue(await(() -> talks(team.get(1), a)));
  }

  @Test
  void memberFailedForAnotherReason_keepsItsPort() throws IOException {
    Machine machine = new Machine('a', TunnelIdentity.generate(), List.of(), List.of());
    machine.tunnel.start();
    int before = machine.tunnel.memberPort();
    machine.tunnel.memberFailed();
    assertEquals(before, machine.tunnel.memberPort());
  }

  @Test
  void noiseAtTheDoor_othersStillPass() throws IOException {
    List<Machine> team = team(2);
    Random random = new Random(3);
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Socket socket = new Socket(team.get(0).loopback, team.get(0).doorway.port());
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      try {
        socket.getOutputStream().write(noise);
      } catch (IOException e) {
        socket.close();
      }
      silent.add(socket);
    }
    assertTrue(await(() -> talks(team.get(1), team.get(0))));
    for (Socket socket : silent) {
      socket.close();
    }
  }

  @Test
  void holdersOfTheKey_meetWithoutKnowingEachOther_andNobodyElseDoes() throws IOException {
    Guests holders = new Guests(Set.of(), List.of(EpochKey.generate(new Random(1))), Set.of());
    List<Machine> team = new ArrayList<>();
    for (char name : new char[] {'a', 'b', 'c'}) {
      List<String> join = team.isEmpty() ? List.of() : List.of(team.get(0).address());
      Machine machine = new Machine(name, TunnelIdentity.generate(), join, List.of());
      machine.tunnel.allow(holders);
      machine.start();
      team.add(machine);
    }
    assertTrue(await(() -> talks(team.get(1), team.get(2)) && talks(team.get(2), team.get(0))));
    Machine out =
        new Machine('x', TunnelIdentity.generate(), List.of(team.get(0).address()), List.of());
    out.tunnel.allow(new Guests(Set.of(), List.of(EpochKey.generate(new Random(2))), Set.of()));
    out.start();
    assertTrue(await(() -> team.get(0).doorway.refused() > 2));
    assertEquals(Set.of(), out.reachable);
  }

  @Test
  void passOfSomebodyElse_opensNothing() {
    EpochKey key = EpochKey.generate(new Random(1));
    TunnelIdentity holder = TunnelIdentity.generate();
    TunnelIdentity thief = TunnelIdentity.generate();
    Pins pins = new Pins(TunnelIdentity.generate().pin());
    pins.allow(new Guests(Set.of(), List.of(key), Set.of()));
    assertFalse(pins.admits(thief.pin(), List.of(key.pass(holder.pin()))));
    assertTrue(pins.admits(holder.pin(), List.of(key.pass(holder.pin()))));
    pins.allow(new Guests(Set.of(), List.of(EpochKey.generate(new Random(2))), Set.of()));
    assertFalse(pins.allows(holder.pin()), "the key was turned");
  }

  @Test
  void oneDoorway_servesSeveralWorkspacesAndMixesNone() throws IOException {
    List<Machine> team = team(2);
    Machine a = team.get(0);
    WorkspaceId second = new WorkspaceId(Hash.of(new byte[] {2}));
    Set<Hash> onlyThis = Set.of(a.identity.pin());
    try (Tunnel private2 =
        new Tunnel(new TunnelOptions(second, List.of(), List.of()), a.doorway, TunnelEvents.NONE)) {
      private2.allow(Guests.of(onlyThis));
      private2.start();
      long before = a.doorway.refused();
      try (Tunnel curious = new Tunnel(
          new TunnelOptions(second, List.of(a.address()), List.of()),
          team.get(1).doorway,
          TunnelEvents.NONE)) {
        curious.allow(Guests.of(onlyThis));
        curious.start();
        assertTrue(await(() -> a.doorway.refused() > before));
        assertEquals(List.of(a.address()), curious.othersAddresses(), "only what it was told");
      }
    }
    assertTrue(await(() -> talks(team.get(1), a)));
  }

  @Test
  void stranger_mayAskOneThingOfSomebodyWhomItKnows_andComesNoFurther() throws IOException {
    List<Machine> team = team(2);
    Machine a = team.get(0);
    a.tunnel.answers((who, question) -> Optional.of(new byte[] {question[0], 7}));
    Machine newcomer = new Machine('n', TunnelIdentity.generate(), List.of(a.address()), List.of());
    newcomer.tunnel.allow(Guests.of(Set.of(a.identity.pin())));
    newcomer.start();
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    newcomer.tunnel.knock(new byte[] {5}, () -> Knock.once(answers::add));
    assertTrue(await(() -> !answers.isEmpty()));
    assertArrayEquals(new byte[] {5, 7}, answers.peek());
    assertEquals(Set.of(), newcomer.reachable);
    assertFalse(a.reachable.stream()
        .anyMatch(address -> address.endsWith(":" + newcomer.tunnel.memberPort())));
    a.tunnel.allow(Guests.of(Set.of(team.get(1).identity.pin(), newcomer.identity.pin())));
    assertTrue(await(() -> talks(newcomer, a)), "let in, it comes in by itself");
  }

  @Test
  void newcomerWhoIsLetIn_comesInWhereItWasAnswered_howeverManyAreAbsent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getByName(NOWHERE))) {
      Machine a = new Machine('a', TunnelIdentity.generate(), List.of(), List.of());
      a.tunnel.allow(Guests.of(Set.of()));
      a.tunnel.answers((who, question) -> Optional.of(question));
      a.start();
      List<String> join = new ArrayList<>();
      for (int i = 1; i < 20; i++) {
        join.add("127.0.9." + i + ":" + silent.getLocalPort());
      }
      join.add(a.address());
      Machine newcomer = new Machine('n', TunnelIdentity.generate(), join, List.of());
      newcomer.tunnel.allow(Guests.of(Set.of(a.identity.pin())));
      newcomer.start();
      BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
      newcomer.tunnel.knock(new byte[] {5}, () -> Knock.once(answers::add));
      assertTrue(await(() -> !answers.isEmpty()));

      long before = System.nanoTime();
      a.tunnel.allow(Guests.of(Set.of(newcomer.identity.pin())));
      newcomer.tunnel.allow(Guests.of(Set.of(a.identity.pin())));
      assertTrue(await(() -> newcomer.reachable.size() == 1));
      long millis = (System.nanoTime() - before) / 1_000_000;
      assertTrue(millis < 5_000, "not before its turn: " + millis + " ms");
    }
  }

  @Test
  void twoWhoReachOnlyARelay_talkThroughIt_untilOneOfThemIsRemoved() throws IOException {
    Machine relay = new Machine('r', TunnelIdentity.generate(), List.of(), List.of());
    Machine a = behind('a');
    Machine b = behind('b');
    Set<Hash> all = Set.of(relay.identity.pin(), a.identity.pin(), b.identity.pin());
    relay.tunnel.allow(Guests.of(all));
    relay.start();
    for (Machine machine : List.of(a, b)) {
      machine.tunnel.know(List.of(relay.address()));
      machine.tunnel.allow(new Guests(all, List.of(), Set.of(relay.identity.pin())));
      machine.start();
    }
    assertTrue(await(() -> talks(a, b) && talks(b, a)), "through the relay");
    assertTrue(talks(a, relay) && talks(b, relay), "and to the relay itself");
    for (int i = 0; i < 10; i++) {
      assertTrue(await(() -> talks(a, b)), "again and again");
    }
    try (Socket live = b.to(a)) {
      live.getOutputStream().write(1);
      assertEquals('a', live.getInputStream().read());
      a.tunnel.allow(Guests.of(Set.of(relay.identity.pin())));
      assertEquals(-1, readOrEnd(live));
    }
    assertFalse(talks(b, a));
  }

  @Test
  void newcomerWhoReachesOnlyARelay_asksWhoWaitsThere_andNobodyElse() throws IOException {
    Machine relay = new Machine('r', TunnelIdentity.generate(), List.of(), List.of());
    Machine a = behind('a');
    Set<Hash> all = Set.of(relay.identity.pin(), a.identity.pin());
    relay.tunnel.allow(Guests.of(all));
    relay.start();
    a.tunnel.answers((who, question) -> Optional.of(new byte[] {question[0], 7}));
    a.tunnel.know(List.of(relay.address()));
    a.tunnel.allow(new Guests(all, List.of(), Set.of(relay.identity.pin())));
    a.start();
    Machine newcomer = behind('n');
    newcomer.tunnel.know(List.of(relay.address()));
    newcomer.tunnel.allow(Guests.of(Set.of(a.identity.pin())));
    newcomer.start();
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    assertTrue(await(() -> {
      newcomer.tunnel.knock(new byte[] {5}, () -> Knock.once(answers::add));
      return !answers.isEmpty();
    }));
    assertArrayEquals(new byte[] {5, 7}, answers.peek());
    assertFalse(talks(newcomer, relay));

    Machine lost = behind('l');
    lost.tunnel.know(List.of(relay.address()));
    lost.tunnel.allow(Guests.of(Set.of(TunnelIdentity.generate().pin())));
    lost.start();
    BlockingQueue<byte[]> none = new LinkedBlockingQueue<>();
    long refused = relay.doorway.refused();
    lost.tunnel.knock(new byte[] {5}, () -> Knock.once(none::add));
    assertTrue(await(() -> relay.doorway.refused() > refused));
    assertEquals(0, none.size());
  }

  /** A machine that tells others an address at which nobody reaches it. */
  private Machine behind(char name) throws IOException {
    return new Machine(name, TunnelIdentity.generate(), List.of(), List.of(), List.of(NOWHERE));
  }

  @Test
  void portOfTheLastStartTaken_anotherOneIsOpened_unlessItIsInsistedOn() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.9." + NEXT_HOST.incrementAndGet());
    TunnelIdentity identity = TunnelIdentity.generate();
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      int port = taken.getLocalPort();
      try (Doorway kept =
              new Doorway(new DoorwayOptions(loopback, port, false, loopback), identity);
          Doorway given =
              new Doorway(new DoorwayOptions(loopback, port, true, loopback), identity)) {
        kept.open();
        assertNotEquals(port, kept.port());
        IOException refusal = assertThrows(IOException.class, given::open);
        assertTrue(String.valueOf(refusal.getMessage()).contains("--cluster-port"));
      }
    }
  }

  @Test
  void identityOfADevice_isKnownByItsKeyToVerify() {
    SigningKey device = SigningKey.generate(new Random(7));
    assertEquals(
        TunnelIdentity.pin(device.verifyKey()), TunnelIdentity.of(device).pin());
  }

  private List<Machine> team(int size) throws IOException {
    List<TunnelIdentity> identities = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      identities.add(TunnelIdentity.generate());
    }
    Set<Hash> pins = new HashSet<>();
    identities.forEach(identity -> pins.add(identity.pin()));
    List<Machine> team = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<String> join = i == 0 ? List.of() : List.of(team.get(0).address());
      Machine machine = new Machine((char) ('a' + i), identities.get(i), join, List.of());
      machine.tunnel.allow(Guests.of(pins));
      machine.start();
      team.add(machine);
    }
    for (Machine machine : team) {
      assertTrue(await(() -> machine.reachable.size() == size - 1), "they did not find each other");
    }
    return team;
  }

  private static boolean talks(Machine from, Machine to) {
    try (Socket socket = from.to(to)) {
      socket.getOutputStream().write(1);
      return socket.getInputStream().read() == to.name;
    } catch (IOException e) {
      return false;
    }
  }

  private static int readOrEnd(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  private static boolean await(BooleanSupplier condition) {
    return Waiting.until(condition, PATIENCE_SECONDS);
  }
}
