package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore.NodeRow;
import atoll.store.WorkspaceStore.PageText;
import atoll.store.WorkspaceStore.Snapshot;
import atoll.store.WorkspaceStore.TabStep;
import atoll.store.journal.Fact;
import atoll.store.journal.JournalPosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows, on the session that writes; commits nothing. For one thread. */
final class Tables {
  private static final String PUT_LOG =
      "MERGE INTO ATOLL.LOG (WORKSPACE, REPLICA, ENTRIES, LAST_HASH) KEY (WORKSPACE, REPLICA) VALUES (?, ?, ?, ?)";
  private static final String PUT_ENTRY =
      "INSERT INTO ATOLL.ENTRY (WORKSPACE, POSITION, REPLICA, NUMBER, HASH, BYTES, SET_ASIDE, SEGMENT, FILE_OFFSET)"
          + " VALUES";
  private static final String PUT_TOUCH =
      "INSERT INTO ATOLL.TOUCH (WORKSPACE, DOCUMENT, POSITION) VALUES";
  private static final String PUT_STEP =
      "MERGE INTO ATOLL.STEP (WORKSPACE, SESSION, NUMBER, POSITION) KEY (WORKSPACE, SESSION) VALUES (?, ?, ?, ?)";
  private static final String PUT_WORKSPACE = "INSERT INTO ATOLL.WORKSPACE (NO, ID) VALUES (?, ?)";
  private static final String OLDER_WORKSPACE = "SELECT NO FROM ATOLL.WORKSPACE WHERE ID = ?";
  private static final String RENAME_WORKSPACE = "UPDATE ATOLL.WORKSPACE SET ID = ? WHERE NO = ?";
  private static final String DROP_STALE_ALL = "DELETE FROM ATOLL.STALE WHERE WORKSPACE = ?";
  private static final List<String> DROP_DERIVED = List.of(
      "DELETE FROM ATOLL.NODE WHERE WORKSPACE = ?",
      "DELETE FROM ATOLL.PAGE_TEXT WHERE WORKSPACE = ?",
      DROP_STALE_ALL);
  private static final String STALE_ALL =
      "MERGE INTO ATOLL.STALE (WORKSPACE, DOCUMENT) KEY (WORKSPACE, DOCUMENT)"
          + " SELECT DISTINCT WORKSPACE, DOCUMENT FROM ATOLL.TOUCH WHERE WORKSPACE = ?";
  private static final String STALE_WORKSPACES = "SELECT DISTINCT WORKSPACE FROM ATOLL.STALE";
  private static final String PUT_SETTING =
      "MERGE INTO ATOLL.SETTING (NAME, CONTENT) KEY (NAME) VALUES (?, ?)";
  private static final String PUT_PROPERTY =
      "MERGE INTO ATOLL.PROPERTY (WORKSPACE, NAME, CONTENT) KEY (WORKSPACE, NAME) VALUES (?, ?, ?)";
  private static final String PUT_NOTE =
      "MERGE INTO ATOLL.NOTE (WORKSPACE, NAME, CONTENT) KEY (WORKSPACE, NAME) VALUES (?, ?, ?)";
  private static final String PUT_NODE =
      "MERGE INTO ATOLL.NODE (WORKSPACE, ID, PARENT, PLACE, KIND, TITLE, TRASHED) KEY (WORKSPACE, ID)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String PUT_TEXT =
      "MERGE INTO ATOLL.PAGE_TEXT (WORKSPACE, ID, TEXT) KEY (WORKSPACE, ID) VALUES (?, ?, ?)";
  private static final String PUT_SNAPSHOT =
      "MERGE INTO ATOLL.SNAPSHOT (WORKSPACE, DOCUMENT, UP_TO, HASH, BYTES) KEY (WORKSPACE, DOCUMENT)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String PUT_STALE =
      "MERGE INTO ATOLL.STALE (WORKSPACE, DOCUMENT) KEY (WORKSPACE, DOCUMENT) VALUES (?, ?)";
  private static final String DROP_STALE =
      "DELETE FROM ATOLL.STALE WHERE WORKSPACE = ? AND DOCUMENT = ?";
  private static final String MEND_ENTRY =
      "UPDATE ATOLL.ENTRY SET HASH = ?, BYTES = ? WHERE WORKSPACE = ? AND POSITION = ?";
  private static final String PUT_JOURNAL_END =
      "UPDATE ATOLL.JOURNAL_END SET SEGMENT = ?, FILE_OFFSET = ?, FRAME = ? WHERE ONE = 1";

  private final Session session;

