package atoll.identity.membership;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.ReceiveKey;
import atoll.crypto.VerifyKey;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import java.util.List;

/** What a record of the membership says. Everybody who carries it can read it, so names in it are sealed. */
public sealed interface Statement {
  /** Recipients that one record may seal a key to. */
  int MOST_RECIPIENTS = 512;

  /** Older keys that one record may seal. */
  int MOST_PREVIOUS = 64;

  /** Bytes of a sealed key or name. */
  int MOST_SEALED_BYTES = 1_024;

  /** Makes the workspace, which is named by the hash of this record. Its author is the first owner. */
  record Founded(PersonKeys person, Certificate certificate, Hash unlike) implements Statement {}

  /** A person belongs from now on, with one device. */
  record PersonAdded(PersonKeys person, Role role, Certificate certificate) implements Statement {}

  /** A person has another device. */
  record DeviceAdded(PersonId person, Certificate certificate) implements Statement {}

  /**
   * A person has another role.
   *
   * @param cutOff what the person wrote beyond it before learning of this is judged by the new role if that is the lesser
   */
  record RoleChanged(PersonId person, Role role, CutOff cutOff) implements Statement {}

  /** A person does not belong any more. */
  record PersonRemoved(PersonId person, CutOff cutOff) implements Statement {}

  /** A device does not belong any more. */
  record DeviceRemoved(DeviceId device, CutOff cutOff) implements Statement {}

  /**
   * Hands a key to its holders. The first such record of an owner brings the key in; later ones hand it to more.
   *
   * @param key the hash of the key
   * @param copies the key, sealed to each of them
   * @param previous older keys, sealed under this one
   */
  record KeySealed(Hash key, List<Copy> copies, List<Previous> previous) implements Statement {
    public KeySealed {
      copies = List.copyOf(copies);
      previous = List.copyOf(previous);
      if (copies.size() > MOST_RECIPIENTS || previous.size() > MOST_PREVIOUS) {
        throw new IllegalArgumentException(
            copies.size() + " copies and " + previous.size() + " older keys in one record");
      }
    }
  }

  /** A key, sealed to one holder. */
  record Copy(ReceiveKey to, SealedBytes sealed) {}

  /** An older key, sealed under a newer one. */
  record Previous(Hash key, SealedBytes sealed) {}

  /**
   * A person or a device has a name.
   *
   * @param subject the key that names the person, the device or the relay
   * @param name sealed under an epoch key
   */
  record Named(VerifyKey subject, SealedBytes name) implements Statement {}

  /** A relay may carry the workspace. It gets no key. */
  record RelayAdded(VerifyKey relay) implements Statement {}

  /** A relay may not carry it any more. */
  record RelayRemoved(VerifyKey relay) implements Statement {}

  /**
   * Of the entries that copies of one device wrote under one number of one log this one counts, with what follows it.
   *
   * @param log the log that was written twice
   * @param number the first number under which the copies wrote different entries
   * @param entry the hash of the one that counts
   */
  record BranchChosen(ReplicaId log, long number, Hash entry) implements Statement {
    public BranchChosen {
      if (number < 0) {
        throw new IllegalArgumentException("entry " + number + " of a log");
      }
    }
  }

  /**
   * Something that a newer version says. Carried along, and without effect here.
   *
   * @param kind the number of its kind
   */
  record Unknown(int kind, SealedBytes body) implements Statement {}
}
