package atoll.store.h2;

import atoll.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** The versions of the database's tables; each is a script that leads from the one before. */
final class Schema {
  /** The version that this program works with. */
  static final int NEWEST = 1;

  private static final String VERSION_TABLE = "CREATE TABLE IF NOT EXISTS PUBLIC.SCHEMA_VERSION (VERSION INTEGER NOT NULL)";

  private Schema() {}

  /** The version of a database; 0 if it is empty. */
  static int version(Session session) throws SQLException {
    boolean known = session
        .first(
            "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = 'SCHEMA_VERSION'",
            row -> true)
        .isPresent();
    return known
        ? session.first("SELECT MAX(VERSION) FROM PUBLIC.SCHEMA_VERSION", row -> row.getInt(1)).orElse(0)
        : 0;
  }

  /**
   * Brings an older database to the newest version. A step that was cut off by a crash begins anew from a backup or from
   * the journal, since definitions are not part of a transaction.
   *
   * @throws StoreException if the database is of a newer program
   */
  static void migrate(Session session) throws SQLException {
    int version = version(session);
    if (version > NEWEST) {
      throw new StoreException("The database is of version " + version + " and this Atoll knows versions up to " + NEWEST
          + ". Start a newer Atoll.");
    }
    for (int next = version + 1; next <= NEWEST; next++) {
      session.execute(script(next));
      session.execute(VERSION_TABLE);
      session.update("INSERT INTO PUBLIC.SCHEMA_VERSION VALUES (?)", next);
      session.commit();
    }
  }

  private static String script(int version) {
    try (InputStream in = Schema.class.getResourceAsStream(version + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("the script of version " + version + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the script of version " + version + " cannot be read", e);
    }
  }
}
