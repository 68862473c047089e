package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.store.DamagedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore.TabStep;
import atoll.store.journal.Fact;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives a workspace a new number, with the entries of the old one but for the ends of some logs. The entries are written
 * first, in frames of their own; the last frame puts the number in force. What a crash leaves under a number that was never
 * put in force does no harm, since no number is used twice. Nobody may write under the old one meanwhile.
 */
final class GoingOn {
  /** A property: bytes that the replica under a number follows from besides the folder and the workspace. */
  static final String SALT = "goes-on-as";

  private static final int SALT_BYTES = 32;
  private static final long AT_ONCE_BYTES = 1 << 20;

  /** TOUCH has no index by position: so many positions are looked up with one pass over all of a workspace. */
  private static final long AT_ONCE_TOUCHES = 1 << 15;

  private static final String SIZES =
      "SELECT POSITION, OCTET_LENGTH(BYTES) FROM ATOLL.ENTRY WHERE WORKSPACE = ? AND POSITION > ?"
          + " ORDER BY POSITION LIMIT 512";
  private static final String ROWS =
      "SELECT " + EntryRow.COLUMNS + ", E.SET_ASIDE FROM ATOLL.ENTRY E"
          + " WHERE E.WORKSPACE = ? AND E.POSITION > ? AND E.POSITION <= ? ORDER BY E.POSITION";
  private static final String TOUCHES = "SELECT POSITION, DOCUMENT FROM ATOLL.TOUCH"
      + " WHERE WORKSPACE = ? AND POSITION > ? AND POSITION <= ?";
  private static final String STEPS =
      "SELECT POSITION, SESSION, NUMBER FROM ATOLL.STEP WHERE WORKSPACE = ?";
  private static final String PROPERTIES =
      "SELECT NAME, CONTENT FROM ATOLL.PROPERTY WHERE WORKSPACE = ? ORDER BY NAME";

  private final Database database;
  private final Writer writer;
  private final EntryReader entries;
  private final int from;
  private final Fact.Workspace to;
  private final Map<ReplicaId, Long> ends;
  private final Function<Envelope, List<DocumentId>> again;
  private final Heads heads;
  private Map<Long, List<DocumentId>> touches = Map.of();
  private long touchesUpTo;

  private record Row(EntryRow entry, Optional<String> setAside) {}

  private record Size(long position, long bytes) {}

  private record Part(List<Fact.Item> items, Optional<TabStep> step) {}

  /**
   * @param old what there is under the old number
   * @param to the new number
   * @param ends how many entries stay of the logs that are cut
   * @param again the documents in which an entry that was set aside is to be tried again
   */
  GoingOn(
      Database database,
      Writer writer,
      H2WorkspaceStore old,
      Fact.Workspace to,
      Map<ReplicaId, Long> ends,
      Function<Envelope, List<DocumentId>> again) {
    this.database = database;
    this.writer = writer;
    this.entries = old.entries();
    this.from = old.no();
    this.again = again;
    this.to = to;
    this.ends = Map.copyOf(ends);
    this.heads = new Heads(to, Map.of(), 0);
  }

  /**
   * Does it. Holds a few MB of the entries at a time.
   *
   * @param leaving names of properties that are not carried over
   * @throws DamagedException if what is stored is not what was written; the old number stays in force
   */
  void run(Set<String> leaving) {
    Map<Long, TabStep> steps = new HashMap<>();
    database.read(s -> s.list(
        STEPS,
        row -> steps.put(row.getLong(1), new TabStep(row.getString(2), row.getLong(3))),
        from));
    long after = 0;
    for (long last = end(after); last > after; last = end(after)) {
      append(parts(after, last, steps));
      after = last;
    }
    putInForce(leaving);
  }

  /** The last position of what is taken at once. */
  private long end(long after) {
    long last = after;
    long bytes = 0;
    for (Size size : database.read(
        s -> s.list(SIZES, row -> new Size(row.getLong(1), row.getLong(2)), from, after))) {
      bytes += size.bytes();
      if (bytes > AT_ONCE_BYTES && last > after) {
        return last;
      }
      last = size.position();
    }
    return last;
  }

  /** The entries that stay, cut behind each that was the last of a tab's step. */
  private List<Part> parts(long after, long last, Map<Long, TabStep> steps) {
    List<Part> parts = new ArrayList<>();
    List<Fact.Item> items = new ArrayList<>();
    for (Row row : database.read(s -> s.list(
        ROWS,
        found -> new Row(EntryRow.read(found), Optional.ofNullable(found.getString(8))),
        from,
        after,
        last))) {
      if (row.entry().number() < ends.getOrDefault(row.entry().log(), Long.MAX_VALUE)) {
        items.add(item(row));
        TabStep step = steps.get(row.entry().position());
        if (step != null) {
          parts.add(new Part(items, Optional.of(step)));
          items = new ArrayList<>();
        }
      }
    }
    if (!items.isEmpty()) {
      parts.add(new Part(items, Optional.empty()));
    }
    return parts;
  }

  private Fact.Item item(Row row) {
    Envelope envelope = entries.sound(row.entry());
    List<DocumentId> tried = row.setAside().isPresent() ? again.apply(envelope) : List.of();
    return tried.isEmpty()
        ? new Fact.Item(envelope, touches(row.entry().position()), row.setAside())
        : new Fact.Item(envelope, tried, Optional.empty());
  }

  private List<DocumentId> touches(long position) {
    if (position > touchesUpTo) {
      long upTo = position + AT_ONCE_TOUCHES;
      Map<Long, List<DocumentId>> found = new HashMap<>();
      database.read(s -> s.list(
          TOUCHES,
          row -> found
              .computeIfAbsent(row.getLong(1), at -> new ArrayList<>())
              .add(new DocumentId(row.getString(2))),
          from,
          position - 1,
          upTo));
      touches = found;
      touchesUpTo = upTo;
    }
    return touches.getOrDefault(position, List.of());
  }

  private void append(List<Part> parts) {
    if (parts.isEmpty()) {
      return;
    }
    try {
      writer.write(batch -> {
        for (Part part : parts) {
          heads.plan(batch, part.items(), part.step());
        }
        return to;
      });
    } catch (IllegalArgumentException e) {
      throw new DamagedException(
          "Workspace " + to.id() + " cannot be copied, since " + e.getMessage()
              + ". Run \"atoll doctor\".",
          e);
    }
  }

  /** Fresh bytes for {@link #SALT}. */
  static byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  private void putInForce(Set<String> leaving) {
    List<Fact.Property> kept = database.read(s -> s.list(
        PROPERTIES, row -> new Fact.Property(to.no(), row.getString(1), row.getBytes(2)), from));
    byte[] salt = salt();
    writer.write(batch -> {
      batch.keep(to);
      for (Fact.Property property : kept) {
        if (!property.name().equals(SALT) && !leaving.contains(property.name())) {
          batch.keep(property);
        }
      }
      batch.keep(new Fact.Property(to.no(), SALT, salt));
      return to;
    });
  }
}
