package atoll.identity;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.ReceiveKey;
import atoll.crypto.VerifyKey;

/**
 * The public keys of a device.
 *
 * @param id signs
 * @param receive secrets for the device are sealed to it
 */
public record DeviceKeys(DeviceId id, ReceiveKey receive) {
  /** Reads what {@link #write} wrote. */
  public static DeviceKeys read(ByteReader in) throws RejectedException {
    return new DeviceKeys(
        new DeviceId(VerifyKey.wrap(in.raw(VerifyKey.SIZE_BYTES))),
        ReceiveKey.wrap(in.raw(ReceiveKey.SIZE_BYTES)));
  }

  /** Writes 64 bytes. */
  public void write(ByteWriter out) {
    out.raw(id.key().toBytes()).raw(receive.toBytes());
  }
}
