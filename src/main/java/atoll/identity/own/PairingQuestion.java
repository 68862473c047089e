package atoll.identity.own;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.SpokenSecret;
import atoll.crypto.UnsealException;
import atoll.identity.DeviceKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a new device asks the one whose {@link DeviceCode} it has: to become a device of the same person. Sealed under the
 * code's secret, so that it proves the secret and tells nobody else who asks.
 *
 * @param device the new device's keys
 * @param name what the new device is called
 */
public record PairingQuestion(DeviceKeys device, String name) {
  static final int MOST_NAME_BYTES = 400;

  private static final byte[] MARK = "atoll-pair-1".getBytes(StandardCharsets.US_ASCII);

  /** Names the code that is meant, if these bytes are meant to be such a question. */
  public static Optional<Hash> code(byte[] bytes) {
    boolean isOne = bytes.length > MARK.length + Hash.SIZE_BYTES
        && Arrays.equals(MARK, 0, MARK.length, bytes, 0, MARK.length);
    return isOne
        ? Optional.of(
            Hash.wrap(Arrays.copyOfRange(bytes, MARK.length, MARK.length + Hash.SIZE_BYTES)))
        : Optional.empty();
  }

  /** The bytes that travel; others each time. */
  public byte[] seal(SpokenSecret secret, RandomGenerator random) {
    ByteWriter plain = new ByteWriter();
    device.write(plain);
    plain.string(name);
    return new ByteWriter()
        .raw(MARK)
        .raw(secret.name().toBytes())
        .raw(secret.key().seal(random, MARK, plain.toBytes()))
        .toBytes();
  }

  /** @throws RejectedException if whoever wrote it had not the secret, or wrote something else */
  public static PairingQuestion open(SpokenSecret secret, byte[] bytes) throws RejectedException {
    if (code(bytes).isEmpty()) {
      throw new RejectedException(Reason.MALFORMED, "not a question to be paired");
    }
    try {
      ByteReader in = new ByteReader(secret
          .key()
          .open(MARK, Arrays.copyOfRange(bytes, MARK.length + Hash.SIZE_BYTES, bytes.length)));
      PairingQuestion read = new PairingQuestion(DeviceKeys.read(in), in.string(MOST_NAME_BYTES));
      in.end();
      return read;
    } catch (UnsealException e) {
      throw new RejectedException(Reason.CHECKSUM, "a question without the secret");
    }
  }
}
