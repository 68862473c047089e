package atoll.identity.own;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.SpokenSecret;
import atoll.crypto.UnsealException;
import atoll.identity.Certificate;
import atoll.identity.DeviceKeys;
import atoll.identity.PersonKeys;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** What the first device answers a {@link PairingQuestion}; sealed under the same secret and bound to the question. */
public sealed interface PairingAnswer {
  /** The device that answers. */
  DeviceKeys by();

  /** The person has not decided yet, and compares the words. */
  record Waiting(DeviceKeys by) implements PairingAnswer {}

  /** The person does not want it. */
  record Refused(DeviceKeys by) implements PairingAnswer {}

  /**
   * It is a device of the person now.
   *
   * @param name the person's display name
   */
  record Granted(DeviceKeys by, PersonKeys person, Certificate certificate, String name)
      implements PairingAnswer {}

  /** The bytes that travel. */
  default byte[] seal(SpokenSecret secret, byte[] question, RandomGenerator random) {
    ByteWriter plain = new ByteWriter();
    switch (this) {
      case Waiting waiting -> plain.u8(0);
      case Refused refused -> plain.u8(1);
      case Granted(DeviceKeys _, PersonKeys person, Certificate certificate, String name) -> {
        plain.u8(2);
        person.write(plain);
        certificate.write(plain);
        plain.string(name);
      }
    }
    by().write(plain);
    return secret.key().seal(random, context(question), plain.toBytes());
  }

  /** @throws RejectedException if whoever wrote it had not the secret, or answers something else */
  static PairingAnswer open(SpokenSecret secret, byte[] question, byte[] bytes)
      throws RejectedException {
    try {
      ByteReader in = new ByteReader(secret.key().open(context(question), bytes));
      PairingAnswer read = switch (in.u8()) {
        case 0 -> new Waiting(DeviceKeys.read(in));
        case 1 -> new Refused(DeviceKeys.read(in));
        case 2 -> granted(in);
        default -> throw new RejectedException(Reason.TOO_NEW, "an answer of another kind");
      };
      in.end();
      return read;
    } catch (UnsealException e) {
      throw new RejectedException(Reason.CHECKSUM, "an answer without the secret");
    }
  }

  private static Granted granted(ByteReader in) throws RejectedException {
    PersonKeys person = PersonKeys.read(in);
    Certificate certificate = Certificate.read(in);
    String name = in.string(PairingQuestion.MOST_NAME_BYTES);
    return new Granted(DeviceKeys.read(in), person, certificate, name);
  }

  private static byte[] context(byte[] question) {
    byte[] purpose = "atoll pair answer 1".getBytes(StandardCharsets.US_ASCII);
    return Hash.of(purpose, Hash.of(question).toBytes()).toBytes();
  }
}
