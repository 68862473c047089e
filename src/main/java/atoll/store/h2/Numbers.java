package atoll.store.h2;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.journal.Fact;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which numbers each workspace of a folder has had, as the database tells it.
 *
 * @param all by workspace, in the order in which they came; the numbers ascend, and the last is the one in force
 * @param next greater than every number that was ever used, also by what was never finished
 */
record Numbers(Map<WorkspaceId, List<Integer>> all, int next) {
  private static final String WORKSPACES = "SELECT NO, ID FROM ATOLL.WORKSPACE ORDER BY NO";
  private static final String MOST =
      "SELECT COALESCE(MAX(NO), 0) FROM (SELECT NO FROM ATOLL.WORKSPACE"
          + " UNION ALL SELECT WORKSPACE FROM ATOLL.LOG UNION ALL SELECT WORKSPACE FROM ATOLL.PROPERTY)";

  static Numbers read(Session session) throws SQLException {
    List<Fact.Workspace> rows = session.list(
        WORKSPACES,
        row -> new Fact.Workspace(row.getInt(1), new WorkspaceId(Hash.wrap(row.getBytes(2)))));
    Set<WorkspaceId> names = new HashSet<>();
    rows.forEach(row -> names.add(row.id()));
    Map<WorkspaceId, List<Integer>> all = new LinkedHashMap<>();
    for (Fact.Workspace row : rows) {
      WorkspaceId former = FormerName.of(row.id(), row.no());
      all.computeIfAbsent(names.contains(former) ? former : row.id(), id -> new ArrayList<>())
          .add(row.no());
    }
    return new Numbers(all, session.first(MOST, row -> row.getInt(1)).orElse(0) + 1);
  }

  /** The numbers in force. */
  Set<Integer> newest() {
    Set<Integer> newest = new HashSet<>();
    all.values().forEach(numbers -> newest.add(numbers.getLast()));
    return newest;
  }
}
