package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atoll.browser.RunningRelay;
import atoll.sync.link.Machines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances and a relay as processes of their own on machines of their own: nobody reaches anybody but by the tunnel. */
@Tag("slow")
class RelayNetworkTest {
  private static final String PORT = "8430";
  private static final String HEALTH_PORT = "8431";
  private static final int RELAY = 3;
  private static final long CUT_MS = 1_000;
  private static final long PATIENCE_MS = 60_000;

  @TempDir
  Path folder;

  private Optional<Machines> network = Optional.empty();

  @BeforeEach
  void build() throws IOException {
    network = Machines.make(RELAY);
    assumeTrue(network.isPresent(), "not run: network namespaces are not permitted here");
  }

  @AfterEach
  void takeDown() {
    network.ifPresent(Machines::close);
  }

  @Test
  void nothingThatIsWritten_isFoundInClearOutsideOfTheDevices() throws Exception {
    Marks marks = new Marks();
    Path capture = folder.resolve("capture");
    Machines machines = network.orElseThrow();
    machines.keepApart(1);
    machines.keepApart(RELAY);
    Process proxy = RunningLent.program(
        Machines.inTheMiddle(),
        RecordingProxy.class,
        List.of(Machines.MIDDLE_HOST, PORT, Machines.host(RELAY), capture.toString()));
    try (RunningRelay relay = relay(Machines.MIDDLE_HOST)) {
      assertEquals("ready", proxy.inputReader().readLine());
      String invitation = "";
      try (RunningLent ann = instance("a", 1, marks.of("Ann"))) {
        ann.ask("create", marks.of("workspace"));
        ann.ask("page", marks.of("title"));
        assertEquals("written", ann.ask("text", marks.of("text")));
        assertEquals("commented", ann.ask("comment", marks.of("comment")));
        String file = ann.ask("file", marks.of("file"));
        assertEquals("added", ann.ask("add", relay.text()));
        invitation = ann.ask("invite");
        try (RunningLent bob = instance("b", 1, marks.of("Bob"))) {
          bob.ask("join", invitation);
          assertEquals("admitted", ann.ask("admit"));
          assertEquals("true", bob.ask("reads", marks.word("text")));
          assertEquals("true", bob.ask("meets", "2"), "Bob knows where the relay is");
        }
        ann.ask("page", marks.of("late"));
        assertEquals("true", ann.ask("complete"));
        // Of what is only passed through, the memory may have nothing left.
        assertEquals("shown", ann.ask("show", file));
        assertEquals(
            marks.all(),
            marks.in(heap(ann.process().pid(), "ann")).keySet(),
            "the guard finds all");
      }
      try (RunningLent bob = instance("b", 1, marks.of("Bob"))) {
        assertEquals("true", bob.ask("sees", marks.of("late")), "Bob gets it from the relay");
      }
      assertEquals(Map.of(), marks.in(heap(relay.pid(), "relay")), "in the relay's memory");
    } finally {
      proxy.destroyForcibly().waitFor();
    }
    assertTrue(Files.size(capture) > 50_000, "little came by: " + Files.size(capture));
    assertEquals(Map.of(), marks.in(capture), "on the way");
    assertEquals(Map.of(), marks.in(folder.resolve("relay")), "in the relay's folder");
    for (String device : List.of("a", "b")) {
      assertEquals(Map.of(), marks.in(folder.resolve(device).resolve("logs")), "in the logs");
    }
  }

  @Test
  void removedRelay_isCutOffWithinASecondAndGetsNothingMore() throws Exception {
    try (RunningRelay relay = relay(Machines.host(RELAY));
        RunningLent ann = instance("a", 1, "Ann")) {
      ann.ask("create", "home");
      assertEquals("added", ann.ask("add", relay.text()));
      assertEquals("true", ann.ask("complete"));
      long before = figure(ann, "atoll_relay_entries");
      assertEquals(Long.parseLong(ann.ask("entries")), before);

      assertEquals("removed", ann.ask("remove"));
      long removed = System.nanoTime();
      ann.ask("page", "later");
      while (figure(ann, "atoll_relay_peers") > 0 && millisSince(removed) < CUT_MS) {
        LockSupport.parkNanos(1_000_000);
      }
      long cutMs = millisSince(removed);
      assertTrue(cutMs < CUT_MS, "still there after " + cutMs + " ms");
      System.out.println("a removed relay is cut off after " + cutMs + " ms");
      for (int i = 0; i < 20; i++) {
        ann.ask("page", "more " + i);
      }
      long held = figure(ann, "atoll_relay_entries");
      // It may still hear of its removal, and of nothing after that.
      assertTrue(held <= before + 1, held + " entries instead of " + before);
    }
  }

  @Test
  void twoWhoReachOnlyTheRelay_meetThroughIt_fromTheInvitationOn() throws Exception {
    Machines machines = network.orElseThrow();
    machines.keepApart(1);
    machines.keepApart(2);
    try (RunningRelay relay = relay(Machines.host(RELAY));
        RunningLent ann = instance("a", 1, "Ann");
        RunningLent bob = instance("b", 2, "Bob")) {
      share(ann, relay.text(), bob);
      ann.ask("page", "from Ann");
      assertEquals("true", bob.ask("sees", "from Ann"));
      bob.ask("page", "from Bob");
      assertEquals("true", ann.ask("sees", "from Bob"));
    }
  }

