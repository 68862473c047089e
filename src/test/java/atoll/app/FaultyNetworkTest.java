package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atoll.sync.link.Machines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three instances and a relay, a machine each, between which everything is late and much is cut in the middle. */
@Tag("slow")
class FaultyNetworkTest {
  private static final String SEED = "20261126";
  private static final String DELAY_MS = "300";
  private static final int ENOUGH_CUTS = 10;
  private static final int MOST_ROUNDS = 400;

  /** Between two rounds of writing, so that what was cut can be built anew. */
  private static final long PAUSE_NANOS = 100_000_000;

  private static final long CONVERGED_MS = 30_000;

  @Test
  void everythingIsLateAndMuchIsCut_convergedWithin30sOfTheLastCut(@TempDir Path folder)
      throws Exception {
    try (Machines machines = Machines.make(LentTeam.RELAY).orElse(null)) {
      assumeTrue(machines != null, "not run: network namespaces are not permitted here");
      machines.standBetween();
      Process proxy = RunningLent.program(
          Machines.inTheMiddle(),
          FaultyProxy.class,
          List.of(SEED, LentTeam.PORT, String.valueOf(LentTeam.RELAY), DELAY_MS));
      try (BufferedReader said = proxy.inputReader();
          Writer tell = proxy.outputWriter()) {
        assertEquals("ready", said.readLine());
        try (LentTeam team = new LentTeam(folder)) {
          int rounds = 0;
          for (long cuts = 0; cuts < ENOUGH_CUTS; cuts = ask(tell, said, "bad")) {
            team.writeEverywhere();
            LockSupport.parkNanos(PAUSE_NANOS);
            assertTrue(++rounds < MOST_ROUNDS, "only " + cuts + " connections were cut");
          }
          System.out.println(rounds + " rounds of writing until enough was cut");
          ask(tell, said, "good");
          team.awaitAllEqual("late and cut, seed " + SEED, CONVERGED_MS);
        }
      } finally {
        proxy.destroyForcibly().waitFor();
      }
    }
  }

  private static long ask(Writer tell, BufferedReader said, String word) throws IOException {
    tell.write(word + "\n");
    tell.flush();
    return Long.parseLong(said.readLine());
  }
}
