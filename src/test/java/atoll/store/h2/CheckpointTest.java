package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database promises by a checkpoint. */
final class CheckpointTest {
  private static final int CHECKPOINTS = 25;
  private static final int ROWS = 5000;
  private static final int ROW_BYTES = 300;

  /**
   * The place that old versions had in the file is used again at once here, and after 45 seconds in an instance: then a
   * version lies neither at the end of the file nor behind the one before, and must be found all the same.
   */
  @Test
  void processKilledAfterAnyCheckpoint_leavesAFileThatHasAllBeforeIt(@TempDir Path folder)
      throws SQLException, IOException {
    Random random = new Random(4);
    Path file = folder.resolve("living" + DatabaseFile.ENDING);
    Path left = folder.resolve("left" + DatabaseFile.ENDING);
    try (Database database = Database.open(file, false)) {
      Session session = database.writer();
      session.execute("SET RETENTION_TIME 0");
      session.execute("CREATE TABLE T (N INTEGER PRIMARY KEY, X VARBINARY)");
      for (int i = 1; i <= CHECKPOINTS; i++) {
        session.update("INSERT INTO T VALUES (?, ?)", i, new byte[random.nextInt(20_000)]);
        session.update("DELETE FROM T WHERE N < ?", i - 3);
        session.commit();
        database.compact();
        Files.copy(file, left);
        if (i > 1) {
          int found = newest(left).orElse(0);
          assertTrue(found == i || found == i - 1, found + " is neither before nor after " + i);
        }
        Files.delete(left);
        database.checkpoint(true);
        Files.copy(file, left);
        assertEquals(Optional.of(i), newest(left));
        Files.delete(left);
      }
    }
  }

  @Test
  void fewRowsPerCheckpoint_takeLittleMoreRoomThanTheyNeed(@TempDir Path folder)
      throws SQLException, IOException {
    Random random = new Random(4);
    Path file = folder.resolve("typed" + DatabaseFile.ENDING);
    try (Database database = Database.open(file, false)) {
      Session session = database.writer();
      session.execute("SET RETENTION_TIME 0");
      session.execute("CREATE TABLE T (N INTEGER PRIMARY KEY, H BINARY(32) UNIQUE, X VARBINARY)");
      byte[] hash = new byte[32];
      byte[] row = new byte[ROW_BYTES];
      for (int i = 1; i <= ROWS; i++) {
        random.nextBytes(hash);
        random.nextBytes(row);
        session.update("INSERT INTO T VALUES (?, ?, ?)", i, hash, row);
        session.commit();
        database.compact();
        database.checkpoint(false);
      }
      long needed = (long) ROWS * (ROW_BYTES + 2 * hash.length);
      assertTrue(Files.size(file) < 4 * needed, Files.size(file) + " bytes for " + needed);
      assertEquals(Optional.of(ROWS), session.first("SELECT COUNT(*) FROM T", n -> n.getInt(1)));
    }
  }

  private static Optional<Integer> newest(Path file) throws SQLException {
    try (Database database = Database.open(file, false)) {
      return database.writer().first("SELECT MAX(N) FROM T", row -> row.getInt(1));
    }
  }
}
