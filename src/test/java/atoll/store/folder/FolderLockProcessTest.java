package atoll.store.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process comes to a folder that this one has: only that shows whether the system's lock is still held. */
final class FolderLockProcessTest {
  @TempDir
  private Path temporary;

  @Test
  void folderOfThisProcess_isInUseForAnotherOne() throws Exception {
    try (DataFolder held = DataFolder.open(temporary.resolve("data"))) {
      assertEquals(Comer.IN_USE, comer(held.path()));
    }
    assertEquals(Comer.TAKEN, comer(temporary.resolve("data")));
  }

  private static int comer(Path folder) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Comer.class.getName(),
            folder.toString())
        .inheritIO()
        .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the other process does not end");
    }
    return process.exitValue();
  }

  /** The other process. */
  static final class Comer {
    static final int TAKEN = 10;
    static final int IN_USE = 11;

    private Comer() {}

    public static void main(String[] arguments) throws FolderException {
      try {
        DataFolder.open(Path.of(arguments[0])).close();
        System.exit(TAKEN);
      } catch (FolderException.InUse inUse) {
        System.exit(IN_USE);
      }
    }
  }
}
