package atoll.store.h2;

import atoll.store.folder.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Looks, without changing it, whether a database that was not closed in order fits together as far as a quick look goes. */
final class Probe {
  private static final String COPY = "probe";
  private static final String ENTRIES = "SELECT COUNT(*) FROM ATOLL.ENTRY";
  private static final String LOGS = "SELECT COALESCE(SUM(ENTRIES), 0) FROM ATOLL.LOG";
  private static final String LAST_ROWS =
      "SELECT HASH, BYTES FROM ATOLL.ENTRY WHERE WORKSPACE = ? ORDER BY POSITION DESC LIMIT 64";
  private static final String WORKSPACES = "SELECT NO FROM ATOLL.WORKSPACE";
  private static final String FRAMES = "SELECT FRAME FROM ATOLL.JOURNAL_END";

  private Probe() {}

  /**
   * Looks at a file.
   *
   * @param frames frames of the journal that must be in it
   * @throws SQLException if it cannot be read, contradicts itself or holds less
   */
  static void run(Path file, long frames) throws SQLException, IOException {
    try (Database database = Database.open(file, true)) {
      run(database.writer(), frames);
    } catch (SQLException e) {
      if (e.getErrorCode() != ErrorCode.DATABASE_IS_READ_ONLY) {
        throw e;
      }
      runOnCopy(file, frames);
    }
  }

  /** Of a file that cannot be read without being mended; the mending happens to a copy. */
  private static void runOnCopy(Path file, long frames) throws SQLException, IOException {
    Path copy = file.resolveSibling(COPY + DatabaseFile.ENDING);
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      Permissions.restrict(copy);
      try (Database database = Database.open(copy, false)) {
        run(database.writer(), frames);
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  // H2 gives back nothing where a column that may not be empty was torn.
  private static boolean isThere(ResultSet row) throws SQLException {
    byte @Nullable [] hash = row.getBytes(1);
    byte @Nullable [] bytes = row.getBytes(2);
    return hash != null && bytes != null;
  }

  private static void run(Session session, long frames) throws SQLException {
    boolean empty = Schema.version(session) == 0;
    long found = empty ? 0 : session.first(FRAMES, row -> row.getLong(1)).orElse(0L);
    if (found < frames) {
      throw new SQLException(
          "it has taken over " + frames + " frames of the journal, and " + found + " are there");
    }
    if (empty) {
      return;
    }
    long entries = session.first(ENTRIES, row -> row.getLong(1)).orElse(0L);
    long logs = session.first(LOGS, row -> row.getLong(1)).orElse(0L);
    if (entries != logs) {
      throw new SQLException(entries + " entries are there and " + logs + " are counted");
    }
    for (int workspace : session.list(WORKSPACES, row -> row.getInt(1))) {
      if (session.list(LAST_ROWS, Probe::isThere, workspace).contains(false)) {
        throw new SQLException("an entry is there without its bytes");
      }
    }
  }
}
