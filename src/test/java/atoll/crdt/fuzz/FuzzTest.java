package atoll.crdt.fuzz;

import atoll.crdt.RejectedException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the same seeds each time, some of them in the fast part and as many as a minute allows in the slow one, or new ones
 * for as long as {@code -Dtest=FuzzTest -Dfuzz.minutes=N} says. A failure names its seed; {@code -Dfuzz.seed=N} runs that
 * one alone, and here it becomes a value of {@link #seedThatFailedOnce_holds}.
 */
class FuzzTest {
  private static final int ROUNDS = 70;
  private static final int USUAL_RUNS = 30;
  private static final long SEED = 15;

  @Test
  void replicas_editingApart_agreeWithTheOracle() throws RejectedException {
    runFor(Duration.ZERO, new Random(SEED));
  }

  @Test
  @Tag("slow")
  void replicas_editingApartForAMinute_agreeWithTheOracle() throws RejectedException {
    Long only = Long.getLong("fuzz.seed");
    Integer minutes = Integer.getInteger("fuzz.minutes");
    if (only != null) {
      run(only, new Guards());
    } else if (minutes != null) {
      runFor(Duration.ofMinutes(minutes), new Random());
    } else {
      runFor(Duration.ofMinutes(1), new Random(SEED));
    }
  }

  private static void runFor(Duration time, Random seeds) throws RejectedException {
    Guards guards = new Guards();
    long begin = System.nanoTime();
    int runs = 0;
    for (; runs < USUAL_RUNS || System.nanoTime() - begin < time.toNanos(); runs++) {
      run(seeds.nextLong(), guards);
    }
    System.out.println(runs + " runs: " + guards);
    guards.assertAllHappened();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        -3117017158151651254L,
        -8227286225617680693L,
        -726194773042056258L,
        8957688811740972371L,
        5266936776131225296L,
        -7650474150331202745L,
        6730066551734977921L,
        -4452833825877055647L
      })
  void seedThatFailedOnce_holds(long seed) throws RejectedException {
    run(seed, new Guards());
  }

  private static void run(long seed, Guards guards) throws RejectedException {
    try {
      new FuzzRun(seed, ROUNDS).run(guards);
    } catch (AssertionError | RuntimeException | RejectedException e) {
      throw new AssertionError(
          "seed " + seed
              + " fails; repeat with mvn surefire:test@slow-test -Dtest=FuzzTest -Dfuzz.seed="
              + seed,
          e);
    }
  }
}
