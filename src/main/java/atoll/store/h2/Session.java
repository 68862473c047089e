package atoll.store.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** A connection with the statements that were prepared on it. For one thread at a time. */
final class Session implements AutoCloseable {
  /** Makes one value of a row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Rows that one statement inserts, where there are so many: what a statement costs beside its rows is then little. */
  private static final int ROWS_AT_ONCE = 32;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<Many, String> inserts = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** What H2 keeps the tables in. */
  MVStore mvStore() throws SQLException {
    SessionLocal session =
        (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    return session.getDatabase().getStore().getMvStore();
  }

  /** Changes rows; returns how many. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    return prepare(sql, values).executeUpdate();
  }

  /**
   * Inserts rows.
   *
   * @param into {@code INSERT INTO … VALUES}, up to where the rows begin
   * @param rows all of one length
   */
  void insert(String into, List<@Nullable Object[]> rows) throws SQLException {
    int at = 0;
    while (at < rows.size()) {
      int count = rows.size() - at < ROWS_AT_ONCE ? 1 : ROWS_AT_ONCE;
      @Nullable
      Object[] values =
          rows.subList(at, at + count).stream().flatMap(Arrays::stream).toArray();
      PreparedStatement statement = prepare(many(into, values.length / count, count), values);
      statement.executeUpdate();
      // Or it would hold on to the rows, which may be large, until the next ones come.
      statement.clearParameters();
      at += count;
    }
  }

  private String many(String into, int columns, int rows) {
    return inserts.computeIfAbsent(new Many(into, columns, rows), many -> {
      String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
      return into + " " + String.join(", ", Collections.nCopies(rows, row));
    });
  }

  private record Many(String into, int columns, int rows) {}

  /** Runs several statements, or one that defines something. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows that a query finds, in its order. */
  <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = prepare(sql, values).executeQuery()) {
      while (rows.next()) {
        found.add(row.read(rows));
      }
    }
    return found;
  }

  /** The first row that a query finds. */
  <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    List<T> found = list(sql, row, values);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
