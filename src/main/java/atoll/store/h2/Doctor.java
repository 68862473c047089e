package atoll.store.h2;

import atoll.crdt.RejectedException;
import atoll.store.DamagedException;
import atoll.store.backup.BackupException;
import atoll.store.backup.Restore;
import atoll.store.folder.Backups;
import atoll.store.folder.DataFolder;
import atoll.store.h2.Examination.Mending;
import atoll.store.h2.Finding.Kind;
import atoll.store.journal.Chains;
import atoll.store.journal.FactCodec;
import atoll.store.journal.FolderDisk;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalReader;
import atoll.store.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Examines all of a data folder on which no store is open, and mends what can be mended. For one thread. */
public final class Doctor {
  private final DataFolder folder;
  private final List<Finding> findings = new ArrayList<>();
  private final Chains chains = new Chains();
  private long frames;

  private Doctor(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads everything and compares it. Changes nothing. Cost: reads the journal, the database and the newest backup once.
   *
   * @throws IOException if a file cannot be read at all
   */
  public static Examination examine(DataFolder folder) throws IOException {
    return new Doctor(folder).examine();
  }

  /**
   * Examines, and mends what was found: makes the database anew from the journal, after a damaged journal was made anew from
   * what is sound of it, of the database and of the newest backup. What is damaged is moved aside and never deleted.
   */
  public static Examination mend(DataFolder folder) throws IOException {
    Examination found = examine(folder);
    if (found.findings().stream().noneMatch(finding -> finding.kind().isMendable())) {
      return found;
    }
    List<String> kept = new ArrayList<>();
    long lost = 0;
    if (found.found(Kind.JOURNAL_DAMAGED)) {
      Salvage salvage = new Salvage(folder);
      kept.add(salvage.run().toString());
      lost = salvage.lost();
    }
    DatabaseFile file = new DatabaseFile(folder.database());
    if (file.exists()) {
      kept.add(file.setAside().toString());
    }
    long entries;
    try (H2Store store = H2Store.open(folder)) {
      entries = store.workspaces().stream()
          .flatMap(id -> store.workspace(id).clock().counts().values().stream())
          .mapToLong(Long::longValue)
          .sum();
    }
    return new Examination(
        found.frames(),
        found.entries(),
        found.findings(),
        Optional.of(new Mending(kept, entries, lost)));
  }

  private Examination examine() throws IOException {
    journal();
    database();
    Optional<Path> backup = Backups.newest(folder.backups());
    if (backup.isPresent()) {
      try {
        Restore.check(backup.get());
      } catch (BackupException e) {
        find(Kind.BACKUP_DAMAGED, String.valueOf(e.getMessage()));
      }
    }
    return new Examination(frames, chains.entries(), findings, Optional.empty());
  }

  private void journal() throws IOException {
    try {
      new JournalReader(new FolderDisk(folder.journal()))
          .read(JournalPosition.START, (at, next, records) -> {
            frames = next.frame();
            for (JournalRecord record : records) {
              try {
                chains
                    .add(FactCodec.decode(record))
                    .ifPresent(broken -> find(Kind.CHAIN_BROKEN, broken));
              } catch (RejectedException e) {
                find(
                    Kind.JOURNAL_DAMAGED,
                    "Frame " + at.frame() + " of the journal: " + e.getMessage());
              }
            }
          });
    } catch (DamagedException e) {
      find(Kind.JOURNAL_DAMAGED, String.valueOf(e.getMessage()));
    }
  }

  private void database() throws IOException {
    DatabaseFile file = new DatabaseFile(folder.database());
    if (!file.exists()) {
      if (frames > 0) {
        find(Kind.DATABASE_MISSING, "There is no database at " + file.path() + ".");
      }
      return;
    }
    DatabaseFile.Seal seal = file.seal();
    if (seal.frames() > frames) {
      find(
          Kind.JOURNAL_DAMAGED,
          "The database has taken over " + seal.frames() + " frames of the journal in "
              + folder.journal() + ", which now has " + frames + ".");
    }
    if (!seal.isOpen() && !seal.closed().equals(file.describe())) {
      find(Kind.DATABASE_DAMAGED, file.path() + " is not as it was left.");
      return;
    }
    if (seal.isTorn()) {
      // The next start makes it anew.
      return;
    }
    try {
      Probe.run(file.path(), seal.frames());
      compare(file);
    } catch (SQLException | DamagedException e) {
      find(Kind.DATABASE_DAMAGED, file.path() + " cannot be read: " + e.getMessage());
    }
  }

  /** Only of a database that was closed in order; after a crash the next start brings it to the journal's state. */
  private void compare(DatabaseFile file) throws SQLException, IOException {
    if (file.seal().isOpen()
        || findings.stream().anyMatch(finding -> finding.kind() == Kind.JOURNAL_DAMAGED)) {
      return;
    }
    try (Database database = Database.open(file.path(), true)) {
      Comparison comparison = new Comparison(database.writer());
      new JournalReader(new FolderDisk(folder.journal())).read(JournalPosition.START, comparison);
      comparison.difference().ifPresent(difference -> find(Kind.DATABASE_DIFFERS, difference));
    }
  }

  private void find(Kind kind, String detail) {
    findings.add(new Finding(kind, detail));
  }
}