  @Test
  void removedDevice_isCutOffWithinASecondByMemberAndRelayAndGetsNothingMore() throws Exception {
    try (RunningRelay relay = relay(Machines.host(RELAY));
        RunningLent ann = instance("a", 1, "Ann");
        RunningLent bob = instance("b", 2, "Bob")) {
      share(ann, relay.text(), bob);
      ann.ask("page", "first");
      assertEquals("true", bob.ask("sees", "first"));
      assertEquals("true", bob.ask("complete"));
      // Each by itself: while one still comes in, the others do not have the same before them.
      assertEquals("true", bob.ask("meets", "2"), "Bob meets Ann and the relay");
      assertEquals("true", ann.ask("meets", "2"), "Ann meets Bob and the relay");
      awaitRelayMeets(ann, 2);
      long before = Long.parseLong(bob.ask("entries"));

      assertEquals("removed", ann.ask("expel"));
      long removed = System.nanoTime();
      ann.ask("page", "later");
      long bobMs = untilPeers(bob, "0", removed);
      long annMs = untilPeers(ann, "1", removed);
      System.out.println(
          "a removed device is cut off after " + bobMs + " ms, " + annMs + " ms at the other");
      assertEquals("0", bob.ask("peers"), "Bob stays alone");
      assertEquals("1", ann.ask("peers"), "Ann and the relay stay together");
      for (int i = 0; i < 20; i++) {
        ann.ask("page", "more " + i);
      }
      assertEquals("true", ann.ask("complete"), "the relay gets it");
      long held = Long.parseLong(bob.ask("entries"));
      // It may still hear of its removal and of the turned key, and of nothing after that.
      assertTrue(held <= before + 2, held + " entries instead of " + before);
    }
  }

  private static void awaitRelayMeets(RunningLent asker, long count) throws IOException {
    long began = System.nanoTime();
    while (figure(asker, "atoll_relay_peers") != count) {
      assertTrue(millisSince(began) < PATIENCE_MS, "the relay does not meet " + count);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static long untilPeers(RunningLent who, String count, long since) throws IOException {
    while (!who.ask("peers").equals(count)) {
      long millis = millisSince(since);
      assertTrue(millis < CUT_MS, "not " + count + " peers after " + millis + " ms");
      LockSupport.parkNanos(1_000_000);
    }
    return millisSince(since);
  }

  @Test
  void relayThatStartsAgain_hasTheSameTextAndGivesWhatItMissed() throws Exception {
    String text;
    try (RunningRelay relay = relay(Machines.host(RELAY));
        RunningLent ann = instance("a", 1, "Ann");
        RunningLent bob = instance("b", 2, "Bob")) {
      text = relay.text();
      share(ann, text, bob);
      ann.ask("page", "first");
      assertEquals("true", bob.ask("sees", "first"));
      assertEquals("true", ann.ask("complete"));
    }
    String missed = "while the relay was down";
    try (RunningLent ann = instance("a", 1, "Ann")) {
      ann.ask("page", missed);
    }
    try (RunningRelay relay = relay(Machines.host(RELAY))) {
      assertEquals(text, relay.text());
      try (RunningLent ann = instance("a", 1, "Ann")) {
        assertEquals("true", ann.ask("complete"));
      }
      try (RunningLent bob = instance("b", 2, "Bob")) {
        assertEquals("true", bob.ask("sees", missed));
      }
    }
  }

  /** A new workspace of one, held by a relay, which another one joins. */
  private static void share(RunningLent ann, String relay, RunningLent bob) throws IOException {
    ann.ask("create", "home");
    assertEquals("added", ann.ask("add", relay));
    bob.ask("join", ann.ask("invite"));
    assertEquals("admitted", ann.ask("admit"));
  }

  /** @param host under which it is met */
  private RunningRelay relay(String host) {
    return RunningRelay.start(
        Machines.on(RELAY),
        folder.resolve("relay"),
        List.of("--port", PORT, "--host", host, "--health", "0.0.0.0:" + HEALTH_PORT));
  }

  private RunningLent instance(String name, int machine, String person) throws IOException {
    return RunningLent.start(Machines.on(machine), folder.resolve(name), "0.0.0.0", person);
  }

  private static long figure(RunningLent from, String name) throws IOException {
    String address = "http://" + Machines.host(RELAY) + ":" + HEALTH_PORT + "/metrics";
    for (String line : from.ask("get", address).split(";", -1)) {
      if (line.startsWith(name + "{")) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return 0;
  }

  private Path heap(long process, String name) throws Exception {
    Path dump = folder.resolve(name + ".hprof");
    Process jcmd = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(process),
            "GC.heap_dump",
            "-all",
            dump.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertEquals(0, jcmd.waitFor());
    return dump;
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
