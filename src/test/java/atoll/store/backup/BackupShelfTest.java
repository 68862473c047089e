package atoll.store.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.TestLog;
import atoll.store.blobs.BlobId;
import atoll.store.blobs.FolderBlobs;
import atoll.store.folder.Backups;
import atoll.store.h2.FolderStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupShelfTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final int ENTRY_BYTES = 40_000;

  @TempDir
  private Path temporary;

  private final TestLog log = new TestLog(7);
  private final Random random = new Random(3);
  private Path data;
  private BackupShelf shelf;
  private int places;

  @BeforeEach
  void shelf() {
    data = temporary.resolve("data");
    shelf = new BackupShelf(data);
  }

  @Test
  void backupEveryHour_leavesADayAHandfulOfDaysAndWeeks() throws Exception {
    FolderStore.open(data).close();
    Path sample = shelf.make(NOW).file();
    assertEquals(sample, Backups.newest(data.resolve("backups")).orElseThrow());
    byte[] bytes = Files.readAllBytes(sample);
    for (int hours = 1; hours < 24 * 200; hours++) {
      String name = NOW.minus(Duration.ofHours(hours)).toString().replaceAll("[-:]", "");
      Files.write(sample.resolveSibling(name + Backups.SHELVED), bytes);
    }
    Files.writeString(sample.resolveSibling("note.txt"), "mine");
    shelf.drop(NOW);
    List<BackupShelf.Kept> kept = shelf.list();
    assertEquals(25 + 14 + 16, kept.size(), 3);
    assertEquals(NOW, kept.getLast().made());
    assertTrue(Duration.between(kept.getFirst().made(), NOW).toDays() > 110);
    assertTrue(Files.exists(sample.resolveSibling("note.txt")));
    assertEquals(List.of(), shelf.drop(NOW));
    shelf.drop(NOW.plus(Duration.ofDays(5000)));
    assertEquals(List.of(NOW), shelf.list().stream().map(BackupShelf.Kept::made).toList());
  }

  @Test
  void backupAfterBackup_isWhatCameBetween() throws Exception {
    write(100);
    BackupShelf.Kept first = shelf.make(NOW);
    long before = shelf.bytes();
    write(3);
    BackupShelf.Kept second = shelf.make(NOW.plusSeconds(60));
    long grown = shelf.bytes() - before;
    assertTrue(grown < Pieces.PIECE_BYTES, grown + " bytes more");
    assertTrue(before > 3 * Pieces.PIECE_BYTES, before + " bytes");
    assertEquals(100, entriesOf(first));
    assertEquals(103, entriesOf(second));
  }

  @Test
  void droppedBackup_takesAlongWhatNoOtherNeeds() throws Exception {
    write(100);
    shelf.make(NOW);
    write(3);
    BackupShelf.Kept last = shelf.make(NOW.plusSeconds(60));
    int both = pieces().size();
    assertEquals(1, shelf.drop(NOW.plus(BackupShelf.WEEKLY).plusSeconds(30)).size());
    assertEquals(both - 1, pieces().size(), "its own end is gone");
    assertEquals(103, entriesOf(last));
    assertEquals(List.of(), shelf.dropBeyond(0), "the newest two stay");
  }

  @Test
  void personsFile_takesNoRoomAndStaysWhenItIsGone() throws Exception {
    write(1);
    BlobId id = file(2 << 20);
    BackupShelf.Kept kept = shelf.make(NOW);
    assertTrue(shelf.bytes() < 1 << 20);
    Path file = data.resolve(name(id));
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    assertTrue(shelf.bytes() > 2 << 20);
    Path restored = temporary.resolve("restored");
    assertEquals(List.of(), Restore.into(kept.file(), restored).lost());
    assertArrayEquals(content, Files.readAllBytes(restored.resolve(name(id))));
    shelf.make(NOW.plusSeconds(60));
    shelf.drop(NOW.plus(Duration.ofDays(5000)));
    assertTrue(shelf.bytes() < 1 << 20, "nobody needs it any more");
  }

  @Test
  void damagedFile_keepsNothingElseFromComingBack() throws Exception {
    write(1);
    BlobId id = file(1000);
    BlobId other = file(2000);
    BackupShelf.Kept kept = shelf.make(NOW);
    Files.write(data.resolve(name(id)), new byte[1000]);
    Files.delete(data.resolve("backups").resolve(name(other)));
    Path restored = temporary.resolve("restored");
    assertEquals(
        List.of(name(id), name(other)).stream().sorted().toList(),
        Restore.into(kept.file(), restored).lost());
    assertFalse(Files.exists(restored.resolve(name(id))));
    assertThrows(BackupException.class, () -> Restore.check(kept.file()));
  }

  @Test
  void fileThatIsDamagedAlready_isNotPromised() throws Exception {
    write(1);
    BlobId id = file(1000);
    Files.write(data.resolve(name(id)), new byte[1000]);
    BackupShelf.Kept kept = shelf.make(NOW);
    assertFalse(Restore.check(kept.file()).files().stream().anyMatch(Manifest.Content::isFile));
  }

  @Test
  void pieceThatWentBad_isMadeAnewWithinADay() throws Exception {
    write(100);
    BackupShelf.Kept first = shelf.make(NOW);
    for (Path piece : pieces()) {
      Files.write(piece, new byte[10]);
    }
    assertThrows(BackupException.class, () -> Restore.check(first.file()));
    for (int hour = 1; hour <= 24; hour++) {
      shelf.make(NOW.plus(Duration.ofHours(hour)));
    }
    Restore.check(first.file());
    assertEquals(100, entriesOf(first));
  }

  @Test
  void missingPiece_isSaidToLieBesideTheBackup() throws Exception {
    write(1);
    Path kept = shelf.make(NOW).file();
    Path away = Files.copy(kept, temporary.resolve("away" + Backups.SHELVED));
    Path restored = temporary.resolve("restored");
    BackupException refused =
        assertThrows(BackupException.class, () -> Restore.into(away, restored));
    assertTrue(refused.getMessage().contains("atoll backup FILE"), refused.getMessage());
    assertFalse(Files.exists(restored));
  }

  @Test
  void tooLittleRoom_leavesWhatWasThere() throws Exception {
    write(10);
    BackupShelf.Kept first = shelf.make(NOW);
    long before = shelf.bytes();
    write(100);
    assertThrows(BackupException.class, () -> shelf.make(NOW.plusSeconds(60), 1 << 20));
    assertEquals(before, shelf.bytes());
    assertEquals(List.of(first), shelf.list());
    assertEquals(10, entriesOf(first));
  }

  @Test
  void listThatCannotBeRead_keepsAllPieces() throws Exception {
    write(10);
    shelf.make(NOW.minus(BackupShelf.WEEKLY));
    write(10);
    BackupShelf.Kept first = shelf.make(NOW);
    String list = Files.readString(first.file());
    Files.writeString(first.file(), "noise");
    write(10);
    shelf.make(NOW.plusSeconds(60));
    assertEquals(1, shelf.drop(NOW.plusSeconds(60)).size());
    Files.writeString(first.file(), list);
    assertEquals(20, entriesOf(first));
  }

  @Test
  void archiveOfAnEarlierVersion_countsAsABackup() throws Exception {
    write(10);
    Path archive = Files.createDirectories(data.resolve("backups"))
        .resolve("20260301T120000Z" + Backups.ARCHIVE);
    Backup.make(data, archive, NOW);
    assertFalse(shelf.isDue(Duration.ofHours(1), NOW.plusSeconds(60)));
    assertEquals(Files.size(archive), shelf.bytes());
    assertEquals(10, entriesOf(shelf.list().getFirst()));
    shelf.make(NOW.plusSeconds(3600));
    assertEquals(1, shelf.drop(NOW.plus(BackupShelf.WEEKLY).plusSeconds(60)).size());
    assertFalse(Files.exists(archive));
  }

  private void write(int entries) {
    try (FolderStore store = FolderStore.open(data)) {
      for (int i = 0; i < entries; i++) {
        byte[] body = new byte[ENTRY_BYTES];
        random.nextBytes(body);
        store.workspace(TestLog.WORKSPACE).append(TestLog.append(log.next(body), "page"));
      }
    }
  }

  private BlobId file(int bytes) throws Exception {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return new FolderBlobs(data.resolve("files")).put(new ByteArrayInputStream(content), bytes);
  }

  private static String name(BlobId id) {
    return "files/" + id.toString().substring(0, 2) + "/" + id;
  }

  private List<Path> pieces() throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve("backups/pieces"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private long entriesOf(BackupShelf.Kept kept) throws Exception {
    Path place = temporary.resolve("looked at " + places++);
    Restore.into(kept.file(), place);
    try (FolderStore store = FolderStore.open(place)) {
      return store.workspace(TestLog.WORKSPACE).head(log.replica()).count();
    }
  }

  @Test
  void due_whenTheNewestIsOlder() throws Exception {
    FolderStore.open(data).close();
    Duration day = Duration.ofDays(1);
    assertTrue(shelf.isDue(day, NOW));
    shelf.make(NOW);
    assertFalse(shelf.isDue(day, NOW.plusSeconds(10)));
    assertTrue(shelf.isDue(day, NOW.plus(day)));
    assertTrue(shelf.isDue(day, NOW.minus(Duration.ofDays(3))), "the clock was set back");
  }
}
