package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import atoll.crdt.ReplicaId;
import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.folder.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is not what it was never writes again as who it was. */
final class MarkerTest {
  @TempDir
  private Path temporary;

  /** Opens a folder, writes a few entries as its own replica, and closes it in order. */
  private ReplicaId write(Path place, Origin expected) {
    try (FolderStore store = FolderStore.open(place)) {
      assertEquals(expected, store.folder().origin());
      return write(store);
    }
  }

  private static ReplicaId write(FolderStore store) {
    WorkspaceStore workspace = store.workspace(TestLog.WORKSPACE);
    TestLog log = new TestLog(workspace.self().value()).continued(workspace);
    for (int i = 0; i < 5; i++) {
      workspace.append(TestLog.append(log.next("entry"), "page"));
    }
    return workspace.self();
  }

  @Test
  void sameFolder_goesOnAsTheSame() throws IOException {
    Path place = temporary.resolve("data");
    ReplicaId self = write(place, Origin.NEW);
    assertEquals(self, write(place, Origin.SAME));
    Path moved = Files.move(place, temporary.resolve("moved"));
    assertEquals(self, write(moved, Origin.SAME));
  }

  @Test
  void copy_isRenewedAndTheOriginalIsNot() throws IOException {
    Path place = temporary.resolve("data");
    ReplicaId self = write(place, Origin.NEW);
    Path copy = Folders.copy(place, temporary.resolve("copy"));
    ReplicaId other = write(copy, Origin.COPIED);
    assertNotEquals(self, other);
    assertEquals(other, write(copy, Origin.SAME));
    assertEquals(self, write(place, Origin.SAME));
  }

  @Test
  void olderStatePutIntoTheFolder_isRenewed() throws IOException {
    Path place = temporary.resolve("data");
    Set<ReplicaId> seen = new HashSet<>();
    seen.add(write(place, Origin.NEW));
    Path older = Folders.copy(place, temporary.resolve("older"));
    write(place, Origin.SAME);
    overwrite(older, place);
    seen.add(write(place, Origin.ROLLED_BACK));
    assertEquals(2, seen.size());
    write(place, Origin.SAME);
  }

  @Test
  void olderStateOfTheSameStart_isRenewed() throws IOException {
    Path place = temporary.resolve("data");
    ReplicaId self;
    Path older;
    try (FolderStore store = FolderStore.open(place)) {
      self = write(store);
      older = Folders.copy(place, temporary.resolve("older"));
      write(store);
    }
    overwrite(older, place);
    assertNotEquals(self, write(place, Origin.ROLLED_BACK));
  }

  @Test
  void markerGone_isRenewed() throws IOException {
    Path place = temporary.resolve("data");
    ReplicaId self = write(place, Origin.NEW);
    Files.delete(place.resolve("identity"));
    assertNotEquals(self, write(place, Origin.NEW));
  }

  @Test
  void secondPlaceGone_changesNothing() throws IOException {
    Path place = temporary.resolve("data");
    ReplicaId self = write(place, Origin.NEW);
    try (Stream<Path> notes = Files.list(temporary.resolve("beside"))) {
      for (Path note : notes.toList()) {
        Files.delete(note);
      }
    }
    assertEquals(self, write(place, Origin.SAME));
  }

  /**
   * Writes the content of one folder's files into the other's, as a restoring copy does. The files stay the same ones: a new
   * file has the number of the old one by chance only.
   */
  private static void overwrite(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (file.endsWith("lock")) {
          continue;
        }
        Files.write(target, Files.readAllBytes(file));
      }
    }
  }
}
