package atoll.store.h2;

import atoll.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * The versions of the database's tables, from 1.
 *
 * @param scripts one per version, each leading from the version before; one that was released is never changed
 */
record Schema(List<String> scripts) {
  /** What this program works with. */
  static final Schema RELEASED = new Schema(List.of(script("1.sql"), script("2.sql")));

  private static final String VERSION_TABLE =
      "CREATE TABLE IF NOT EXISTS PUBLIC.SCHEMA_VERSION (VERSION INTEGER NOT NULL)";

  Schema {
    scripts = List.copyOf(scripts);
  }

  /** The version of a database; 0 if it is empty. */
  static int version(Session session) throws SQLException {
    boolean known = session
        .first(
            "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = 'SCHEMA_VERSION'",
            row -> true)
        .isPresent();
    return known
        ? session
            .first("SELECT MAX(VERSION) FROM PUBLIC.SCHEMA_VERSION", row -> row.getInt(1))
            .orElse(0)
        : 0;
  }

  /**
   * Whether a database holds something in an older version.
   *
   * @throws StoreException if it is of a newer program
   */
  boolean isOutdated(Session session) throws SQLException {
    int version = version(session);
    if (version > scripts.size()) {
      throw new StoreException("The database is of version " + version
          + " and this Atoll knows versions up to " + scripts.size() + ". Start a newer Atoll.");
    }
    return version > 0 && version < scripts.size();
  }

  /**
   * Brings a database to the newest version. A step that a crash cut off leaves a database that the next start finds unfit
   * and makes anew from the journal, since definitions are not part of a transaction.
   */
  void migrate(Session session) throws SQLException {
    for (int next = version(session) + 1; next <= scripts.size(); next++) {
      session.execute(scripts.get(next - 1));
      session.execute(VERSION_TABLE);
      session.update("INSERT INTO PUBLIC.SCHEMA_VERSION VALUES (?)", next);
      session.commit();
    }
  }

  private static String script(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the script " + name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the script " + name + " cannot be read", e);
    }
  }
}
