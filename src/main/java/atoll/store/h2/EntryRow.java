package atoll.store.h2;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** An entry as the database tells it: to be believed only after {@link #envelope}. */
record EntryRow(
    long position, ReplicaId log, long number, Hash hash, byte[] bytes, int segment, long offset) {
  /** The columns that {@link #read} reads, of a table {@code E}. */
  static final String COLUMNS =
      "E.POSITION, E.REPLICA, E.NUMBER, E.HASH, E.BYTES, E.SEGMENT, E.FILE_OFFSET";

  static EntryRow read(ResultSet row) throws SQLException {
    return new EntryRow(
        row.getLong(1),
        new ReplicaId(row.getLong(2)),
        row.getLong(3),
        Hash.wrap(row.getBytes(4)),
        row.getBytes(5),
        row.getInt(6),
        row.getLong(7));
  }

  /** The same row with other bytes. */
  EntryRow with(byte[] other) {
    return new EntryRow(position, log, number, Hash.of(other), other, segment, offset);
  }

  /** What the bytes say, if they fit the hash and are the entry that the row is about. */
  Optional<Envelope> envelope(WorkspaceId workspace) {
    try {
      Envelope envelope = Envelope.parse(bytes);
      Envelope.Header header = envelope.header();
      boolean fits = envelope.hash().equals(hash)
          && header.workspace().equals(workspace)
          && header.log().equals(log)
          && header.number() == number;
      return fits ? Optional.of(envelope) : Optional.empty();
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }
}
