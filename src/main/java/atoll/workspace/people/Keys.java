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
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The epoch keys of a workspace that this device can open. For one thread. */
final class Keys {
  private static final byte[] COPY = "atoll epoch copy 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OLDER = "atoll epoch older 1".getBytes(StandardCharsets.US_ASCII);

  private final WorkspaceId workspace;
  private final List<AgreementKey> own;
  private final Map<Hash, EpochKey> open = new LinkedHashMap<>();

  /** @param own the keys that copies may be sealed to */
  Keys(WorkspaceId workspace, List<AgreementKey> own) {
    this.workspace = workspace;
    this.own = List.copyOf(own);
  }

  Optional<EpochKey> get(Hash name) {
    return Optional.ofNullable(open.get(name));
  }

  Collection<EpochKey> all() {
    return open.values();
  }

  void add(EpochKey key) {
    open.put(key.id(), key);
  }

  /** Opens what can be opened: copies for this device, then older keys under those that are open. */
  void learn(MembershipState state) {
    state.keys().forEach(key -> key.copies().forEach(copy -> openCopy(key.name(), copy)));
    // The newest first: each may open the one before.
    state
        .keys()
        .reversed()
        .forEach(key -> get(key.name())
            .ifPresent(newer -> key.previous().forEach(older -> openOlder(newer, older))));
  }

  private void openCopy(Hash name, Statement.Copy copy) {
    for (AgreementKey key : own) {
      if (!open.containsKey(name) && key.receiveKey().equals(copy.to())) {
        try {
          keep(name, key.open(context(COPY, name), copy.sealed().toBytes()));
        } catch (UnsealException e) {
          // Whoever sealed it made a mistake or a joke; another copy may be good.
        }
      }
    }
  }

  private void openOlder(EpochKey newer, Statement.Previous older) {
    if (!open.containsKey(older.key())) {
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
        add(key);
      }
    }
  }

  Statement.Copy copy(EpochKey key, ReceiveKey to) {
    return new Statement.Copy(to, SealedBytes.of(to.seal(context(COPY, key.id()), key.secret())));
  }

  Statement.Previous older(EpochKey older, EpochKey newer, RandomGenerator random) {
    return new Statement.Previous(
        older.id(), SealedBytes.of(newer.seal(random, context(OLDER, older.id()), older.secret())));
  }

  byte[] context(byte[] purpose, Hash key) {
    byte[] context = new byte[purpose.length + 2 * Hash.SIZE_BYTES];
    System.arraycopy(purpose, 0, context, 0, purpose.length);
    System.arraycopy(workspace.hash().toBytes(), 0, context, purpose.length, Hash.SIZE_BYTES);
    System.arraycopy(key.toBytes(), 0, context, purpose.length + Hash.SIZE_BYTES, Hash.SIZE_BYTES);
    return context;
  }
}
