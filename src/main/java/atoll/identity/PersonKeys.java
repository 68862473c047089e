package atoll.identity;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.ReceiveKey;
import atoll.crypto.VerifyKey;

/**
 * The public keys that a person's recovery words make.
 *
 * @param id certifies devices
 * @param receive epoch keys are sealed to it, so that the words alone bring everything back
 */
public record PersonKeys(PersonId id, ReceiveKey receive) {
  /** Reads what {@link #write} wrote. */
  public static PersonKeys read(ByteReader in) throws RejectedException {
    return new PersonKeys(
        new PersonId(VerifyKey.wrap(in.raw(VerifyKey.SIZE_BYTES))),
        ReceiveKey.wrap(in.raw(ReceiveKey.SIZE_BYTES)));
  }

  /** Writes 64 bytes. */
  public void write(ByteWriter out) {
    out.raw(id.key().toBytes()).raw(receive.toBytes());
  }
}
