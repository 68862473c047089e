package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        database.checkpoint(true);
        Files.copy(file, left);
        assertEquals(Optional.of(i), newest(left));
        Files.delete(left);
      }
    }
  }

  private static Optional<Integer> newest(Path file) throws SQLException {
    try (Database database = Database.open(file, false)) {
      return database.writer().first("SELECT MAX(N) FROM T", row -> row.getInt(1));
    }
  }
}
