package atoll.identity.joining;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import atoll.identity.DeviceId;
import java.nio.charset.StandardCharsets;

/**
 * Why a newcomer is not let in, signed by the device that invited: nobody else can tell a newcomer to stop waiting.
 *
 * @param offer the invitation, by {@link Secret#name()}
 * @param newcomer the device that asked
 */
public record Refusal(Hash offer, DeviceId newcomer, Why why) {
  private static final byte[] LABEL = "atoll refusal 1".getBytes(StandardCharsets.US_ASCII);

  /** The reasons; their order is part of the format. */
  public enum Why {
    /** An owner said no. */
    TURNED_AWAY,
    /** Somebody else came with the same invitation. */
    USED,
    /** The invitation's time is over. */
    EXPIRED,
    /** The device that invited does not know the invitation any more. */
    UNKNOWN
  }

  /** The bytes that travel. */
  public byte[] toBytes(SigningKey inviter) {
    byte[] content = content();
    return new ByteWriter().raw(content).raw(inviter.sign(LABEL, content)).toBytes();
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws RejectedException if the bytes are no refusal of that device
   */
  public static Refusal parse(byte[] bytes, VerifyKey inviter) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    Hash offer = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    DeviceId newcomer = new DeviceId(VerifyKey.wrap(in.raw(VerifyKey.SIZE_BYTES)));
    int why = in.u8();
    byte[] signature = in.raw(VerifyKey.SIGNATURE_BYTES);
    in.end();
    if (why >= Why.values().length) {
      throw new RejectedException(Reason.TOO_NEW, "a refusal for reason " + why);
    }
    Refusal read = new Refusal(offer, newcomer, Why.values()[why]);
    if (!inviter.verifies(signature, LABEL, read.content())) {
      throw new RejectedException(Reason.CHECKSUM, "the refusal is not the inviting device's");
    }
    return read;
  }

  private byte[] content() {
    return new ByteWriter()
        .raw(offer.toBytes())
        .raw(newcomer.key().toBytes())
        .u8(why.ordinal())
        .toBytes();
  }
}
