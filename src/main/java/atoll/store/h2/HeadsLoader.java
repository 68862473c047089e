package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.store.DamagedException;
import atoll.store.WorkspaceStore.Head;
import atoll.store.journal.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the ends of a workspace's logs and compares them with the entries. */
final class HeadsLoader {
  private static final String HEADS =
      "SELECT L.REPLICA, L.ENTRIES, L.LAST_HASH, E.HASH FROM ATOLL.LOG L"
          + " LEFT JOIN ATOLL.ENTRY E"
          + " ON E.WORKSPACE = L.WORKSPACE AND E.REPLICA = L.REPLICA AND E.NUMBER = L.ENTRIES - 1 WHERE L.WORKSPACE = ?";
  private static final String POSITION =
      "SELECT COALESCE(MAX(POSITION), 0) FROM ATOLL.ENTRY WHERE WORKSPACE = ?";

  private HeadsLoader() {}

  private record Row(ReplicaId log, Head head, boolean fits) {}

  /** @throws DamagedException if a log does not end as the database noted */
  static Heads load(Database database, Fact.Workspace workspace) {
    List<Row> rows = database.read(s -> s.list(
        HEADS,
        row -> {
          byte[] found = row.getBytes(4);
          Hash last = Hash.wrap(row.getBytes(3));
          Head head = new Head(row.getLong(2), last);
          return new Row(
              new ReplicaId(row.getLong(1)),
              head,
              found != null && Hash.wrap(found).equals(last));
        },
        workspace.no()));
    Map<ReplicaId, Head> heads = new HashMap<>();
    for (Row row : rows) {
      if (!row.fits()) {
        throw new DamagedException("The database says that log " + row.log() + " of workspace "
            + workspace.id() + " has " + row.head().count()
            + " entries, but the last one is not there. Run \"atoll doctor\".");
      }
      heads.put(row.log(), row.head());
    }
    long position = database
        .read(s -> s.first(POSITION, row -> row.getLong(1), workspace.no()))
        .orElse(0L);
    return new Heads(workspace, heads, position);
  }
}
