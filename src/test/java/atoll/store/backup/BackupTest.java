package atoll.store.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.store.LogRange;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.h2.FolderStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir
  private Path temporary;

  private Path data;
  private Path file;
  private final TestLog log = new TestLog(7);

  @BeforeEach
  void places() {
    data = temporary.resolve("data");
    file = temporary.resolve("my.zip");
  }

  @Test
  void backupBesideARunningInstance_restoresAllThatWasSavedBefore() throws Exception {
    ReplicaId self;
    long saved;
    try (FolderStore store = FolderStore.open(data)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      self = workspace.self();
      store.putSetting("name", new byte[] {1, 2});
      Files.createDirectories(data.resolve("files/ab"));
      Files.writeString(data.resolve("files/ab/abcdef"), "content");
      AtomicBoolean stop = new AtomicBoolean();
      Thread typist = Thread.ofPlatform().start(() -> {
        while (!stop.get()) {
          workspace.append(TestLog.append(log.next("entry " + log.count()), "page"));
        }
      });
      while (workspace.head(log.replica()).count() < 300) {
        Thread.onSpinWait();
      }
      saved = workspace.head(log.replica()).count();
      Backup.make(data, file, NOW);
      stop.set(true);
      typist.join();
      assertTrue(workspace.head(log.replica()).count() > saved);
    }
    assertEquals(NOW, Restore.check(file).created());
    Path restored = temporary.resolve("restored");
    Restore.into(file, restored);
    assertEquals("content", Files.readString(restored.resolve("files/ab/abcdef")));
    try (FolderStore store = FolderStore.open(restored)) {
      WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
      long held = workspace.head(log.replica()).count();
      assertTrue(held >= saved);
      assertEquals(
          held,
          workspace
              .entries(new LogRange(log.replica(), 0, held), Integer.MAX_VALUE)
              .size());
      assertArrayEquals(new byte[] {1, 2}, store.setting("name").orElseThrow());
      assertNotEquals(self, workspace.self());
    }
  }

  @Test
  void folderThatIsNotEmpty_isLeftAlone() throws Exception {
    fill();
    Backup.make(data, file, NOW);
    assertThrows(BackupException.class, () -> Restore.into(file, data));
    Path other = Files.createDirectory(temporary.resolve("other"));
    Restore.into(file, other);
    assertThrows(BackupException.class, () -> Restore.into(file, other));
  }

  @Test
  void damagedBackup_isRefusedAndNothingMade() throws Exception {
    fill();
    Backup.make(data, file, NOW);
    byte[] bytes = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    Path restored = temporary.resolve("restored");
    for (int i = 0; i < 40; i++) {
      byte[] damaged = random.nextBoolean()
          ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
          : flipped(bytes, random.nextInt(bytes.length / 2));
      Files.write(file, damaged);
      try {
        Restore.into(file, restored);
        assertEquals(bytes.length, damaged.length, "a flip outside the content does no harm");

        Files.move(restored, temporary.resolve("harmless" + i));
      } catch (BackupException e) {
        assertFalse(Files.exists(restored));
      }
    }
  }

  @Test
  void nameThatLeadsOutOfTheFolder_isRefused() throws Exception {
    for (String name : new String[] {
      "../evil", "/evil", "journal/../../evil", "files/../../x", "db/atoll.mv.db", "identity"
    }) {
      String manifest = "atoll backup 1\ncreated 2026-01-01T00:00:00Z\nframes 0\n" + "0".repeat(64)
          + " 0 " + name + "\n";
      archive(manifest, name);
      assertThrows(
          BackupException.class, () -> Restore.into(file, temporary.resolve("restored")), name);
      assertFalse(Files.exists(temporary.resolve("evil")));
    }
  }

  @Test
  void otherArchiveOrNoArchive_isRefused() throws Exception {
    archive("something else", "a");
    assertThrows(BackupException.class, () -> Restore.check(file));
    Files.writeString(file, "no archive at all");
    assertThrows(BackupException.class, () -> Restore.check(file));
    assertThrows(BackupException.class, () -> Restore.check(temporary.resolve("nowhere")));
  }

  @Test
  void damagedJournal_isNotBackedUp() throws Exception {
    fill();
    Path journal = data.resolve("journal/00000001.journal");
    Files.write(journal, flipped(Files.readAllBytes(journal), 100));
    assertThrows(BackupException.class, () -> Backup.make(data, file, NOW));
    assertFalse(Files.exists(file));
  }

  private void fill() {
    try (FolderStore store = FolderStore.open(data)) {
      for (int i = 0; i < 20; i++) {
        store.workspace(TestLog.WORKSPACE).append(TestLog.append(log.next("entry " + i), "page"));
      }
    }
  }

  private void archive(String manifest, String name) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(Manifest.NAME));
      zip.write(manifest.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 1;
    return flipped;
  }
}
