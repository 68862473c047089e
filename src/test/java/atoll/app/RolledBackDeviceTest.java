package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.Waiting;
import atoll.browser.RunningRelay;
import atoll.sync.link.hazelcast.Ports;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.SyncState;
import atoll.workspace.Workspace;
import atoll.workspace.page.Delta;
import atoll.workspace.seal.ReadOnlyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine is set back to an earlier state as a whole, so that the folder cannot notice: it writes under numbers of its log
 * that the others have already.
 */
@Tag("slow")
class RolledBackDeviceTest {
  private static final long PATIENCE_SECONDS = 60;

  /** The folder knows itself by this file, which a machine that is set back keeps. */
  private static final String BIRTH = "birth";

  @TempDir
  Path folder;

  private final List<RunningRelay> relays = new ArrayList<>();
  private int port;

  @AfterEach
  void endRelays() {
    relays.forEach(RunningRelay::close);
  }

  @Test
  void wroteAgainBeforeItMetTheOthers_goesOnWithTheTeam_andNothingIsLost() throws Exception {
    NodeId plan = beginWithBob();
    copy(folder.resolve("b"), folder.resolve("before"));
    try (Lent a = Lent.open(folder.resolve("a"), "Ann");
        Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      type(meet(b), plan, "known to all ");
      Workspace home = meet(a);
      assertTrue(await(() -> text(home, plan).equals("known to all begun")));
    }

    setBack("b", "before");
    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace alone = first(b);
      type(alone, plan, "only here ");
      alone.tree().create(Optional.of(plan), 0, NodeKind.PAGE, "Made here");
      type(alone, named(alone, "Made here"), "and filled");
      try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
        Workspace home = meet(a);
        Workspace here = meet(b);
        assertTrue(
            await(() -> here.sync().problems().contains(new SyncState.Problem.LeftBranch())),
            "the device that was set back says what to do: " + here.sync());
        assertTrue(await(() -> home.sync().problems().isEmpty()), home.sync().toString());
        assertThrows(ReadOnlyException.class, () -> here.tree().rename(plan, "in vain"));
      }
    }

    try (Lent a = Lent.open(folder.resolve("a"), "Ann");
        Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace here = meet(b);
      Workspace home = meet(a);
      String beside = "Plan (" + deviceName(here) + ")";
      assertTrue(await(() -> titles(home).equals(titles(here)) && titles(home).size() == 3));
      assertEquals(new TreeSet<>(List.of("Made here", "Plan", beside)), titles(home));
      for (Workspace each : List.of(home, here)) {
        assertTrue(await(() -> text(each, plan).equals("known to all begun")));
        assertTrue(await(() -> text(each, named(each, beside)).equals("only here begun")));
        assertTrue(await(() -> text(each, named(each, "Made here")).equals("and filled")));
        assertTrue(await(() -> each.sync().problems().isEmpty()), each.sync().toString());
      }
      assertEquals(
          Optional.of(plan),
          home.tree().state().node(named(home, "Made here")).flatMap(Node::parent));
      type(here, plan, "on and ");
      assertTrue(await(() -> text(home, plan).equals("on and known to all begun")));
    }

    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      assertEquals(3, titles(first(b)).size(), "it is brought back once");
    }
  }

  @Test
  void metTheOthersBeforeItWrote_getsItsOwnEntriesBackAndGoesOnBehindThem() throws Exception {
    NodeId plan = beginWithBob();
    copy(folder.resolve("b"), folder.resolve("before"));
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      Workspace home = meet(a);
      try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
        type(meet(b), plan, "known to all ");
        assertTrue(await(() -> text(home, plan).equals("known to all begun")));
      }
      setBack("b", "before");
      try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
        Workspace here = meet(b);
        assertTrue(await(() -> text(here, plan).equals("known to all begun")));
        type(here, plan, "on and ");
        assertTrue(await(() -> text(home, plan).equals("on and known to all begun")));
        assertEquals(List.of(), home.sync().problems());
        assertEquals(List.of(), here.sync().problems());
      }
    }
  }

  @Test
  void relayThatHoldsTheOtherCopy_goesOnWithTheTeamByItself() throws Exception {
    NodeId plan = beginWithBob();
    RunningRelay relay = relay();
    try (Lent a = Lent.open(folder.resolve("a"), "Ann");
        Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace home = meet(a);
      home.addRelay(relay.text());
      Workspace here = meet(b);
      assertTrue(await(() -> here.sync().peers() == 2), "Bob meets Ann and the relay");
      assertTrue(await(() -> holdsAll(home)), "the relay holds all");
    }
    copy(folder.resolve("b"), folder.resolve("before"));
    relay.stop();
    try (Lent a = Lent.open(folder.resolve("a"), "Ann");
        Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace home = meet(a);
      type(meet(b), plan, "known to Ann ");
      assertTrue(await(() -> text(home, plan).equals("known to Ann begun")));
    }

    setBack("b", "before");
    relay = relay();
    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace alone = first(b);
      type(alone, plan, "known to the relay ");
      Workspace here = meet(b);
      assertTrue(await(() -> holdsAll(here)), "the relay holds the other copy");
    }
    RunningRelay now = relay;
    try (Lent a = Lent.open(folder.resolve("a"), "Ann")) {
      long before = a.entries(first(a));
      Workspace home = meet(a);
      assertTrue(await(() -> a.entries(home) > before), "Ann chooses");
      assertTrue(
          await(() -> now.metric("atoll_relay_forks") == 0
              && now.metric("atoll_relay_entries") == a.entries(home)),
          "the relay goes on with what Ann has");
    }
    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace here = meet(b);
      assertTrue(await(() -> !here.sync().problems().isEmpty()), "Bob hears of it from the relay");
    }
    try (Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace here = meet(b);
      assertTrue(await(() -> text(here, plan).equals("known to Ann begun")), "the relay gives it");
      assertEquals(2, titles(here).size(), "what the relay had is on a page of its own");
    }
  }

  private static boolean holdsAll(Workspace workspace) {
    return workspace.holdings().stream().anyMatch(each -> each.isRelay() && each.lacks() == 0);
  }

  /** Ann founds a workspace with a page, and Bob has it too; both are off again. */
  private NodeId beginWithBob() throws Exception {
    try (Lent a = Lent.open(folder.resolve("a"), "Ann");
        Lent b = Lent.open(folder.resolve("b"), "Bob")) {
      Workspace home = a.instance().create("home");
      NodeId plan = home.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Plan");
      type(home, plan, "begun");
      Workspace joined = b.instance().join(home.invite("editor", Duration.ofDays(1)));
      assertTrue(await(() -> !home.people().asking().isEmpty()));
      home.people().admit(home.people().asking().getFirst().id(), "editor");
      assertTrue(await(() -> text(joined, plan).equals("begun")));
      return plan;
    }
  }

  /** At the same address each time: a machine that is set back knows no other one. */
  private RunningRelay relay() {
    if (port == 0) {
      port = Ports.free();
    }
    RunningRelay relay = RunningRelay.start(
        List.of(),
        folder.resolve("relay"),
        List.of(
            "--port", Integer.toString(port), "--bind", "127.0.0.1", "--health", "127.0.0.1:0"));
    relays.add(relay);
    return relay;
  }

  private static void type(Workspace workspace, NodeId page, String text) {
    Delta delta = new Delta(
        List.of(new Delta.Insert(text, Collections.emptySortedMap())),
        Collections.emptySortedMap());
    workspace
        .pages()
        .edit(
            page.document(),
            workspace.pages().state(page.document()).version(),
            delta,
            Optional.empty())
        .join();
  }

  private static String text(Workspace workspace, NodeId page) {
    return workspace.pages().state(page.document()).text();
  }

  private static NodeId named(Workspace workspace, String title) {
    return workspace.tree().state().walk().stream()
        .filter(node -> node.title().equals(title))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static Set<String> titles(Workspace workspace) {
    Set<String> titles = new TreeSet<>();
    workspace.tree().state().walk().forEach(node -> titles.add(node.title()));
    return titles;
  }

  private static String deviceName(Workspace workspace) {
    return workspace.people().all().stream()
        .flatMap(each -> each.devices().stream())
        .filter(each -> each.isSelf())
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static Workspace first(Lent lent) {
    return lent.instance().workspaces().getFirst();
  }

  private static Workspace meet(Lent lent) {
    lent.instance().meetOthers();
    return first(lent);
  }

  private void setBack(String place, String to) throws IOException {
    Path target = folder.resolve(place);
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(target) && !file.getFileName().toString().equals(BIRTH)) {
          Files.delete(file);
        }
      }
    }
    copy(folder.resolve(to), target);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!Files.exists(target)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static boolean await(BooleanSupplier condition) {
    return Waiting.until(condition, PATIENCE_SECONDS);
  }
}
