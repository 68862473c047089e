package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of one machine that share a workspace through their doorways. */
class ClusterMeetingTest {
  @TempDir
  Path folder;

  @Test
  void twoInstances_shareThroughTheirDoorwaysAndKeepTheirPorts() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    new RehearsedFolders(first, second).furnish();
    int one = new KeptPort(first).read();
    int other = new KeptPort(second).read();
    assertTrue(one > 0 && other > 0 && one != other);
    assertEquals(one, ClusterOptions.quiet().doorway(one).port());
  }

  @Test
  void keptPort_whatCannotBeReadCountsAsNone() throws Exception {
    KeptPort port = new KeptPort(folder);
    assertEquals(0, port.read());
    port.write(4711);
    assertEquals(4711, port.read());
    Files.writeString(folder.resolve("cluster-port"), "noise");
    assertEquals(0, port.read());
  }
}