  Tables(Session session) {
    this.session = session;
  }

  /** Writes what the journal keeps at a place. */
  void put(Fact fact, JournalPosition at) throws SQLException {
    switch (fact) {
      case Fact.Workspace workspace -> put(workspace);
      case Fact.Appended appended -> put(appended, at);
      case Fact.Setting(var name, var content) -> session.update(PUT_SETTING, name, content);
      case Fact.Property(var workspace, var name, var content) ->
        session.update(PUT_PROPERTY, workspace, name, content);
    }
  }

  /** Notes up to where the journal is in the tables. */
  void journalEnd(JournalPosition end) throws SQLException {
    session.update(PUT_JOURNAL_END, end.segment(), end.offset(), end.frame());
  }

  void put(int workspace, NodeRow node) throws SQLException {
    session.update(
        PUT_NODE,
        workspace,
        node.id().value(),
        node.parent().map(DocumentId::value).orElse(null),
        node.place(),
        node.kind(),
        node.title(),
        node.trashed());
  }

  void put(int workspace, PageText page) throws SQLException {
    session.update(PUT_TEXT, workspace, page.id().value(), page.text());
  }

  void put(int workspace, DocumentId document, Snapshot snapshot) throws SQLException {
    byte[] hash = Hash.of(snapshot.bytes()).toBytes();
    session.update(
        PUT_SNAPSHOT, workspace, document.value(), snapshot.upTo(), hash, snapshot.bytes());
  }

  void note(int workspace, String name, byte[] content) throws SQLException {
    session.update(PUT_NOTE, workspace, name, content);
  }

  void stale(int workspace, DocumentId document) throws SQLException {
    session.update(PUT_STALE, workspace, document.value());
  }

  void fresh(int workspace, DocumentId document) throws SQLException {
    session.update(DROP_STALE, workspace, document.value());
  }

  /** Forgets what is stale under any other number. */
  void staleOnlyOf(Set<Integer> workspaces) throws SQLException {
    for (int found : session.list(STALE_WORKSPACES, row -> row.getInt(1))) {
      if (!workspaces.contains(found)) {
        session.update(DROP_STALE_ALL, found);
      }
    }
  }

  /** Replaces the bytes of an entry by the ones that were written once. */
  void mend(int workspace, long position, byte[] bytes) throws SQLException {
    session.update(MEND_ENTRY, Hash.of(bytes).toBytes(), bytes, workspace, position);
  }

  /** Under another number than before it stands once, and what is derived is to be made anew from the new one's entries. */
  private void put(Fact.Workspace workspace) throws SQLException {
    byte[] id = workspace.id().hash().toBytes();
    Optional<Integer> older = session.first(OLDER_WORKSPACE, row -> row.getInt(1), id);
    if (older.isPresent()) {
      int no = older.get();
      byte[] name = FormerName.of(workspace.id(), no).hash().toBytes();
      session.update(RENAME_WORKSPACE, name, no);
      for (String drop : DROP_DERIVED) {
        session.update(drop, no);
      }
      session.update(STALE_ALL, workspace.no());
    }
    session.update(PUT_WORKSPACE, workspace.no(), id);
  }

  private void put(Fact.Appended appended, JournalPosition at) throws SQLException {
    long position = appended.first();
    Map<ReplicaId, Fact.Item> last = new HashMap<>();
    List<@Nullable Object[]> entries = new ArrayList<>();
    List<@Nullable Object[]> touches = new ArrayList<>();
    for (Fact.Item item : appended.items()) {
      Envelope.Header header = item.envelope().header();
      entries.add(new @Nullable Object[] {
        appended.workspace(),
        position,
        header.log().value(),
        header.number(),
        item.hash().toBytes(),
        item.bytes(),
        item.setAside().orElse(null),
        at.segment(),
        at.offset()
      });
      for (DocumentId document : item.touches()) {
        touches.add(new @Nullable Object[] {appended.workspace(), document.value(), position});
      }
      last.put(header.log(), item);
      position++;
    }
    session.insert(PUT_ENTRY, entries);
    session.insert(PUT_TOUCH, touches);
    for (Fact.Item item : last.values()) {
      Envelope.Header header = item.envelope().header();
      session.update(
          PUT_LOG,
          appended.workspace(),
          header.log().value(),
          header.number() + 1,
          item.hash().toBytes());
    }
    Optional<TabStep> step = appended.step();
    if (step.isPresent()) {
      session.update(
          PUT_STEP, appended.workspace(), step.get().session(), step.get().number(), position - 1);
    }
  }
}
