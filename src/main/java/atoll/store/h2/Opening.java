package atoll.store.h2;

import atoll.crdt.RejectedException;
import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.StoreException;
import atoll.store.backup.BackupException;
import atoll.store.backup.BackupShelf;
import atoll.store.folder.Backups;
import atoll.store.folder.DataFolder;
import atoll.store.folder.Permissions;
import atoll.store.journal.Disk;
import atoll.store.journal.Fact;
import atoll.store.journal.FactCodec;
import atoll.store.journal.Journal;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens a store: looks before it touches, then brings the database to where the journal is. For one thread. */
final class Opening {
  private static final Logger LOG = System.getLogger(Opening.class.getName());
  private static final String JOURNAL_END =
      "SELECT SEGMENT, FILE_OFFSET, FRAME FROM ATOLL.JOURNAL_END";
  private static final long BYTES_PER_CHECKPOINT = 4 << 20;

  private final DataFolder folder;
  private final Disk disk;
  private final long segmentBytes;
  private final DatabaseFile file;
  private final Schema schema;
  private final Set<String> stale = new HashSet<>();
  private int replayed;

  Opening(DataFolder folder, Disk disk, long segmentBytes, Schema schema) {
    this.schema = schema;
    this.folder = folder;
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.file = new DatabaseFile(folder.database());
  }

  H2Store open() {
    try {
      DatabaseFile.Seal seal = file.seal();
      boolean fresh = !file.exists();
      if (!fresh && seal.isTorn()) {
        return openTorn(seal);
      }
      if (!fresh) {
        look(seal);
      }
      file.writing(fresh ? 0 : seal.frames());
      try {
        return open(fresh);
      } catch (SQLException e) {
        if (fresh || !seal.isOpen()) {
          throw e;
        }
        LOG.log(
            Level.WARNING,
            "The crash left the database unfit, so it is made anew; the old one is "
                + file.setAside(),
            e);
        return open(true);
      }
    } catch (SQLException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new StoreException(
          "The data in " + folder.path() + " cannot be opened (" + e.getMessage()
              + "). Mend the disk or its permissions, then start Atoll again.",
          e);
    }
  }

  /** The machine went off while the file was being written, so nobody knows which parts of it are old. */
  private H2Store openTorn(DatabaseFile.Seal seal) throws IOException, SQLException {
    LOG.log(
        Level.WARNING,
        "The machine went off while the database was being written, so it is made anew from the journal");
    Path torn = file.setAside();
    try {
      H2Store store = open(true);
      Files.delete(torn);
      return store;
    } catch (DamagedException damaged) {
      // The doctor needs all there is.
      Files.move(torn, file.path(), StandardCopyOption.REPLACE_EXISTING);
      file.write(seal);
      throw damaged;
    }
  }

  private H2Store open(boolean fresh) throws IOException, SQLException {
    replayed = 0;
    stale.clear();
    Database database = Database.open(file.path(), false);
    try {
      Permissions.restrict(file.path());
      if (schema.isOutdated(database.writer())) {
        backUp();
      }
      schema.migrate(database.writer());
      Journal journal = replay(database, fresh);
      return new H2Store(folder, file, database, journal);
    } catch (IOException | SQLException | RuntimeException e) {
      closeAfter(e, database);
      throw e;
    }
  }

  /** Refuses a database that is not as it was left, before anything could change it. */
  private void look(DatabaseFile.Seal seal) throws IOException {
    if (seal.isOpen()) {
      try {
        Probe.run(file.path(), seal.frames());
      } catch (SQLException e) {
        throw damaged(String.valueOf(e.getMessage()), e);
      }
    } else if (!seal.closed().equals(file.describe())) {
      throw damaged("closed as " + seal.closed() + ", found as " + file.describe(), null);
    }
  }

  private void backUp() {
    try {
      BackupShelf.Kept backup = new BackupShelf(folder.path()).make(Instant.now());
      LOG.log(
          Level.INFO,
          "The data is brought to a newer version; before that it was backed up to "
              + backup.file());
    } catch (BackupException e) {
      throw new StoreException(
          "The data must be brought to a newer version, but first a backup is needed. "
              + e.getMessage(),
          e);
    }
  }

  private Journal replay(Database database, boolean fresh) throws IOException, SQLException {
    Session session = database.writer();
    JournalPosition from = session
        .first(
            JOURNAL_END, row -> new JournalPosition(row.getInt(1), row.getLong(2), row.getLong(3)))
        .orElseThrow(() -> damaged("it does not say how much of the journal it has", null));
    Tables tables = new Tables(session);
    try {
      Journal journal = Journal.open(
          disk,
          segmentBytes,
          new SecureRandom()::nextLong,
          from,
          (at, next, records) -> replay(database, tables, at, next, records));
      // What is replayed of a number that is not in force any more, or never was, is marked too.
      tables.staleOnlyOf(Numbers.read(session).newest());
      session.commit();
      new Checkpoints(file, database, from.frame(), true).all(journal.end().frame());
      folder.opened(journal.end().frame());
      report(journal, fresh);
      return journal;
    } catch (ReplayFailure e) {
      if (e.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw new DamagedException(
          "The journal in " + folder.journal() + " cannot be taken over: " + e.getMessage()
              + ". Run \"atoll doctor\".",
          e);
    }
  }

  private void report(Journal journal, boolean fresh) {
    if (fresh && replayed > 0) {
      LOG.log(
          Level.WARNING,
          "There was no database; it was made anew from the journal, " + replayed + " frames");
    } else if (replayed > 0) {
      LOG.log(
          Level.INFO, replayed + " frames of the journal were not in the database yet and are now");
    }
    if (journal.tornBytes() > 0) {
      LOG.log(
          Level.INFO,
          "A write of " + journal.tornBytes()
              + " bytes that was cut off was removed from the journal");
    }
  }

  private void replay(
      Database database,
      Tables tables,
      JournalPosition at,
      JournalPosition next,
      List<JournalRecord> records) {
    try {
      for (JournalRecord record : records) {
        Fact fact = FactCodec.decode(record);
        tables.put(fact, at);
        if (fact instanceof Fact.Appended appended) {
          for (Fact.Item item : appended.items()) {
            for (DocumentId document : item.touches()) {
              if (stale.add(appended.workspace() + " " + document)) {
                tables.stale(appended.workspace(), document);
              }
            }
          }
        }
      }
      tables.journalEnd(next);
      replayed++;
      if (next.segment() > at.segment()
          || next.offset() / BYTES_PER_CHECKPOINT > at.offset() / BYTES_PER_CHECKPOINT) {
        database.writer().commit();
        database.checkpoint(false);
      }
    } catch (SQLException | RejectedException e) {
      throw new ReplayFailure(
          "byte " + at.offset() + " of file " + at.segment()
              + " of the journal cannot be taken over: " + e.getMessage(),
          e);
    }
  }

  private DamagedException damaged(String why, @Nullable Exception cause) {
    String backup = Backups.newest(folder.backups())
        .map(found -> "The newest backup is " + found + ". ")
        .orElse("There is no backup. ");
    String message = "The database " + file.path() + " is damaged (" + why
        + "). Nothing was changed. " + backup + "Run \"atoll doctor --repair --data "
        + folder.path()
        + "\", which makes the database anew from the journal.";
    return cause == null ? new DamagedException(message) : new DamagedException(message, cause);
  }

  private static void closeAfter(Exception cause, Database database) {
    try {
      database.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static final class ReplayFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayFailure(String message, Exception cause) {
      super(message, cause);
    }
  }
}
