package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.browser.RunningAtoll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup, restore and doctor as a person uses them, on the folder of a real run. */
@Tag("slow")
final class KeepingTest {
  @TempDir
  private Path folder;

  private Path data;

  @BeforeEach
  void prepare() {
    data = folder.resolve("data");
  }

  @Test
  void backupBesideARunningInstance_isRestoredIntoAFolderThatStarts() throws Exception {
    Path file = folder.resolve("all.atoll-backup.zip");
    try (RunningAtoll running = RunningAtoll.start(data)) {
      assertTrue(running.address().startsWith("http://localhost:"));
      Ended made = run("backup", file.toString(), "--data", data.toString());
      assertEquals(0, made.code(), made.err());
    }
    Path again = folder.resolve("again");
    Ended restored = run("restore", file.toString(), "--data", again.toString());
    assertEquals(0, restored.code(), restored.err());
    RunningAtoll.start(again).close();
    Ended well = run("doctor", "--data", again.toString());
    assertEquals(0, well.code(), well.out() + well.err());
  }

  @Test
  void restoreOverWhatIsThere_isRefusedAndChangesNothing() throws Exception {
    RunningAtoll.start(data).close();
    Path file = folder.resolve("all.atoll-backup.zip");
    assertEquals(0, run("backup", file.toString(), "--data", data.toString()).code());
    long files = filesIn(data);
    Ended refused = run("restore", file.toString(), "--data", data.toString());
    assertEquals(4, refused.code(), refused.out());
    assertTrue(refused.err().contains("is not empty"), refused.err());
    assertEquals(files, filesIn(data));
  }

  @Test
  void restoreOfWhatIsNoBackup_isRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("letter.txt"), "Dear Ada");
    Ended refused = run("restore", file.toString(), "--data", data.toString());
    assertEquals(4, refused.code(), refused.out());
    assertFalse(Files.exists(data));
  }

  @Test
  void damagedDatabase_isTheDoctorsToFindAndToMend() throws Exception {
    RunningAtoll.start(data).close();
    Path database = data.resolve("db").resolve("atoll.mv.db");
    byte[] noise = new byte[(int) Files.size(database)];
    new Random(6).nextBytes(noise);
    Files.write(database, noise);

    Ended found = run("doctor", "--data", data.toString());
    assertEquals(4, found.code(), found.err());
    assertTrue(found.out().contains(database.toString()), found.out());
    assertTrue(found.out().contains("--repair"), found.out());
    assertEquals(-1, Files.mismatch(database, Files.write(folder.resolve("noise"), noise)));

    Ended mended = run("doctor", "--repair", "--data", data.toString());
    assertEquals(0, mended.code(), mended.out() + mended.err());
    assertTrue(mended.out().contains("is kept in"), mended.out());
    RunningAtoll.start(data).close();
    assertEquals(0, run("doctor", "--data", data.toString()).code());
  }

  @Test
  void doctorBesideARunningInstance_saysToStopIt() throws Exception {
    try (RunningAtoll running = RunningAtoll.start(data)) {
      assertTrue(running.address().startsWith("http://localhost:"));
      Ended refused = run("doctor", "--data", data.toString());
      assertEquals(3, refused.code(), refused.out());
      assertTrue(refused.err().contains("Stop it first"), refused.err());
    }
  }

  @Test
  void folderThatIsNotThere_isNotMade() throws Exception {
    for (String[] command : new String[][] {
      {"doctor", "--data", data.toString()},
      {"backup", folder.resolve("file").toString(), "--data", data.toString()}
    }) {
      Ended refused = run(command);
      assertEquals(4, refused.code(), refused.err());
      assertTrue(refused.err().contains("--data"), refused.err());
      assertFalse(Files.exists(data));
    }
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    return Ended.after(folder, arguments);
  }

  private static long filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.count();
    }
  }
}
