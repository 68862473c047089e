package atoll.workspace.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A team with everything that an instance runs, from the keyboard to the disk. To repeat one seed: {@code
 * -Datoll.team.seed=N}; to run more: {@code -Datoll.team.seeds=N}.
 */
class TeamSimulationTest {
  private static final int FEW = 25;
  private static final int SEEDS = Integer.getInteger("atoll.team.seeds", 500);
  private static final long ONLY = Long.getLong("atoll.team.seed", -1);
  private static final long HEALING_MILLIS = 400_000;
  private static final long QUIET_MILLIS = 10_000;

  /** Also where there is little time. */
  @Test
  void someTroubledTeams_allWhoBelongHoldTheSameAfterHealing() {
    run(ONLY >= 0 ? ONLY : 0, ONLY >= 0 ? ONLY + 1 : FEW);
  }

  @Test
  @Tag("slow")
  void troubledTeams_allWhoBelongHoldTheSameAfterHealing() {
    long from = ONLY >= 0 ? ONLY : FEW;
    long to = ONLY >= 0 ? ONLY + 1 : SEEDS;
    Doings doings = run(from, to);
    if (ONLY < 0) {
      assertNotIdle(doings, to - from);
    }
  }

  private static Doings run(long from, long to) {
    Doings doings = new Doings();
    for (long seed = from; seed < to; seed++) {
      doings.add(run(seed).doings());
    }
    System.out.println("teams " + from + " to " + to + ": " + doings);
    return doings;
  }

  /** By seed, as measured with a good deal less. */
  private static void assertNotIdle(Doings doings, long seeds) {
    assertTrue(doings.of("edits") > 15 * seeds, doings + " edits");
    assertTrue(doings.of("concurrent entries") > 5 * seeds, doings + " concurrent entries");
    for (String often : List.of(
        "lost",
        "doubled",
        "cuts",
        "sleeps",
        "crashes",
        "joins",
        "refused",
        "entries a relay gave")) {
      assertTrue(doings.of(often) > seeds, doings + " " + often);
    }
    for (String sometimes : List.of(
        "comments",
        "moves",
        "removals",
        "revoked",
        "second devices",
        "revoked alone",
        "roles",
        "clocks",
        "full disks",
        "restarts",
        "set back",
        "left a branch",
        "relays",
        "relays removed",
        "entries only a relay had")) {
      assertTrue(doings.of(sometimes) > seeds / 8, doings + " " + sometimes);
    }
  }

  private static Team run(long seed) {
    try (Predictable _ = new Predictable(new Random(~seed))) {
      Team team = Team.trouble(seed);
      team.calm();
      long end = team.world.now() + HEALING_MILLIS;
      heal(team, end);
      team.world.run(QUIET_MILLIS);
      // Whoever was outside may have shown somebody the records that let it in.
      heal(team, end);
      Agreement.check(team);
      return team;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          "seed " + seed + " fails; repeat it with -Datoll.team.seed=" + seed, e);
    }
  }

  private static void heal(Team team, long end) {
    while (!Agreement.isReached(team)) {
      assertTrue(team.world.now() < end, () -> "not healed: " + Agreement.differences(team));
      team.world.run(1_000);
      team.follow();
    }
  }

  @Test
  void sameSeed_sameRun() {
    assertEquals(trace(7), trace(7));
    assertNotEquals(trace(7), trace(8));
  }

  private static long trace(long seed) {
    try (Predictable _ = new Predictable(new Random(~seed))) {
      return Team.trouble(seed).world.trace();
    }
  }
}
