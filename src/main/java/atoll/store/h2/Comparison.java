package atoll.store.h2;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import atoll.store.DocumentId;
import atoll.store.journal.Fact;
import atoll.store.journal.FactCodec;
import atoll.store.journal.JournalPosition;
import atoll.store.journal.JournalRecord;
import atoll.store.journal.Replay;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares a journal with the database that was made of it, and keeps the first difference. */
final class Comparison implements Replay {
  private static final String ENTRY =
      "SELECT HASH, BYTES, REPLICA, NUMBER FROM ATOLL.ENTRY WHERE WORKSPACE = ? AND POSITION = ?";
  private static final String TOUCHES =
      "SELECT COUNT(*) FROM ATOLL.TOUCH WHERE WORKSPACE = ? AND DOCUMENT = ? AND POSITION = ?";
  private static final String ENTRIES = "SELECT COUNT(*) FROM ATOLL.ENTRY";
  private static final String SETTINGS = "SELECT CONTENT FROM ATOLL.SETTING WHERE NAME = ?";
  private static final String PROPERTIES =
      "SELECT CONTENT FROM ATOLL.PROPERTY WHERE WORKSPACE = ? AND NAME = ?";

  private final Session session;
  private final Map<String, Fact> last = new TreeMap<>();
  private Optional<String> difference = Optional.empty();
  private long entries;

  Comparison(Session session) {
    this.session = session;
  }

  /** The first difference; to be asked after the whole journal was read. */
  Optional<String> difference() throws SQLException {
    for (Fact fact : last.values()) {
      compareLast(fact);
    }
    long found = session.first(ENTRIES, row -> row.getLong(1)).orElse(0L);
    if (found != entries) {
      differ("the journal has " + entries + " entries and the database " + found);
    }
    return difference;
  }

  @Override
  public void frame(JournalPosition at, JournalPosition next, List<JournalRecord> records) {
    for (JournalRecord record : records) {
      try {
        Fact fact = FactCodec.decode(record);
        switch (fact) {
          case Fact.Workspace workspace -> {}
          case Fact.Appended appended -> compare(appended);
          case Fact.Setting setting -> last.put("s " + setting.name(), setting);
          case Fact.Property property ->
            last.put("p " + property.workspace() + " " + property.name(), property);
        }
      } catch (RejectedException | SQLException e) {
        differ("frame " + at.frame() + " of the journal cannot be compared: " + e.getMessage());
      }
    }
  }

  private void compare(Fact.Appended appended) throws SQLException {
    long position = appended.first();
    for (Fact.Item item : appended.items()) {
      boolean same = session
          .first(
              ENTRY,
              row -> Hash.wrap(row.getBytes(1)).equals(item.hash())
                  && Arrays.equals(row.getBytes(2), item.bytes())
                  && row.getLong(3) == item.envelope().header().log().value()
                  && row.getLong(4) == item.envelope().header().number(),
              appended.workspace(),
              position)
          .orElse(false);
      for (DocumentId document : item.touches()) {
        same &= session
            .first(TOUCHES, row -> row.getLong(1), appended.workspace(), document.value(), position)
            .equals(Optional.of(1L));
      }
      if (!same) {
        differ("entry " + item.envelope().header().number() + " of log "
            + item.envelope().header().log() + " is not in the database as it was written");
      }
      position++;
      entries++;
    }
  }

  private void compareLast(Fact fact) throws SQLException {
    Optional<byte[]> found = switch (fact) {
      case Fact.Setting setting -> session.first(SETTINGS, row -> row.getBytes(1), setting.name());
      case Fact.Property property ->
        session.first(PROPERTIES, row -> row.getBytes(1), property.workspace(), property.name());
      case Fact.Workspace workspace -> Optional.empty();
      case Fact.Appended appended -> Optional.empty();
    };
    byte[] wanted = switch (fact) {
      case Fact.Setting setting -> setting.content();
      case Fact.Property property -> property.content();
      case Fact.Workspace workspace -> new byte[0];
      case Fact.Appended appended -> new byte[0];
    };
    if (found.isEmpty() || !Arrays.equals(found.get(), wanted)) {
      differ("a setting is not in the database as it was written");
    }
  }

  private void differ(String how) {
    if (difference.isEmpty()) {
      difference = Optional.of("The journal and the database differ: " + how + ".");
    }
  }
}
