package atoll.store.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
  private static final byte[] UNSALTED = {};

  @TempDir
  private Path temporary;

  @Test
  void newFolder_isMadeForItsOwnerOnly() throws Exception {
    Path place = temporary.resolve("deep").resolve("data");
    try (DataFolder folder = DataFolder.open(place)) {
      assertEquals(place, folder.path());
      Assumptions.assumeTrue(Files.getFileStore(place).supportsFileAttributeView("posix"));
      try (Stream<Path> all = Files.walk(place)) {
        for (Path file : all.toList()) {
          String wanted = Files.isDirectory(file) ? "rwx------" : "rw-------";
          assertEquals(
              wanted,
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
              file.toString());
        }
      }
    }
  }

  @Test
  void secondOpening_isRefusedWithTheAddressOfTheFirst() throws Exception {
    try (DataFolder folder = DataFolder.open(temporary)) {
      folder.publish(new Instance.Address(8420, "secret"));
      FolderException.InUse refused =
          assertThrows(FolderException.InUse.class, () -> DataFolder.open(temporary));
      assertEquals(ProcessHandle.current().pid(), refused.by().pid());
      assertEquals(
          Optional.of(new Instance.Address(8420, "secret")), refused.by().address());
      assertTrue(String.valueOf(refused.getMessage())
          .contains("process " + ProcessHandle.current().pid()));
      assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
      assertEquals(refused.by(), DataFolder.running(temporary).orElseThrow());
    }
    assertEquals(Optional.empty(), DataFolder.running(temporary));
    DataFolder.open(temporary).close();
  }

  @Test
  void identity_staysAndDiffersBetweenFolders() throws Exception {
    DataFolder first = DataFolder.open(temporary.resolve("a"));
    DataFolder second = DataFolder.open(temporary.resolve("b"));
    try (first;
        second) {
      assertNotEquals(
          first.replica(TestLog.WORKSPACE, UNSALTED), second.replica(TestLog.WORKSPACE, UNSALTED));
    }
    try (DataFolder again = DataFolder.open(temporary.resolve("a"))) {
      assertEquals(
          first.replica(TestLog.WORKSPACE, UNSALTED), again.replica(TestLog.WORKSPACE, UNSALTED));
    }
  }

  @Test
  void folderWithOtherThings_isLeftAlone() throws IOException {
    Files.writeString(temporary.resolve("thesis.txt"), "mine");
    assertThrows(FolderException.NotOurs.class, () -> DataFolder.open(temporary));
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void fileInPlaceOfTheFolder_isRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThrows(FolderException.NotOurs.class, () -> DataFolder.open(file));
    assertThrows(FolderException.NotWritable.class, () -> DataFolder.open(file.resolve("under")));
  }

  @Test
  void nameThatTheDatabaseCannotTake_isRefused() {
    assertThrows(FolderException.NotOurs.class, () -> DataFolder.open(temporary.resolve("a;b")));
  }

  @Test
  void noiseInPlaceOfTheInstance_isAnUnknownInstance() throws Exception {
    try (DataFolder folder = DataFolder.open(temporary)) {
      Files.writeString(folder.path().resolve("instance"), "pid=\\uzzzz");
      assertEquals(Instance.UNKNOWN, DataFolder.running(temporary).orElseThrow());
    }
  }
}
