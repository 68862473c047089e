package atoll.store.h2;

import atoll.store.journal.Fact;
import atoll.store.journal.FactCodec;
import atoll.store.journal.JournalRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What several callers want written, to be kept with one fsync and one transaction. For the thread that writes. */
final class Batch {
  /** Writes derived rows. */
  @FunctionalInterface
  interface Rows {
    void write(Tables tables) throws SQLException;
  }

  private final List<Fact> facts = new ArrayList<>();
  private final List<JournalRecord> records = new ArrayList<>();
  private final List<Rows> rows = new ArrayList<>();
  private final List<Runnable> onCommit = new ArrayList<>();
  private final List<Runnable> onFailure = new ArrayList<>();
  private long bytes;

  /** Adds something for the journal and the database. */
  void keep(Fact fact) {
    JournalRecord record = FactCodec.encode(fact);
    facts.add(fact);
    records.add(record);
    bytes += record.payload().length;
  }

  /** Bytes that the journal will take. */
  long bytes() {
    return bytes;
  }

  /** Adds something for the database alone; written after all facts. */
  void derive(Rows derived) {
    rows.add(derived);
  }

  /** Runs when all is durable, before any caller is told. */
  void onCommit(Runnable action) {
    onCommit.add(action);
  }

  /** Runs if nothing of the batch is kept: what was planned upon it is forgotten. */
  void onFailure(Runnable action) {
    onFailure.add(action);
  }

  List<Fact> facts() {
    return facts;
  }

  List<JournalRecord> records() {
    return records;
  }

  List<Rows> rows() {
    return rows;
  }

  void committed() {
    onCommit.forEach(Runnable::run);
  }

  void failed() {
    onFailure.forEach(Runnable::run);
  }
}
