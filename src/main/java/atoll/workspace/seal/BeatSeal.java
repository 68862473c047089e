package atoll.workspace.seal;

import atoll.crdt.codec.ByteWriter;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.Padding;
import atoll.crypto.UnsealException;
import atoll.crypto.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Seals where people are, so that only members see it. For any thread. */
public final class BeatSeal {
  /** What a sealed beat begins with; other beats are none of ours. */
  public static final int FIRST_BYTE = 1;

  private static final byte[] PURPOSE = "atoll presence 1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_BYTES = 1 + Hash.SIZE_BYTES;

  private final KeyRing keys;
  private final RandomGenerator random;
  private final byte[] associated;

  /** @param random cannot be guessed */
  public BeatSeal(WorkspaceId workspace, KeyRing keys, RandomGenerator random) {
    this.keys = keys;
    this.random = random;
    byte[] id = workspace.hash().toBytes();
    this.associated =
        new ByteWriter(PURPOSE.length + id.length).raw(PURPOSE).raw(id).toBytes();
  }

  /** The sealed beat; an empty one, which says that nobody is here, stays empty. */
  public byte[] seal(byte[] beat) {
    if (beat.length == 0) {
      return beat;
    }
    EpochKey key = keys.current();
    return new ByteWriter(HEAD_BYTES + 2 * beat.length)
        .u8(FIRST_BYTE)
        .raw(key.id().toBytes())
        .raw(key.seal(random, associated, Padding.pad(beat)))
        .toBytes();
  }

  /** The beat; nothing if it cannot be opened here. */
  public Optional<byte[]> open(byte[] sealed) {
    if (sealed.length == 0) {
      return Optional.of(sealed);
    }
    if (sealed.length < HEAD_BYTES || sealed[0] != FIRST_BYTE) {
      return Optional.empty();
    }
    Optional<EpochKey> key = keys.find(Hash.wrap(Arrays.copyOfRange(sealed, 1, HEAD_BYTES)));
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] padded =
          key.get().open(associated, Arrays.copyOfRange(sealed, HEAD_BYTES, sealed.length));
      return Optional.of(Padding.unpad(padded));
    } catch (UnsealException e) {
      return Optional.empty();
    }
  }
}
