package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.browser.RunningAtoll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot succeed: what the real program says and does about them. */
@Tag("slow")
final class BadStartTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  @TempDir
  private Path folder;

  @Test
  void folderInUse_opensTheBrowserOnTheRunningInstance() throws Exception {
    Path data = folder.resolve("data");
    Path opened = folder.resolve("opened.txt");
    try (RunningAtoll running = RunningAtoll.start(data)) {
      Ended ended = Ended.after(
          folder,
          Map.of("DISPLAY", ":0", "PATH", browserThatNotes(opened) + ":" + System.getenv("PATH")),
          "--data",
          data.toString(),
          "--port",
          "0");
      assertEquals(3, ended.code(), ended.err());
      assertEquals(running.address(), await(opened));
    }
  }

  @Test
  void folderThatCannotBeMade_endsWithFourAndSaysWhatToDo() throws Exception {
    // Nobody, not even the superuser, can make a folder there.
    Ended ended = Ended.after(folder, "--data", "/proc/atoll", "--port", "0");
    assertEquals(4, ended.code(), ended.err());
    assertTrue(ended.err().contains("/proc/atoll") && ended.err().contains("--data"), ended.err());
  }

  @Test
  void folderThatIsThereButCannotBeWritten_endsWithFourAndSaysWhatToDo() throws Exception {
    // Nobody, not even the superuser, can write there.
    Ended ended = Ended.after(folder, "--data", "/proc", "--port", "0");
    assertEquals(4, ended.code(), ended.err());
    assertTrue(ended.err().contains("/proc") && ended.err().contains("--data"), ended.err());
  }

  @Test
  void damagedDatabase_isRefusedWithTheNewestBackup() throws Exception {
    Path data = folder.resolve("data");
    RunningAtoll.start(data).close();
    Path old = Files.createDirectories(data.resolve("backups"))
        .resolve("20200101T000000Z.atoll-backup.zip");
    Path newest = old.resolveSibling("20260101T000000Z.atoll-backup.zip");
    for (Path backup : new Path[] {newest, old}) {
      assertEquals(
          0,
          Ended.after(folder, "backup", backup.toString(), "--data", data.toString())
              .code());
    }
    Path database = data.resolve("db").resolve("atoll.mv.db");
    byte[] noise = new byte[(int) Files.size(database)];
    new Random(7).nextBytes(noise);
    Files.write(database, noise);
    Ended ended = Ended.after(folder, "--data", data.toString(), "--port", "0");
    assertEquals(4, ended.code(), ended.err());
    assertTrue(ended.err().contains(newest.toString()), ended.err());
    assertTrue(ended.err().contains("atoll doctor --repair"), ended.err());
  }

  /** A folder with a program in the place of the one that opens the person's browser. */
  private Path browserThatNotes(Path opened) throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Path browser = programs.resolve("xdg-open");
    Files.writeString(
        browser,
        "#!/bin/sh\nprintf %s \"$1\" > '" + opened + ".part'\nmv '" + opened + ".part' '" + opened
            + "'\n");
    Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
    return programs;
  }

  private static String await(Path file) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!Files.exists(file)) {
      assertTrue(System.nanoTime() < end, "no browser was opened by " + Instant.now());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return Files.readString(file);
  }
}
