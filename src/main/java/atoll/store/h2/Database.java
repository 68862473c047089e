package atoll.store.h2;

import atoll.store.DamagedException;
import atoll.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.h2.mvstore.MVStoreException;

/** The connections to one database file. For any thread. */
final class Database implements AutoCloseable {
  /** Reads something on a session. */
  @FunctionalInterface
  interface Query<T> {
    T run(Session session) throws SQLException;
  }

  /** {@code retry:} because an interrupt of a thread that reads would otherwise close the file for all. */
  private static final String PREFIX = "jdbc:h2:retry:";

  /**
   * H2 writes to its file when it is told to, between transactions, and never by itself: a file that it wrote in the middle
   * of one, and whose process was killed then, kept halves of that transaction for ever.
   */
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;ANALYZE_AUTO=0;WRITE_DELAY=" + Integer.MAX_VALUE;

  private static final String READ_ONLY = ";ACCESS_MODE_DATA=r";
  private static final int MOST_IDLE = 8;

  /** What of the written chunks is to be of use. */
  private static final int LEAST_FILL_PERCENT = 60;

  /** Far more than a checkpoint adds, and little enough for a key that waits. */
  private static final int MOST_MOVED_BYTES = 2 << 20;

  private final Path file;
  private final String url;
  private final Session writer;
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

  private Database(Path file, String url, Connection writer) {
    this.file = file;
    this.url = url;
    this.writer = new Session(writer);
  }

  /**
   * Opens a database, or makes one.
   *
   * @param file the file of the database, with its ending
   */
  static Database open(Path file, boolean readOnly) throws SQLException {
    String name = file.toString();
    String url = PREFIX
        + name.substring(0, name.length() - DatabaseFile.ENDING.length())
        + (readOnly ? READ_ONLY : SETTINGS);
    Connection writer = connect(url);
    writer.setAutoCommit(false);
    return new Database(file, url, writer);
  }

  /** The one session that changes things; only the thread that writes uses it, and whoever opens the store before. */
  Session writer() {
    return writer;
  }

  /** Lets the file have everything that was committed; only {@link Checkpoints} may ask. */
  void checkpoint(boolean sync) throws SQLException {
    writer.execute(sync ? "CHECKPOINT SYNC" : "CHECKPOINT");
    writer.commit();
  }

  /**
   * Gives back some of the room of what was written again since: each checkpoint writes a chunk of pages of all tables, of which
   * the next one makes most worthless, and H2 takes the place of a chunk only when all of it is. Only {@link Checkpoints} may
   * ask. Cost: up to ten milliseconds, if there is something to do.
   */
  void compact() throws SQLException {
    try {
      writer.mvStore().compact(LEAST_FILL_PERCENT, MOST_MOVED_BYTES);
    } catch (MVStoreException e) {
      throw new SQLException("The file " + file + " refused: " + e.getMessage(), e);
    }
  }

  /** Reads on a session of its own; sees what was committed. */
  <T> T read(Query<T> query) {
    Session session = idle.pollFirst();
    try {
      if (session == null) {
        session = new Session(connect(url));
      }
      T result = query.run(session);
      if (idle.size() < MOST_IDLE) {
        idle.addFirst(session);
      } else {
        session.close();
      }
      return result;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** What a refusal of the database means for those who asked. */
  StoreException failure(SQLException e) {
    return switch (e.getErrorCode()) {
      case ErrorCode.FILE_CORRUPTED_1, ErrorCode.GENERAL_ERROR_1, ErrorCode.IO_EXCEPTION_2 ->
        new DamagedException(
            "The database " + file + " cannot be read (" + e.getMessage()
                + "). Stop Atoll and run \"atoll doctor\", which makes it anew from the journal.",
            e);
      default -> new StoreException("The database " + file + " refused: " + e.getMessage(), e);
    };
  }

  @Override
  public void close() throws SQLException {
    for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
      session.close();
    }
    writer.close();
  }

  private static Connection connect(String url) throws SQLException {
    Properties account = new Properties();
    account.setProperty("user", "SA");
    account.setProperty("password", "");
    Connection connection = new Driver().connect(url, account);
    if (connection == null) {
      throw new SQLException("no database at " + url);
    }
    return connection;
  }
}
