package atoll.workspace.seal;

import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import atoll.sync.Witness;
import java.nio.charset.StandardCharsets;

/** Signs with the device's key what this device says it holds, and believes devices that belong. */
public final class DeviceWitness implements Witness {
  private static final byte[] LABEL = "atoll ledger 1".getBytes(StandardCharsets.US_ASCII);

  private final SigningKey device;
  private final Members members;

  public DeviceWitness(SigningKey device, Members members) {
    this.device = device;
    this.members = members;
  }

  @Override
  public byte[] device() {
    return device.verifyKey().toBytes();
  }

  @Override
  public byte[] sign(byte[] statement) {
    return device.sign(LABEL, statement);
  }

  @Override
  public boolean genuine(byte[] name, byte[] statement, byte[] signature) {
    if (name.length != VerifyKey.SIZE_BYTES) {
      return false;
    }
    VerifyKey other = VerifyKey.wrap(name);
    return members.belongs(other) && other.verifies(signature, LABEL, statement);
  }
}
