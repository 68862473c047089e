package atoll.workspace.seal;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.AgreementKey;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.UnsealException;
import atoll.crypto.WorkspaceId;
import atoll.store.DamagedException;
import atoll.store.WorkspaceStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The epoch keys of a workspace that this device holds. They are kept in the store, each sealed to the device, so that
 * nothing in the database opens anything without the file of the device's keys. For any thread.
 */
public final class KeyRing {
  private static final String PROPERTY = "keys";
  private static final int FORMAT = 1;
  private static final int MOST_KEYS = 10_000;
  private static final int MOST_SEALED_BYTES = 200;
  private static final byte[] PURPOSE = "atoll keys 1".getBytes(StandardCharsets.US_ASCII);

  private final WorkspaceStore store;
  private final AgreementKey device;
  private final byte[] context;

  private boolean unkept;

  /** The one in use last. */
  private final Map<Hash, EpochKey> keys = new LinkedHashMap<>();

  /** @throws DamagedException if the keys were kept by a device with other keys */
  public KeyRing(WorkspaceId workspace, WorkspaceStore store, AgreementKey device) {
    this.store = store;
    this.device = device;
    this.context = context(workspace);
    store.property(PROPERTY).ifPresent(this::load);
  }

  /** Whether there is no key yet: the workspace is from before content was sealed, or has only just been made. */
  public synchronized boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The key that own entries are sealed under. */
  public synchronized EpochKey current() {
    return keys.values().stream()
        .reduce((_, later) -> later)
        .orElseThrow(() -> new IllegalStateException("a workspace without a key"));
  }

  /** A key by its name. */
  public synchronized Optional<EpochKey> find(Hash name) {
    return Optional.ofNullable(keys.get(name));
  }

  /** All keys, the one in use last. */
  public synchronized List<EpochKey> all() {
    return List.copyOf(keys.values());
  }

  /**
   * Keeps a key; the one in use stays in use, if there is one.
   *
   * @throws atoll.store.StoreException if the disk does not take it; it is here all the same, see {@link #settle}
   */
  public synchronized void add(EpochKey key) {
    if (!keys.containsKey(key.id())) {
      List<EpochKey> before = all();
      keys.clear();
      keys.put(key.id(), key);
      before.forEach(known -> keys.put(known.id(), known));
      save();
    }
  }

  /**
   * Seals own entries under a key that is kept already.
   *
   * @throws IllegalArgumentException if it is not
   */
  public synchronized void use(Hash name) {
    EpochKey key = keys.get(name);
    if (key == null) {
      throw new IllegalArgumentException("the key " + name + " is not here");
    }
    if (!current().equals(key)) {
      keys.remove(name);
      keys.put(name, key);
      save();
    }
  }

  /** Makes a first key if there is none. */
  public synchronized void begin(RandomGenerator random) {
    if (keys.isEmpty()) {
      add(EpochKey.generate(random));
    }
  }

  /**
   * Keeps what the disk did not take before. To be called before anything is stored that somebody else sealed: it could not
   * be read after the next start if its key were not kept.
   *
   * @throws atoll.store.StoreException if the disk still does not take it
   */
  public synchronized void settle() {
    if (unkept) {
      save();
    }
  }

  private void save() {
    unkept = true;
    ByteWriter out = new ByteWriter().u8(FORMAT).varint(keys.size());
    keys.values().forEach(key -> out.blob(device.receiveKey().seal(context, key.secret())));
    store.putProperty(PROPERTY, out.toBytes());
    unkept = false;
  }

  private void load(byte[] bytes) {
    try {
      ByteReader in = new ByteReader(bytes);
      if (in.u8() != FORMAT) {
        throw new DamagedException(
            "The keys of a workspace were kept by a newer Atoll. Use that one.");
      }
      int count = in.count(MOST_KEYS);
      List<EpochKey> found = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        found.add(EpochKey.of(device.open(context, in.blob(MOST_SEALED_BYTES))));
      }
      in.end();
      found.forEach(key -> keys.put(key.id(), key));
    } catch (UnsealException | RejectedException | IllegalArgumentException e) {
      throw new DamagedException(
          "The file \"device-keys\" in the data folder does not belong to the data. "
              + "Put the right one back, from a backup of the same folder.",
          e);
    }
  }

  private static byte[] context(WorkspaceId workspace) {
    byte[] id = workspace.hash().toBytes();
    return new ByteWriter(PURPOSE.length + id.length).raw(PURPOSE).raw(id).toBytes();
  }
}
