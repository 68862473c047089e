package atoll.app.relay;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * How many bytes a workspace takes, kept with the clock that it was true at, so that a start reads only what came after it.
 * For one thread.
 */
final class KeptBytes {
  private static final Logger LOG = System.getLogger(KeptBytes.class.getName());
  private static final String PROPERTY = "relay-bytes";

  /** What a start after a crash has to read at most, besides the entry that made it this much. */
  static final long KEEP_BYTES = 1 << 20;

  private final WorkspaceStore store;
  private long kept;

  /** What was true of the logs up to the clock. */
  private record Count(Clock upTo, long bytes) {
    static Count read(byte[] property) throws RejectedException {
      ByteReader in = new ByteReader(property);
      Count count = new Count(Clock.read(in), in.varint());
      in.end();
      return count;
    }
  }

  KeptBytes(WorkspaceStore store) {
    this.store = store;
  }

  /** Bytes of all bodies that are held. Reads what came after the last {@link #keep}; everything if that does not fit. */
  long count() {
    Clock here = store.clock();
    Count before = kept()
        .filter(count -> here.covers(count.upTo()))
        .orElseGet(() -> new Count(Clock.EMPTY, 0));
    long bytes = before.bytes();
    for (ReplicaId log : here.counts().keySet()) {
      bytes += store
          .entriesFrom(log, before.upTo().count(log))
          .mapToLong(Envelope::bodyBytes)
          .sum();
    }
    kept = before.bytes();
    return bytes;
  }

  /** It is this much by now. Kept when it is much more than before. */
  void grew(long bytes) {
    if (bytes - kept >= KEEP_BYTES) {
      keep(bytes);
    }
  }

  /** Keeps it for the next start; where the disk refuses, that one has more to read. Nothing may be appended meanwhile. */
  void keep(long bytes) {
    ByteWriter out = new ByteWriter();
    store.clock().write(out);
    try {
      store.putProperty(PROPERTY, out.varint(bytes).toBytes());
      kept = bytes;
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "how much a workspace takes is not kept; the next start counts it", e);
    }
  }

  private Optional<Count> kept() {
    return store.property(PROPERTY).flatMap(bytes -> {
      try {
        return Optional.of(Count.read(bytes));
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "how much a workspace takes cannot be read; it is counted anew", e);
        return Optional.empty();
      }
    });
  }
}
