package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atoll.sync.link.Machines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three instances and a relay, a machine each, whose network fails in turn and comes back. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamNetworkTest {
  private static final long RECONNECTED_MS = 5_000;
  private static final long CONVERGED_MS = 30_000;

  private Optional<Machines> network = Optional.empty();
  private Optional<LentTeam> team = Optional.empty();

  @BeforeAll
  void meet(@TempDir Path folder) throws IOException {
    network = Machines.make(LentTeam.RELAY);
    assumeTrue(network.isPresent(), "not run: network namespaces are not permitted here");
    team = Optional.of(new LentTeam(folder));
  }

  @AfterAll
  void part() throws IOException {
    if (team.isPresent()) {
      team.get().close();
    }
    network.ifPresent(Machines::close);
  }

  @Test
  void cableIsOutAndInAgain_reconnectedWithin5s() throws IOException {
    machines().plug(2, false);
    team().writeEverywhere();
    LentTeam.awaitPeers(team().on(2), 0);
    machines().plug(2, true);
    team().awaitAllEqual("cable", RECONNECTED_MS);
  }

  @Test
  void cableIsOutForAMoment_reconnectedWithin5s() throws IOException {
    machines().plug(2, false);
    team().writeEverywhere();
    machines().plug(2, true);
    team().awaitAllEqual("cable for a moment", RECONNECTED_MS);
  }

  @Test
  void anotherNetworkGivesAnotherAddress_reconnectedWithin5s() throws IOException {
    machines().renumber(2, 2, 102);
    team().writeEverywhere();
    team().awaitAllEqual("another address", RECONNECTED_MS);
    machines().renumber(2, 102, 2);
    team().writeEverywhere();
    team().awaitAllEqual("the first address again", RECONNECTED_MS);
  }

  @Test
  void machineSleepsUntilTheOthersMissIt_reconnectedWithin5s() throws Exception {
    team().writeEverywhere();
    signal("STOP", team().on(2));
    LentTeam.awaitPeers(team().on(1), LentTeam.OTHERS - 1);
    team().on(1).ask("page", "while Bob slept");
    signal("CONT", team().on(2));
    team().awaitAllEqual("sleep", RECONNECTED_MS);
  }

  @Test
  void twoAndTwoArePartedAndWriteOn_convergedWithin30s() throws IOException {
    machines().part(Set.of(3, LentTeam.RELAY));
    team().writeEverywhere();
    LentTeam.awaitPeers(team().on(1), 1);
    LentTeam.awaitPeers(team().on(3), 1);
    team().writeEverywhere();
    machines().part(Set.of());
    team().awaitAllEqual("two and two", CONVERGED_MS);
  }

  private Machines machines() {
    return network.orElseThrow();
  }

  private LentTeam team() {
    return team.orElseThrow();
  }

  private static void signal(String name, RunningLent to) throws Exception {
    String process = String.valueOf(to.process().pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, process).start().waitFor());
  }
}
