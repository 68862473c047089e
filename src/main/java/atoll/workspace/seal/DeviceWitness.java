package atoll.workspace.seal;

import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import atoll.sync.Witness;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Signs with the device's key what this device says it holds, and believes devices that belong. */
public final class DeviceWitness implements Witness {
  private static final byte[] LABEL = "atoll ledger 1".getBytes(StandardCharsets.US_ASCII);

  private final SigningKey device;
  private final Predicate<VerifyKey> belongs;

  public DeviceWitness(SigningKey device, Members members) {
    this(device, members::belongs);
  }

  /** @param belongs whether a device belongs to the workspace now */
  public DeviceWitness(SigningKey device, Predicate<VerifyKey> belongs) {
    this.device = device;
    this.belongs = belongs;
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
    return belongs.test(other) && other.verifies(signature, LABEL, statement);
  }
}
