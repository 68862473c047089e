package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class KillTest {
  private static final int KILLS = Integer.getInteger("atoll.kills", 25);

  @TempDir
  private Path temporary;

  /** The process that is killed: appends with several threads and prints every entry once it is acknowledged. */
  static final class Appender {
    static final int THREADS = 4;

    private Appender() {}

    static void main(String[] arguments) {
      FolderStore store = FolderStore.open(Path.of(arguments[0]));
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      for (int i = 0; i < THREADS; i++) {
        TestLog log = new TestLog(i + 1).continued(workspace);
        Thread.ofPlatform().start(() -> {
          while (true) {
            String body = "entry " + log.count() + " " + "x".repeat(200);
            workspace.append(TestLog.append(log.next(body), "page"));
            System.out.println(log.replica() + " " + log.count());
          }
        });
      }
    }
  }

  @Test
  void killedAtAnyMoment_losesNothingThatWasAcknowledged() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Path place = temporary.resolve("data");
    Map<ReplicaId, Long> acknowledged = new HashMap<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      runAndKill(place, acknowledged, 1 + random.nextInt(400));
      check(place, acknowledged, "kill " + kill + " of seed " + seed);
    }
    assertTrue(acknowledged.values().stream().mapToLong(Long::longValue).sum() > KILLS * 50L);
  }

  @Test
  void folderOfAnotherProcess_isInUseByThatProcess() throws Exception {
    Path place = temporary.resolve("data");
    Process process = start(place);
    try (BufferedReader lines = process.inputReader()) {
      lines.readLine();
      try (DataFolder folder = DataFolder.open(place)) {
        throw new AssertionError("two processes have " + folder.path());
      } catch (FolderException.InUse e) {
        assertEquals(process.pid(), e.by().pid());
        assertEquals(process.pid(), DataFolder.running(place).orElseThrow().pid());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    DataFolder.open(place).close();
  }

  private static void runAndKill(Path place, Map<ReplicaId, Long> acknowledged, int lines)
      throws Exception {
    Process process = start(place);
    try (BufferedReader output = process.inputReader()) {
      int read = 0;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        int space = line.indexOf(' ');
        acknowledged.merge(
            ReplicaId.parse(line.substring(0, space)),
            Long.parseLong(line.substring(space + 1)),
            Math::max);
        if (++read == lines) {
          process.toHandle().destroyForcibly();
        }
      }
      assertTrue(read >= lines, () -> "the process ended by itself after " + place);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void check(Path place, Map<ReplicaId, Long> acknowledged, String when) {
    try (FolderStore store = FolderStore.open(place)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      long total = 0;
      for (ReplicaId log : List.copyOf(acknowledged.keySet())) {
        long told = acknowledged.getOrDefault(log, 0L);
        long held = workspace.head(log).count();
        assertTrue(
            held == told || held == told + 1,
            () -> when + ": " + told + " acknowledged, " + held + " held");
        List<Envelope> all = workspace.entries(new LogRange(log, 0, held), Integer.MAX_VALUE);
        for (int i = 0; i < held; i++) {
          assertTrue(TestLog.text(all.get(i)).startsWith("entry " + i + " "), when);
        }
        total += held;
        acknowledged.put(log, held);
      }
      assertEquals(total, workspace.entriesOf(new DocumentId("page"), 0).size(), when);
    }
  }

  private static Process start(Path place) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Appender.class.getName(),
            place.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
