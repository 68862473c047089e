package atoll.store.h2;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore.Arrived;
import atoll.store.journal.Fact;
import atoll.store.journal.FactReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads entries and believes none before it has seen its hash and its place in the chain. One that is damaged in the
 * database is taken from the journal and put right. For any thread.
 */
final class EntryReader {
  private static final Logger LOG = System.getLogger(EntryReader.class.getName());
  private static final int FIRST_ROWS = 8;
  private static final int MOST_ROWS = 512;

  private static final String RANGE = "SELECT " + EntryRow.COLUMNS + " FROM ATOLL.ENTRY E"
      + " WHERE E.WORKSPACE = ? AND E.REPLICA = ? AND E.NUMBER >= ? AND E.NUMBER < ? ORDER BY E.NUMBER";
  private static final String OF_DOCUMENT =
      "SELECT " + EntryRow.COLUMNS + " FROM ATOLL.TOUCH T JOIN ATOLL.ENTRY E"
          + " ON E.WORKSPACE = T.WORKSPACE AND E.POSITION = T.POSITION"
          + " WHERE T.WORKSPACE = ? AND T.DOCUMENT = ? AND T.POSITION > ? AND E.SET_ASIDE IS NULL ORDER BY T.POSITION";

  private final Database database;
  private final FactReader journal;
  private final Writer writer;
  private final int no;
  private final WorkspaceId workspace;

  EntryReader(Database database, FactReader journal, Writer writer, Fact.Workspace workspace) {
    this.database = database;
    this.journal = journal;
    this.writer = writer;
    this.no = workspace.no();
    this.workspace = workspace.id();
  }

  /** As {@link atoll.store.WorkspaceStore#entries}, for a range that is held. */
  List<Envelope> entries(LogRange range, int mostBytes) {
    List<Envelope> found = new ArrayList<>();
    Hash previous = range.from() == 0 ? Hash.NONE : hashOf(range, range.from() - 1);
    long bytes = 0;
    int limit = FIRST_ROWS;
    for (long next = range.from(); next < range.to(); next = range.from() + found.size()) {
      for (EntryRow row : rows(range, next, Math.min(range.to(), next + limit))) {
        bytes += row.bytes().length;
        if (bytes > mostBytes && !found.isEmpty()) {
          return found;
        }
        if (row.number() != range.from() + found.size()) {
          throw missing(range, range.from() + found.size());
        }
        Envelope entry = checked(row, previous);
        found.add(entry);
        previous = entry.hash();
      }
      if (range.from() + found.size() == next) {
        throw missing(range, next);
      }
      limit = Math.min(limit * 2, MOST_ROWS);
    }
    return found;
  }

  /** As {@link atoll.store.WorkspaceStore#entriesOf}. */
  List<Arrived> ofDocument(DocumentId document, long after) {
    List<Arrived> found = new ArrayList<>();
    for (EntryRow row :
        database.read(s -> s.list(OF_DOCUMENT, EntryRow::read, no, document.value(), after))) {
      found.add(new Arrived(row.position(), sound(row)));
    }
    return found;
  }

  /** The entry of a row, from the journal if the row is damaged; its chain is not looked at. */
  Envelope sound(EntryRow row) {
    return row.envelope(workspace)
        .orElseGet(() -> mended(row).envelope(workspace).orElseThrow());
  }

  private Hash hashOf(LogRange range, long number) {
    List<EntryRow> rows = rows(range, number, number + 1);
    if (rows.isEmpty()) {
      throw missing(range, number);
    }
    return sound(rows.getFirst()).hash();
  }

  private List<EntryRow> rows(LogRange range, long from, long to) {
    return database.read(s -> s.list(RANGE, EntryRow::read, no, range.log().value(), from, to));
  }

  private Envelope checked(EntryRow row, Hash previous) {
    return following(row, previous)
        .or(() -> following(mended(row), previous))
        .orElseThrow(() -> new DamagedException(
            name(row) + " does not follow the one before it, neither in the database nor in the"
                + " journal. Run \"atoll doctor\"."));
  }

  private Optional<Envelope> following(EntryRow row, Hash previous) {
    return row.envelope(workspace)
        .filter(envelope -> envelope.header().previous().equals(previous));
  }

  /** The row as the journal has it, which the database is given too. */
  private EntryRow mended(EntryRow row) {
    Optional<EntryRow> good;
    try {
      good = journal
          .appended(no, row.segment(), row.offset(), row.log(), row.number())
          .map(item -> row.with(item.bytes()))
          .filter(found -> found.envelope(workspace).isPresent());
    } catch (IOException | RejectedException e) {
      throw new DamagedException(
          name(row) + " is damaged in the database, and the journal cannot give it ("
              + e.getMessage() + "). Run \"atoll doctor\".",
          e);
    }
    EntryRow found = good.orElseThrow(() -> new DamagedException(name(row)
        + " is damaged in the database, and the journal does not have it. Run \"atoll doctor\"."));
    LOG.log(
        Level.WARNING, name(row) + " was damaged in the database and is taken from the journal");
    if (writer.refusal().isEmpty()) {
      writer.write(batch -> {
        batch.derive(tables -> tables.mend(no, row.position(), found.bytes()));
        return found;
      });
    }
    return found;
  }

  private DamagedException missing(LogRange range, long number) {
    return new DamagedException("Entry " + number + " of log " + range.log() + " in workspace "
        + workspace + " is missing in the database. Run \"atoll doctor\".");
  }

  private String name(EntryRow row) {
    return "Entry " + row.number() + " of log " + row.log() + " in workspace " + workspace;
  }
}
