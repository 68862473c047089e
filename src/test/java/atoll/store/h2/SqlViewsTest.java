package atoll.store.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.store.TestLog;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.NodeRow;
import atoll.store.WorkspaceStore.PageText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/sql.md promises to people who ask the database. */
final class SqlViewsTest {
  @TempDir
  private Path temporary;

  private Path place;

  @BeforeEach
  void fill() {
    place = temporary.resolve("data");
    try (FolderStore store = FolderStore.open(place)) {
      GoldenFolder.fill(store);
    }
  }

  @Test
  void reader_seesTheViewsAndChangesNothing() throws Exception {
    var before = Folders.content(place);
    assertEquals(
        List.of("Grüße|text 11"),
        ask("SELECT TITLE, TEXT FROM PAGES WHERE NOT TRASHED AND TEXT ILIKE '%TEXT%'"));
    assertEquals(List.of("1|12"), ask("SELECT WORKSPACE, ENTRIES FROM WORKSPACES"));
    assertEquals(
        List.of("0000000000000007|8", "fffffffffffffff8|4"),
        ask(
            "SELECT REPLICA, COUNT(*) FROM CHANGES WHERE DOCUMENT = 'tree' GROUP BY REPLICA ORDER BY 1"));
    assertEquals(
        List.of("MALFORMED"),
        ask("SELECT DISTINCT SET_ASIDE FROM CHANGES WHERE SET_ASIDE IS NOT NULL"));
    assertEquals(
        List.of("Grüße"),
        ask(
            "WITH RECURSIVE T(ID, TITLE, DEPTH) AS (SELECT ID, TITLE, 0 FROM NODES WHERE PARENT IS NULL"
                + " UNION ALL SELECT N.ID, N.TITLE, T.DEPTH + 1 FROM NODES N JOIN T ON N.PARENT = T.ID)"
                + " SELECT REPEAT('  ', DEPTH) || TITLE FROM T"));
    assertEquals(before, Folders.content(place));
    FolderStore.open(place).close();
  }

  @Test
  void workspaceThatWentOn_showsEachPageOnceUnderItsNewNumber() throws Exception {
    try (FolderStore store = FolderStore.open(place)) {
      TestLog first = new TestLog(7);
      WorkspaceStore workspace =
          store.goOnWithout(TestLog.WORKSPACE, Map.of(first.replica(), 5L), Set.of());
      workspace.putRows(
          workspace.stale(),
          List.of(new NodeRow(GoldenFolder.PAGE, Optional.empty(), 0, "page", "Grüße", false)),
          List.of(new PageText(GoldenFolder.PAGE, "text")));
    }
    assertEquals(List.of("2|Grüße|text"), ask("SELECT WORKSPACE, TITLE, TEXT FROM PAGES"));
    assertEquals(List.of("2|Grüße"), ask("SELECT WORKSPACE, TITLE FROM NODES"));
    assertEquals(
        List.of("2|9"),
        ask("SELECT WORKSPACE, ENTRIES FROM WORKSPACES WHERE ID = '" + TestLog.WORKSPACE + "'"));
    assertEquals(
        List.of("1|12", "2|9"),
        ask("SELECT WORKSPACE, ENTRIES FROM WORKSPACES ORDER BY WORKSPACE"));
    assertEquals(
        List.of("Grüße|0000000000000007|5", "Grüße|fffffffffffffff8|4"),
        ask(
            "SELECT N.TITLE, C.REPLICA, COUNT(*) FROM CHANGES C JOIN NODES N ON N.WORKSPACE = C.WORKSPACE"
                + " AND N.ID = C.DOCUMENT GROUP BY N.TITLE, C.REPLICA ORDER BY 3 DESC"));
  }

  @Test
  void reader_seesNothingElse() {
    assertThrows(SQLException.class, () -> ask("SELECT CONTENT FROM ATOLL.SETTING"));
    assertThrows(SQLException.class, () -> ask("SELECT FILE_READ('/etc/hostname')"));
  }

  private List<String> ask(String sql) throws SQLException {
    String url = "jdbc:h2:file:" + place.resolve("db/atoll") + ";ACCESS_MODE_DATA=r";
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, "READER", "");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
          row.add(found.getString(column));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }
}
