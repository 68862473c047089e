package atoll.workspace.people;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.AgreementKey;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.identity.Certificate;
import atoll.identity.PersonKeys;
import atoll.store.DamagedException;
import atoll.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whose device this is, as the store keeps it. The recovery words are kept, sealed to the device, only until their person
 * has them on paper. For any thread.
 */
public final class KeptSelf {
  private static final String SELF = "self";
  private static final String WORDS = "recovery-words";
  private static final byte[] CONTEXT =
      "atoll recovery words 1".getBytes(StandardCharsets.US_ASCII);

  private final Store store;
  private final SecretKeys device;
  private volatile Self self;
  /** While a workspace is being restored. */
  private volatile Optional<SecretKeys> root = Optional.empty();

  /** Reads who it is, or makes a new person. */
  public KeptSelf(Store store, SecretKeys device, RandomGenerator random) {
    this.store = store;
    this.device = device;
    this.self = store.setting(SELF).map(this::read).orElseGet(() -> begin(random));
  }

  public Self get() {
    return self;
  }

  /** The words that are on no paper yet; nothing once they were confirmed. */
  public Optional<List<String>> words() {
    return store.setting(WORDS).filter(kept -> kept.length > 0).flatMap(kept -> {
      try {
        String words =
            new String(device.agreement().open(CONTEXT, kept), StandardCharsets.US_ASCII);
        return Optional.of(List.of(words.split(" ", -1)));
      } catch (UnsealException e) {
        return Optional.empty();
      }
    });
  }

  /** Whether there are words that are on no paper yet. */
  public boolean hasWords() {
    return store.setting(WORDS).filter(kept -> kept.length > 0).isPresent();
  }

  /** Their person has the words: the device forgets them. */
  public void confirmWords() {
    store.putSetting(WORDS, new byte[0]);
  }

  /** The device is that person's from now on. Only before there are workspaces: those are of the person before. */
  public void become(Self other) {
    keep(other);
    confirmWords();
    self = other;
  }

  /**
   * As {@link #become}, by the recovery words.
   *
   * @param keys what the words make; kept in memory until {@link #recovered()}
   */
  public void recover(Self other, SecretKeys keys) {
    root = Optional.of(keys);
    become(other);
  }

  /** What the words open was opened. */
  public void recovered() {
    root = Optional.empty();
  }

  /** Keys besides the device's that epoch keys may be sealed to. */
  public List<AgreementKey> more() {
    return root.map(SecretKeys::agreement).stream().toList();
  }

  private Self begin(RandomGenerator random) {
    RecoveryPhrase words = RecoveryPhrase.generate(random);
    Self fresh = Self.of(device, words);
    byte[] plain = String.join(" ", words.words()).getBytes(StandardCharsets.US_ASCII);
    store.putSetting(WORDS, device.agreement().receiveKey().seal(CONTEXT, plain));
    keep(fresh);
    return fresh;
  }

  private void keep(Self kept) {
    ByteWriter out = new ByteWriter();
    kept.person().write(out);
    kept.certificate().write(out);
    store.putSetting(SELF, out.toBytes());
  }

  private Self read(byte[] bytes) {
    try {
      ByteReader in = new ByteReader(bytes);
      Self kept = new Self(device, PersonKeys.read(in), Certificate.read(in));
      in.end();
      if (kept.id().key().equals(device.signing().verifyKey())) {
        return kept;
      }
    } catch (RejectedException e) {
      throw new DamagedException("Who this device belongs to cannot be read.", e);
    }
    throw new DamagedException(
        "The file \"device-keys\" in the data folder does not belong to the data. "
            + "Put the right one back, from a backup of the same folder.",
        new IllegalStateException("another device"));
  }
}
