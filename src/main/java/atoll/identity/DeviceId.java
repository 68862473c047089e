package atoll.identity;

import atoll.crypto.VerifyKey;

/**
 * A device, named by the public key of its signatures.
 *
 * @param key what its entries and records are checked with
 */
public record DeviceId(VerifyKey key) implements Comparable<DeviceId> {
  @Override
  public int compareTo(DeviceId other) {
    return key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
