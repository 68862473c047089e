package atoll.store.h2;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.backup.BackupException;
import atoll.store.backup.Restore;
import atoll.store.folder.Backups;
import atoll.store.folder.DataFolder;
import atoll.store.folder.Permissions;
import atoll.store.journal.Chains;
import atoll.store.journal.Fact;
import atoll.store.journal.FactCodec;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.Journal;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalReader;
import atoll.store.journal.JournalRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a damaged journal anew from all that is sound: its own frames on both sides of the damage, the database, the newest
 * backup. Holds all of it in memory. What was lost for good is asked of the peers, since the clock tells them what lacks;
 * and the folder goes on under a new replica, because its own last entries may be among that.
 */
final class Salvage {
  private static final Logger LOG = System.getLogger(Salvage.class.getName());
  private static final String WORKSPACES = "SELECT NO, ID FROM ATOLL.WORKSPACE ORDER BY NO";
  private static final String ENTRIES =
      "SELECT WORKSPACE, POSITION, BYTES, SET_ASIDE, HASH FROM ATOLL.ENTRY";
  private static final String TOUCHES =
      "SELECT DOCUMENT FROM ATOLL.TOUCH WHERE WORKSPACE = ? AND POSITION = ?";
  private static final String SETTINGS = "SELECT NAME, CONTENT FROM ATOLL.SETTING";
  private static final String PROPERTIES = "SELECT WORKSPACE, NAME, CONTENT FROM ATOLL.PROPERTY";

  private final DataFolder folder;
  private final TreeMap<Integer, WorkspaceId> workspaces = new TreeMap<>();
  private final Map<Key, Found> entries = new HashMap<>();
  private final TreeMap<String, Fact> settings = new TreeMap<>();
  private long lost;

  private record Key(int workspace, ReplicaId log, long number, Hash hash) {}

  private record Found(int workspace, long position, Fact.Item item) {}

  Salvage(DataFolder folder) {
    this.folder = folder;
  }

  /** Entries that were found and do not follow any that was. */
  long lost() {
    return lost;
  }

  /** Replaces the journal; returns where the damaged one is. */
  Path run() throws IOException {
    Path fresh = folder.path().resolve("journal.new");
    backup();
    database();
    for (Path journal : List.of(fresh, folder.journal())) {
      if (Files.isDirectory(journal)) {
        JournalReader.soundFrames(new FolderDisk(journal), this::add);
      }
    }
    Restore.drop(fresh);
    Permissions.makeFolder(fresh);
    write(fresh);
    Path aside = folder.path().resolve("journal-" + System.currentTimeMillis() + ".damaged");
    Files.move(folder.journal(), aside, StandardCopyOption.ATOMIC_MOVE);
    Files.move(fresh, folder.journal(), StandardCopyOption.ATOMIC_MOVE);
    folder.renew();
    return aside;
  }

  private void add(List<JournalRecord> records) {
    for (JournalRecord record : records) {
      try {
        add(FactCodec.decode(record));
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "A record of the journal is left out: " + e.getMessage());
      }
    }
  }

  private void add(Fact fact) {
    switch (fact) {
      case Fact.Workspace(int no, WorkspaceId id) -> workspaces.put(no, id);
      case Fact.Appended appended -> {
        long position = appended.first();
        for (Fact.Item item : appended.items()) {
          add(appended.workspace(), position++, item);
        }
      }
      case Fact.Setting setting -> settings.put("s " + setting.name(), setting);
      case Fact.Property property ->
        settings.put("p " + property.workspace() + " " + property.name(), property);
    }
  }

  private void add(int workspace, long position, Fact.Item item) {
    Envelope.Header header = item.envelope().header();
    Key key = new Key(workspace, header.log(), header.number(), item.hash());
    entries.put(key, new Found(workspace, position, item));
  }

  private void backup() throws IOException {
    Optional<Path> newest = Backups.newest(folder.backups());
    if (newest.isEmpty()) {
      return;
    }
    Path place = folder.backups().resolve("salvage");
    try {
      Restore.journalInto(newest.get(), place);
      new JournalReader(new FolderDisk(place.resolve("journal")))
          .read(JournalPosition.START, (at, next, records) -> add(records));
    } catch (BackupException e) {
      LOG.log(Level.WARNING, "The newest backup cannot help: " + e.getMessage());
    } finally {
      Restore.drop(place);
    }
  }

  private void database() {
    DatabaseFile file = new DatabaseFile(folder.database());
    if (!file.exists()) {
      return;
    }
    try (Database database = Database.open(file.path(), true)) {
      Session session = database.writer();
      session.list(
          WORKSPACES,
          row -> workspaces.put(row.getInt(1), new WorkspaceId(Hash.wrap(row.getBytes(2)))));
      session.list(
          SETTINGS,
          row -> settings.put(
              "s " + row.getString(1), new Fact.Setting(row.getString(1), row.getBytes(2))));
      session.list(
          PROPERTIES,
          row -> settings.put(
              "p " + row.getInt(1) + " " + row.getString(2),
              new Fact.Property(row.getInt(1), row.getString(2), row.getBytes(3))));
      session.list(ENTRIES, row -> {
        byte[] bytes = row.getBytes(3);
        int workspace = row.getInt(1);
        long position = row.getLong(2);
        if (Hash.of(bytes).equals(Hash.wrap(row.getBytes(5)))) {
          List<DocumentId> touches = session.list(
              TOUCHES, touch -> new DocumentId(touch.getString(1)), workspace, position);
          item(bytes, touches, Optional.ofNullable(row.getString(4)))
              .ifPresent(item -> add(workspace, position, item));
        }
        return position;
      });
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "The database cannot help, or not with all: " + e.getMessage());
    }
  }

  private static Optional<Fact.Item> item(
      byte[] bytes, List<DocumentId> touches, Optional<String> setAside) {
    try {
      return Optional.of(new Fact.Item(Envelope.parse(bytes), touches, setAside));
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }

  private void write(Path place) throws IOException {
    List<Found> inOrder = new ArrayList<>(entries.values());
    inOrder.sort(Comparator.comparingInt(Found::workspace).thenComparingLong(Found::position));
    Naming naming = new Naming();
    inOrder.forEach(
        found -> naming.found(found.workspace(), found.item().envelope().header()));
    Chains chains = new Chains();
    Map<Integer, Long> positions = new HashMap<>();
    try (Journal journal = Journal.open(
        new FolderDisk(place),
        Journal.SEGMENT_BYTES,
        new SecureRandom()::nextLong,
        JournalPosition.START,
        (at, next, records) -> {})) {
      for (Map.Entry<Integer, WorkspaceId> workspace : naming.named(workspaces).entrySet()) {
        journal.append(List.of(
            FactCodec.encode(new Fact.Workspace(workspace.getKey(), workspace.getValue()))));
      }
      for (Found found : inOrder) {
        if (chains.follows(found.workspace(), found.item())) {
          long position = positions.merge(found.workspace(), 1L, Long::sum);
          journal.append(List.of(FactCodec.encode(new Fact.Appended(
              found.workspace(), position, List.of(found.item()), Optional.empty()))));
        } else {
          lost++;
        }
      }
      for (Fact setting : settings.values()) {
        journal.append(List.of(FactCodec.encode(setting)));
      }
    }
  }
}
