package atoll.sync;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.sync.protocol.Word;
import atoll.sync.protocol.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What every device last said it holds, whether it is there or not: signed by each, kept across restarts, passed on to who
 * comes. For one thread.
 */
final class DeviceLedger {
  private static final Logger LOG = System.getLogger(DeviceLedger.class.getName());
  private static final String PROPERTY = "sync.ledger";
  private static final long KEEP_MILLIS = 15_000;

  private final WorkspaceId workspace;
  private final WorkspaceStore store;
  private final Witness witness;
  private final SyncRuntime runtime;
  private final TreeMap<String, Word> words = new TreeMap<>();
  private boolean dirty;
  private long keptAt;

  DeviceLedger(WorkspaceId workspace, WorkspaceStore store, Witness witness, SyncRuntime runtime) {
    this.workspace = workspace;
    this.store = store;
    this.witness = witness;
    this.runtime = runtime;
  }

  /** Reads what was kept. */
  void load() {
    Optional<byte[]> kept = store.property(PROPERTY);
    if (kept.isPresent()) {
      try {
        Words.read(new ByteReader(kept.get())).words().forEach(this::hear);
      } catch (RejectedException e) {
        LOG.log(
            Level.WARNING,
            "the ledger that was kept cannot be read; the devices will say it anew",
            e);
      }
    }
    dirty = false;
    keptAt = runtime.millis();
  }

  /** This device holds this now. */
  Word say(Clock holds) {
    byte[] device = witness.device();
    Word before = words.get(name(device));
    long number = Math.max(runtime.wallMillis(), before == null ? 0 : before.number() + 1);
    byte[] signature = witness.sign(Word.statement(workspace, device, number, holds));
    Word word = new Word(device, number, holds, signature);
    words.put(name(device), word);
    dirty |= before == null || !before.holds().equals(holds);
    return word;
  }

  /** Somebody passes on a word; says whether it is news. */
  boolean hear(Word word) {
    String device = name(word.device());
    Word before = words.get(device);
    boolean newer = before == null ? words.size() < Words.MOST : before.number() < word.number();
    byte[] statement = Word.statement(workspace, word.device(), word.number(), word.holds());
    if (!newer || !witness.genuine(word.device(), statement, word.signature())) {
      return false;
    }
    words.put(device, word);
    dirty = true;
    return true;
  }

  Collection<Word> all() {
    return words.values();
  }

  /** Whether the word is of this device. */
  boolean isOwn(Word word) {
    return name(word.device()).equals(name(witness.device()));
  }

  /** Keeps what is new, every now and then. */
  void tick() {
    if (dirty && runtime.millis() - keptAt >= KEEP_MILLIS) {
      keptAt = runtime.millis();
      ByteWriter out = new ByteWriter();
      new Words(List.copyOf(words.values())).write(out);
      try {
        store.putProperty(PROPERTY, out.toBytes());
        dirty = false;
      } catch (StoreException e) {
        LOG.log(Level.WARNING, "the ledger cannot be kept", e);
      }
    }
  }

  static String name(byte[] device) {
    return HexFormat.of().formatHex(device);
  }
}
