package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.browser.RunningRelay;
import atoll.sync.link.Machines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Three instances that share a workspace, on the machines 1 to 3, and a relay on the fourth. */
final class LentTeam implements AutoCloseable {
  static final int RELAY = 4;

  /** How many each one meets when all are there. */
  static final int OTHERS = 3;

  static final String PORT = "8430";

  private static final List<String> NAMES = List.of("Ann", "Bob", "Cy");
  private static final long PATIENCE_MS = 60_000;

  private final RunningRelay relay;
  private final List<RunningLent> team = new ArrayList<>();
  private int written;

  /** @param folder where all data folders are */
  LentTeam(Path folder) throws IOException {
    relay = RunningRelay.start(
        Machines.on(RELAY),
        folder.resolve("relay"),
        List.of("--port", PORT, "--host", Machines.host(RELAY)));
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      team.add(RunningLent.start(
          Machines.on(i + 1), List.of(folder.resolve(name).toString(), "0.0.0.0", PORT), name));
    }
    RunningLent ann = team.getFirst();
    ann.ask("create", "home");
    assertEquals("added", ann.ask("add", relay.text()));
    for (RunningLent newcomer : team.subList(1, team.size())) {
      newcomer.ask("join", ann.ask("invite"));
      assertEquals("admitted", ann.ask("admit"));
    }
    for (RunningLent each : team) {
      awaitPeers(each, OTHERS);
    }
  }

  /** The instance on a machine, from 1 on. */
  RunningLent on(int machine) {
    return team.get(machine - 1);
  }

  /** Each makes a page. */
  void writeEverywhere() throws IOException {
    for (RunningLent each : team) {
      each.ask("page", "page " + written++);
    }
  }

  /** Waits until all hold the same and all are connected, and says how long that took. */
  void awaitAllEqual(String what, long boundMs) throws IOException {
    long before = System.nanoTime();
    while (millisSince(before) < PATIENCE_MS && !allEqual()) {
      rest();
    }
    long tookMs = millisSince(before);
    for (RunningLent each : team) {
      awaitPeers(each, OTHERS);
    }
    System.out.printf(
        "%s: the same everywhere after %d ms, all connected after %d ms%n",
        what, tookMs, millisSince(before));
    assertTrue(tookMs <= boundMs, what + ": " + tookMs + " ms");
  }

  /** Waits until the instance meets that many. */
  static void awaitPeers(RunningLent each, int count) throws IOException {
    long before = System.nanoTime();
    for (String now = each.ask("peers");
        !now.equals(String.valueOf(count));
        now = each.ask("peers")) {
      assertTrue(millisSince(before) < PATIENCE_MS, count + " peers instead of " + now);
      rest();
    }
  }

  @Override
  public void close() throws IOException {
    for (RunningLent each : team) {
      each.close();
    }
    relay.close();
  }

  private boolean allEqual() throws IOException {
    String titles = team.getFirst().ask("titles");
    String entries = team.getFirst().ask("entries");
    for (RunningLent each : team) {
      if (!each.ask("titles").equals(titles) || !each.ask("entries").equals(entries)) {
        return false;
      }
    }
    return titles.split("\\|", -1).length >= written;
  }

  private static void rest() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
