package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.blobs.BlobStore;
import atoll.store.blobs.FolderBlobs;
import atoll.store.folder.DataFolder;
import atoll.store.journal.Disk;
import atoll.store.journal.Fact;
import atoll.store.journal.FactReader;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.Journal;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The store of a data folder: a journal, which is the truth, and an H2 database, which answers. */
public final class H2Store implements Store {
  private static final String SETTING = "SELECT CONTENT FROM ATOLL.SETTING WHERE NAME = ?";

  private final DataFolder folder;
  private final DatabaseFile file;
  private final Database database;
  private final Journal journal;
  private final Checkpoints checkpoints;
  private final Writer writer;
  private final FactReader facts;
  private final BlobStore blobs;
  private final Map<WorkspaceId, H2WorkspaceStore> workspaces = new LinkedHashMap<>();
  private final Map<WorkspaceId, Integer> before = new HashMap<>();
  private final Object goingOn = new Object();
  private int next;
  private boolean closed;

  H2Store(DataFolder folder, DatabaseFile file, Database database, Journal journal) {
    this.folder = folder;
    this.file = file;
    this.database = database;
    this.journal = journal;
    this.checkpoints = new Checkpoints(file, database, journal.end().frame(), false);
    this.writer = new Writer(journal, database, checkpoints, folder::holds);
    this.facts = new FactReader(folder.journal());
    this.blobs = new FolderBlobs(folder.files());
    Numbers numbers = database.read(Numbers::read);
    this.next = numbers.next();
    numbers.all().forEach((id, own) -> {
      workspaces.put(id, open(new Fact.Workspace(own.getLast(), id)));
      if (own.size() > 1) {
        before.put(id, own.get(own.size() - 2));
      }
    });
  }

  /**
   * Opens the store of a folder, and makes it in an empty one. What a crash kept out of the database comes from the journal.
   *
   * @throws DamagedException if the database or the journal is not as it was written; nothing is changed, and the message
   *     names the file, the newest backup and the remedy
   * @throws StoreException if the disk refuses, or the folder is of a newer version
   */
  public static H2Store open(DataFolder folder) {
    return open(folder, new FolderDisk(folder.journal()), Journal.SEGMENT_BYTES, Schema.RELEASED);
  }

  /**
   * As {@link #open(DataFolder)}, with another disk under the journal.
   *
   * @param segmentBytes bytes after which a file of the journal is closed
   */
  static H2Store open(DataFolder folder, Disk disk, long segmentBytes, Schema schema) {
    return new Opening(folder, disk, segmentBytes, schema).open();
  }

  @Override
  public List<WorkspaceId> workspaces() {
    synchronized (workspaces) {
      return List.copyOf(workspaces.keySet());
    }
  }

  @Override
  public WorkspaceStore workspace(WorkspaceId id) {
    synchronized (workspaces) {
      H2WorkspaceStore known = workspaces.get(id);
      if (known == null) {
        Fact.Workspace added = new Fact.Workspace(next++, id);
        writer.write(batch -> {
          batch.keep(added);
          return id;
        });
        known = open(added);
        workspaces.put(id, known);
      }
      return known;
    }
  }

  @Override
  public WorkspaceStore goOnWithout(
      WorkspaceId id,
      Map<ReplicaId, Long> ends,
      Set<String> leaving,
      Function<Envelope, List<DocumentId>> again) {
    ends.forEach((log, end) -> {
      if (end < 0) {
        throw new IllegalArgumentException(end + " entries cannot stay of log " + log);
      }
    });
    synchronized (goingOn) {
      H2WorkspaceStore old;
      Fact.Workspace added;
      synchronized (workspaces) {
        old = workspaces.get(id);
        if (old == null) {
          throw new IllegalArgumentException("workspace " + id + " is not held");
        }
        added = new Fact.Workspace(next++, id);
      }
      goOn(old, leaving, new GoingOn(database, writer, old, added, ends, again));
      synchronized (workspaces) {
        H2WorkspaceStore known = open(added);
        workspaces.put(id, known);
        before.put(id, old.no());
        return known;
      }
    }
  }

  /** All that was planned before is in it, and nothing is planned after. */
  private void goOn(H2WorkspaceStore old, Set<String> leaving, GoingOn goingOn) {
    boolean done = false;
    try {
      writer.write(batch -> {
        old.former(true);
        return old;
      });
      goingOn.run(leaving);
      done = true;
    } finally {
      old.former(done);
    }
  }

  @Override
  public Optional<WorkspaceStore> before(WorkspaceId id) {
    Integer no;
    synchronized (workspaces) {
      no = before.get(id);
    }
    if (no == null) {
      return Optional.empty();
    }
    H2WorkspaceStore former = open(new Fact.Workspace(no, id));
    former.former(true);
    return Optional.of(former);
  }

  @Override
  public Optional<byte[]> setting(String key) {
    return database.read(s -> s.first(SETTING, row -> row.getBytes(1), key));
  }

  @Override
  public void putSetting(String key, byte[] value) {
    writer.write(batch -> {
      batch.keep(new Fact.Setting(key, value));
      return key;
    });
  }

  @Override
  public BlobStore blobs() {
    return blobs;
  }

  @Override
  public Optional<String> readOnly() {
    return writer.refusal();
  }

  /** Ends the writing, closes the files, and seals the database if all was well. The folder stays this process's. */
  @Override
  public void close() {
    synchronized (workspaces) {
      if (closed) {
        return;
      }
      closed = true;
    }
    writer.close();
    try {
      journal.close();
      checkpoints.begin();
      database.close();
      folder.holds(journal.end().frame());
      if (writer.refusal().isEmpty()) {
        file.seal(journal.end().frame());
      }
    } catch (IOException | SQLException e) {
      throw new StoreException(
          "The store in " + folder.path() + " could not be closed in order (" + e.getMessage()
              + "). What was marked saved is kept; the next start puts it in order.",
          e);
    }
  }

  /** Reads what no port asks for. */
  <T> T read(Database.Query<T> query) {
    return database.read(query);
  }

  private H2WorkspaceStore open(Fact.Workspace workspace) {
    EntryReader entries = new EntryReader(database, facts, writer, workspace);
    return new H2WorkspaceStore(
        database, writer, entries, workspace, salt -> folder.replica(workspace.id(), salt));
  }
}
