package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.Waiting;
import atoll.browser.RunningRelay;
import atoll.identity.InvitationException;
import atoll.identity.InvitationException.Why;
import atoll.workspace.NodeKind;
import atoll.workspace.Workspace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay as a process of its own between two instances that are never on together. */
@Tag("slow")
class RelayTest {
  private static final String MARK = "xyzzymark";
  private static final long PATIENCE_SECONDS = 60;

  @TempDir
  Path folder;

  private final List<RunningRelay> relays = new ArrayList<>();

  @AfterEach
  void endRelays() {
    relays.forEach(RunningRelay::close);
  }

  @Test
  void oneWritesAndGoes_theOtherGetsItFromTheRelay_whichReadsNothing() throws Exception {
    RunningRelay relay = relay();
    String late = MARK + " written while the other was away";
    try (Lent a = Lent.open(folder.resolve("a"), MARK + " Ann")) {
      Workspace home = a.instance().create(MARK + " workspace");
      home.tree().create(Optional.empty(), 0, NodeKind.PAGE, MARK + " first");
      home.addRelay(relay.text());
      try (Lent b = Lent.open(folder.resolve("b"), MARK + " Bob")) {
        Workspace joined = join(home, b);
        assertTrue(await(() -> titles(joined).contains(MARK + " first")));
        assertTrue(await(() -> relay.metric("atoll_relay_peers") >= 2), "the relay meets both");
      }
      home.tree().create(Optional.empty(), 1, NodeKind.PAGE, late);
      assertTrue(
          await(
              () -> home.holdings().stream().anyMatch(each -> each.isRelay() && each.lacks() == 0)),
          "the relay holds all");
    }
    try (Lent b = Lent.open(folder.resolve("b"), MARK + " Bob")) {
      b.instance().meetOthers();
      Workspace joined = b.instance().workspaces().getFirst();
      assertTrue(await(() -> titles(joined).contains(late)), "B gets it although A is away");
    }
    relay.stop();
    try (Stream<Path> files = Files.walk(folder.resolve("relay"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK),
            file + " holds something in clear");
      }
    }
  }

  @Test
  void relay_isInTheLedgerFromTheMomentItIsAddedUntilItIsRemoved() throws Exception {
    RunningRelay relay = relay();
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      Workspace home = a.instance().create("home");
      home.addRelay(relay.text());
      home.addRelay(relay.text());
      assertEquals(1, home.people().relays().size());
      assertTrue(await(() -> home.holdings().getFirst().lacks() == 0), "the relay holds all");
      assertTrue(home.holdings().getFirst().isRelay());
      assertEquals("127.0.0.1", home.holdings().getFirst().name());

      home.people().removeRelay(home.people().relays().getFirst().id());
      assertEquals(List.of(), home.people().relays());
      assertEquals(List.of(), home.holdings());
      home.addRelay(relay.text());
      assertTrue(await(() -> home.holdings().getFirst().lacks() == 0), "it is back");
    }
  }

  @Test
  void everyDeviceIsLost_andTheWordsBringAllBackFromTheRelay() throws Exception {
    RunningRelay relay = relay();
    String words;
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      Workspace home = a.instance().create("home");
      home.tree().create(Optional.empty(), 0, NodeKind.PAGE, "on paper");
      home.addRelay(relay.text());
      words = String.join(" ", a.instance().recoveryWords().orElseThrow());
      assertTrue(await(() -> home.holdings().getFirst().lacks() == 0));
    }
    try (Lent fresh = Lent.empty(folder.resolve("fresh"))) {
      fresh.instance().newDevice().restore(words, relay.text());
      assertEquals(Optional.of("Ann"), fresh.instance().person());
      Workspace back = fresh.instance().workspaces().getFirst();
      assertTrue(await(() -> titles(back).contains("on paper")), "the page is back");
      back.tree().create(Optional.empty(), 0, NodeKind.PAGE, "and on");
      assertTrue(
          await(() -> back.holdings().stream().anyMatch(each -> each.lacks() == 0)),
          "the relay takes what the new device writes");
    }
  }

  /** A workspace that relays hold, and of which Bob, who is away again, knows all devices. */
  private Workspace bobWasAt(Workspace home, List<RunningRelay> relays) throws Exception {
    for (RunningRelay relay : relays) {
      home.addRelay(relay.text());
    }
    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace joined = join(home, b);
      assertTrue(
          await(() -> joined.holdings().size() == relays.size() + 1
              && joined.sync().peers() == relays.size() + 1),
          "Bob knows and meets Ann and the relays");
    }
    return home;
  }

  @Test
  void oneOfThreeRelaysDies_andTheOthersHaveAll() throws Exception {
    List<RunningRelay> three = List.of(relay("one"), relay("two"), relay("three"));
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      Workspace home = bobWasAt(a.instance().create("home"), three);
      three.getFirst().kill();
      home.tree().create(Optional.empty(), 0, NodeKind.PAGE, "later");
      assertTrue(await(
          () -> home.holdings().stream().filter(each -> each.lacks() == 0).count() == 2));
    }
    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      b.instance().meetOthers();
      Workspace joined = b.instance().workspaces().getFirst();
      assertTrue(await(() -> titles(joined).contains("later")), "the others give it");
    }
  }

  @Test
  void twoOfThreeRelaysDieOneAfterTheOther_andTheLastGivesWhatIsMissing() throws Exception {
    List<RunningRelay> three = List.of(relay("one"), relay("two"), relay("three"));
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      Workspace home = bobWasAt(a.instance().create("home"), three);
      home.tree().create(Optional.empty(), 0, NodeKind.PAGE, "later");
      assertTrue(await(() -> home.holdings().stream()
              .filter(each -> each.isRelay() && each.held() > 0 && each.lacks() == 0)
              .count()
          == 3));
    }
    three.getFirst().kill();
    three.get(1).kill();
    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      long met = System.nanoTime();
      b.instance().meetOthers();
      Workspace joined = b.instance().workspaces().getFirst();
      assertTrue(await(() -> titles(joined).contains("later")), "the last one gives it");
      System.out.println("the last of three relays gives what is missing after "
          + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - met) + " ms");
    }
  }

  @Test
  void workspaceBeyondItsRoom_isRefused_andTheLedgerSaysSo() throws Exception {
    RunningRelay relay = relay("small", "--quota", "1");
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      Workspace home = a.instance().create("home");
      home.addRelay(relay.text());
      assertTrue(await(() -> home.holdings().getFirst().lacks() == 0));
      assertEquals(OptionalLong.empty(), home.holdings().getFirst().fullBytes());
      byte[] large = new byte[3 << 20];
      new Random(3).nextBytes(large);
      home.files().keep(new ByteArrayInputStream(large));
      assertTrue(await(() -> home.holdings().getFirst().lacks() > 0));
      assertTrue(await(() -> relay.metric("atoll_relay_bytes") > 0));
      assertTrue(relay.metric("atoll_relay_bytes") <= 1 << 20);
      assertTrue(await(() -> relay.metric("atoll_relay_full") == 1));
      assertTrue(
          await(() -> home.holdings().getFirst().fullBytes().equals(OptionalLong.of(1 << 20))));
    }
  }

  @Test
  void wrongSecretOrNoRelay_isSaidWithWhatToDo() throws Exception {
    RunningRelay relay = relay();
    assertEquals("ok\n", relay.get("/health"));
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      Workspace home = a.instance().create("home");
      assertEquals(Why.NO_RELAY, refusal(home, "nonsense"));
      assertEquals(Why.CUT, refusal(home, relay.text().substring(0, 60)));
      relay.kill();
      assertEquals(Why.RELAY_NOT_MET, refusal(home, relay.text()));
    }
  }

  private static Why refusal(Workspace home, String text) {
    return assertThrows(InvitationException.class, () -> home.addRelay(text)).why();
  }

  private static Workspace join(Workspace home, Lent newcomer) throws InvitationException {
    Workspace joined = newcomer.instance().join(home.invite("editor", Duration.ofDays(1)));
    assertTrue(await(() -> !home.people().asking().isEmpty()), "the newcomer asks");
    home.people().admit(home.people().asking().getFirst().id(), "editor");
    return joined;
  }

  private RunningRelay relay() {
    return relay("relay");
  }

  private RunningRelay relay(String name, String... more) {
    RunningRelay relay = RunningRelay.start(folder.resolve(name), more);
    relays.add(relay);
    return relay;
  }

  private static List<String> titles(Workspace workspace) {
    return workspace.tree().state().walk().stream().map(node -> node.title()).toList();
  }

  private static boolean await(BooleanSupplier condition) {
    return Waiting.until(condition, PATIENCE_SECONDS);
  }
}
