package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atoll.sync.link.Machines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on machines of their own in one network, whose addresses are others than those that they told. */
@Tag("slow")
class LanNetworkTest {
  @TempDir
  Path folder;

  private Optional<Machines> network = Optional.empty();

  @BeforeEach
  void build() throws IOException {
    network = Machines.make(2);
    assumeTrue(network.isPresent(), "not run: network namespaces are not permitted here");
  }

  @AfterEach
  void takeDown() {
    network.ifPresent(Machines::close);
  }

  @Test
  void neitherKnowsWhereTheOtherIs_andTheyMeet_unlessDiscoveryIsOff() throws Exception {
    Machines machines = network.orElseThrow();
    try (RunningLent ann = instance("a", 1, "0");
        RunningLent bob = instance("b", 2, "0")) {
      ann.ask("create", "home");
      bob.ask("join", ann.ask("invite"));
      assertEquals("admitted", ann.ask("admit"));
      ann.ask("page", "first");
      assertEquals("true", bob.ask("sees", "first"));
    }
    machines.move(1, 21);
    machines.move(2, 22);
    try (RunningLent ann = instance("a", 1, "0");
        RunningLent bob = instance("b", 2, "0")) {
      ann.ask("page", "second");
      assertEquals("false", bob.ask("soon", "second"), "the guard: by addresses they do not meet");
    }
    try (RunningLent ann = instance("a", 1, "lan");
        RunningLent bob = instance("b", 2, "lan")) {
      long began = System.nanoTime();
      assertEquals("true", bob.ask("sees", "second"));
      System.out.println("found after " + (System.nanoTime() - began) / 1_000_000 + " ms");
      bob.ask("page", "third");
      assertEquals("true", ann.ask("sees", "third"));

      machines.move(2, 32);
      ann.ask("page", "fourth");
      assertEquals("true", bob.ask("sees", "fourth"), "in another network it is found again");
    }
  }

  /** @param how as {@link LentProgram} takes it: lan, or a port */
  private RunningLent instance(String name, int machine, String how) throws IOException {
    return RunningLent.start(
        Machines.on(machine), List.of(folder.resolve(name).toString(), "0.0.0.0", how), name);
  }
}
