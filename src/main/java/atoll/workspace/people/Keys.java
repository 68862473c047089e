package atoll.workspace.people;

import atoll.crypto.AgreementKey;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.ReceiveKey;
import atoll.crypto.UnsealException;
import atoll.crypto.WorkspaceId;
import atoll.identity.membership.MembershipState;
import atoll.identity.membership.SealedBytes;
import atoll.identity.membership.Statement;
import atoll.store.StoreException;
import atoll.workspace.seal.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** Brings the epoch keys from the membership's records into the key ring, and out again for others. */
final class Keys {
  private static final Logger LOG = Logger.getLogger(Keys.class.getName());
  private static final byte[] COPY = "atoll epoch copy 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OLDER = "atoll epoch older 1".getBytes(StandardCharsets.US_ASCII);

  private final WorkspaceId workspace;
  private final List<AgreementKey> own;
  private final KeyRing ring;

  /** @param own the keys that copies may be sealed to */
  Keys(WorkspaceId workspace, List<AgreementKey> own, KeyRing ring) {
    this.workspace = workspace;
    this.own = List.copyOf(own);
    this.ring = ring;
  }

  Optional<EpochKey> get(Hash name) {
    return ring.find(name);
  }

  /** Those of the membership that can be opened here, the oldest first. */
  List<EpochKey> all(MembershipState state) {
    return state.keys().stream()
        .map(key -> ring.find(key.name()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** All that are here, those that no record counts for too, the one in use last. */
  List<EpochKey> all() {
    return ring.all();
  }

  /**
   * Opens what can be opened: copies for this device, then older keys under those that are open. Own entries are sealed
   * under the newest of the state from then on.
   *
   * @param said every key that somebody had the right to hand out by what they knew. It need not count: who was demoted
   *     meanwhile may have sealed entries under it that everybody stores
   */
  void learn(MembershipState state, List<Statement.KeySealed> said) {
    said.forEach(key -> key.copies().forEach(copy -> openCopy(key.key(), copy)));
    // The newest first: each may open the one before.
    said.reversed()
        .forEach(key -> get(key.key())
            .ifPresent(newer -> key.previous().forEach(older -> openOlder(newer, older))));
    state.key().flatMap(this::get).ifPresent(key -> keeping(() -> ring.use(key.id())));
  }

  /** The ring has a key even if the disk does not take it now: it is kept before anything is stored that needs it. */
  private static void keeping(Runnable change) {
    try {
      change.run();
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "A key is kept when the disk obeys again", e);
    }
  }

  private void openCopy(Hash name, Statement.Copy copy) {
    for (AgreementKey key : own) {
      if (key.receiveKey().equals(copy.to()) && get(name).isEmpty()) {
        try {
          keep(name, key.open(context(COPY, name), copy.sealed().toBytes()));
        } catch (UnsealException e) {
          // Whoever sealed it made a mistake or a joke; another copy may be good.
        }
      }
    }
  }

  private void openOlder(EpochKey newer, Statement.Previous older) {
    if (get(older.key()).isEmpty()) {
      try {
        keep(older.key(), newer.open(context(OLDER, older.key()), older.sealed().toBytes()));
      } catch (UnsealException e) {
        // As above.
      }
    }
  }

  private void keep(Hash name, byte[] secret) {
    if (secret.length == EpochKey.SIZE_BYTES) {
      EpochKey key = EpochKey.of(secret);
      if (key.id().equals(name)) {
        keeping(() -> ring.add(key));
      }
    }
  }

  /** The key, sealed to each of them; those are left out whose keys are none, so that they hinder nobody else. */
  List<Statement.Copy> copies(EpochKey key, Collection<ReceiveKey> to) {
    return to.stream()
        .filter(ReceiveKey::isSound)
        .map(holder -> new Statement.Copy(
            holder, SealedBytes.of(holder.seal(context(COPY, key.id()), key.secret()))))
        .toList();
  }

  /**
   * Which keys some holders can open neither by a copy of their own nor by a newer key; only keys that are open here.
   *
   * @param holders those who should have all keys
   */
  Map<EpochKey, List<ReceiveKey>> lacking(MembershipState state, Collection<ReceiveKey> holders) {
    Map<EpochKey, List<ReceiveKey>> lacking = new LinkedHashMap<>();
    Map<Hash, Set<ReceiveKey>> reached = new HashMap<>();
    // The newest first, since each may open older ones.
    for (atoll.identity.membership.EpochKey key : state.keys().reversed()) {
      Set<ReceiveKey> have = reached.computeIfAbsent(key.name(), name -> new HashSet<>());
      key.copies().forEach(copy -> have.add(copy.to()));
      key.previous()
          .forEach(older ->
              reached.computeIfAbsent(older.key(), name -> new HashSet<>()).addAll(have));
      List<ReceiveKey> without = holders.stream()
          .filter(holder -> !have.contains(holder) && holder.isSound())
          .toList();
      if (!without.isEmpty()) {
        get(key.name()).ifPresent(known -> lacking.put(known, without));
      }
    }
    return lacking;
  }

  /**
   * Keys that are here and of which no record that counts says anything: an owner made them who was demoted meanwhile.
   * Nothing if the key in use is not here, since they could not be handed on.
   */
  List<EpochKey> loose(MembershipState state) {
    if (state.key().flatMap(this::get).isEmpty()) {
      return List.of();
    }
    Set<Hash> tied = new HashSet<>();
    state.keys().forEach(key -> {
      tied.add(key.name());
      key.previous().forEach(older -> tied.add(older.key()));
    });
    return ring.all().stream().filter(key -> !tied.contains(key.id())).toList();
  }

  Statement.Previous older(EpochKey older, EpochKey newer, RandomGenerator random) {
    return new Statement.Previous(
        older.id(), SealedBytes.of(newer.seal(random, context(OLDER, older.id()), older.secret())));
  }

  private byte[] context(byte[] purpose, Hash key) {
    byte[] context = new byte[purpose.length + 2 * Hash.SIZE_BYTES];
    System.arraycopy(purpose, 0, context, 0, purpose.length);
    System.arraycopy(workspace.hash().toBytes(), 0, context, purpose.length, Hash.SIZE_BYTES);
    System.arraycopy(key.toBytes(), 0, context, purpose.length + Hash.SIZE_BYTES, Hash.SIZE_BYTES);
    return context;
  }
}
