package atoll.workspace.people;

import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.DeviceKeys;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;

/**
 * Who this device is.
 *
 * @param device its secrets
 * @param person whose it is
 * @param certificate says so
 */
public record Self(SecretKeys device, PersonKeys person, Certificate certificate) {
  /** A device of the person whose recovery words these are. The words are not kept. */
  public static Self of(SecretKeys device, RecoveryPhrase words) {
    SecretKeys root = words.keys();
    PersonKeys person = new PersonKeys(
        new PersonId(root.signing().verifyKey()), root.agreement().receiveKey());
    DeviceKeys keys = new DeviceKeys(
        new DeviceId(device.signing().verifyKey()), device.agreement().receiveKey());
    return new Self(device, person, Certificate.byRoot(root.signing(), person, keys));
  }

  public DeviceId id() {
    return certificate.device().id();
  }
}
