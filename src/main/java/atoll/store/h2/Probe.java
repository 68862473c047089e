package atoll.store.h2;

import java.sql.SQLException;

/** Looks at a database that was not closed in order: whether what can be seen quickly fits together. */
final class Probe {
  private static final String ENTRIES = "SELECT COUNT(*) FROM ATOLL.ENTRY";
  private static final String LOGS = "SELECT COALESCE(SUM(ENTRIES), 0) FROM ATOLL.LOG";
  private static final String LAST_ROWS =
      "SELECT HASH, BYTES FROM ATOLL.ENTRY WHERE WORKSPACE = ? ORDER BY POSITION DESC LIMIT 64";
  private static final String WORKSPACES = "SELECT NO FROM ATOLL.WORKSPACE";

  private Probe() {}

  /** @throws SQLException if it cannot be read or contradicts itself */
  static void run(Database database) throws SQLException {
    Session session = database.writer();
    if (Schema.version(session) == 0) {
      return;
    }
    long entries = session.first(ENTRIES, row -> row.getLong(1)).orElse(0L);
    long logs = session.first(LOGS, row -> row.getLong(1)).orElse(0L);
    if (entries != logs) {
      throw new SQLException(entries + " entries are there and " + logs + " are counted");
    }
    for (int workspace : session.list(WORKSPACES, row -> row.getInt(1))) {
      session.list(LAST_ROWS, row -> row.getBytes(2).length, workspace);
    }
  }
}
