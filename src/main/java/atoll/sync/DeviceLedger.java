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
 * comes. For any thread.
 */
final class DeviceLedger {
  private static final Logger LOG = System.getLogger(DeviceLedger.class.getName());
  /** Said anew each minute by all who are there, so that it must not be in the journal. */
  private static final String NOTE = "sync.ledger";

  private static final long KEEP_MILLIS = 15_000;
  private static final long KEEP_TIMES_MILLIS = 60_000;

  private final WorkspaceId workspace;
  private final WorkspaceStore store;
  private final Witness witness;
  private final SyncRuntime runtime;
  private final TreeMap<String, Word> words = new TreeMap<>();

  /** When each word came here: the clock of a device may be wrong by years. */
  private final TreeMap<String, Long> heard = new TreeMap<>();

  private boolean dirty;
  private boolean older;
  private long keptAt;

  DeviceLedger(WorkspaceId workspace, WorkspaceStore store, Witness witness, SyncRuntime runtime) {
    this.workspace = workspace;
    this.store = store;
    this.witness = witness;
    this.runtime = runtime;
  }

  /** Reads what was kept. */
  synchronized void load() {
    Optional<byte[]> kept = store.note(NOTE);
    if (kept.isPresent()) {
      try {
        ByteReader in = new ByteReader(kept.get());
        Words.read(in).words().forEach(this::hear);
        if (in.left() > 0) {
          readHeard(in);
        }
      } catch (RejectedException e) {
        LOG.log(
            Level.WARNING,
            "the ledger that was kept cannot be read; the devices will say it anew",
            e);
      }
    }
    dirty = false;
    older = false;
    keptAt = runtime.millis();
  }

  private void readHeard(ByteReader in) throws RejectedException {
    int count = in.count(Words.MOST);
    for (int i = 0; i < count; i++) {
      String device = name(in.blob(Word.MOST_DEVICE_BYTES));
      long at = in.varint();
      heard.computeIfPresent(device, (known, now) -> at);
    }
  }

  /** This device holds this now. */
  synchronized Word say(Clock holds) {
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
  synchronized boolean hear(Word word) {
    String device = name(word.device());
    Word before = words.get(device);
    boolean newer = before == null ? words.size() < Words.MOST : before.number() < word.number();
    byte[] statement = Word.statement(workspace, word.device(), word.number(), word.holds());
    if (!newer || !witness.genuine(word.device(), statement, word.signature())) {
      return false;
    }
    words.put(device, word);
    heard.put(device, Math.clamp(runtime.wallMillis(), 0, word.number()));
    dirty |= before == null || !before.holds().equals(word.holds());
    older = true;
    return true;
  }

  synchronized Collection<Word> all() {
    return List.copyOf(words.values());
  }

  /** Whether the word is of this device. */
  boolean isOwn(Word word) {
    return name(word.device()).equals(name(witness.device()));
  }

  /** When a device was last heard, in milliseconds since 1970: when it said its word, and not later than that came here. */
  synchronized long heardAt(Word word) {
    return heard.getOrDefault(name(word.device()), word.number());
  }

  /** Keeps what is new every now and then; once a minute at most if all that is new is when it was said. */
  synchronized void tick() {
    if (runtime.millis() - keptAt >= (dirty ? KEEP_MILLIS : KEEP_TIMES_MILLIS)) {
      keep();
    }
  }

  /** Keeps what is new. */
  synchronized void keep() {
    if (!dirty && !older) {
      return;
    }
    keptAt = runtime.millis();
    ByteWriter out = new ByteWriter();
    new Words(List.copyOf(words.values())).write(out);
    out.varint(heard.size());
    heard.forEach((device, at) -> out.blob(HexFormat.of().parseHex(device)).varint(at));
    try {
      store.putNote(NOTE, out.toBytes());
      dirty = false;
      older = false;
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the ledger cannot be kept", e);
    }
  }

  static String name(byte[] device) {
    return HexFormat.of().formatHex(device);
  }
}
