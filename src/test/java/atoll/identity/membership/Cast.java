package atoll.identity.membership;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.ReceiveKey;
import atoll.crypto.SigningKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.DeviceKeys;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** People with keys that are the same in every run, and a workspace that the first of them founded. */
final class Cast {
  /** Somebody with a root key and a first device. */
  record Person(PersonKeys keys, SigningKey root, Machine first) {
    PersonId id() {
      return keys.id();
    }
  }

  /** A device with its key. */
  record Machine(SigningKey key, Certificate certificate) {
    DeviceId id() {
      return certificate.device().id();
    }
  }

  final Person founder = person(1);
  final Person ann = person(2);
  final Person bob = person(3);
  final Person cat = person(4);
  final MembershipRecord first = MembershipRecord.found(
      founder.first().key(),
      new Statement.Founded(
          founder.keys(), founder.first().certificate(), Hash.of(new byte[] {7})));
  final List<MembershipRecord> all = new ArrayList<>(List.of(first));

  static Person person(int number) {
    SigningKey root = key(number, 0);
    PersonKeys keys = new PersonKeys(new PersonId(root.verifyKey()), receive(number, 0));
    SigningKey device = key(number, 1);
    return new Person(
        keys,
        root,
        new Machine(device, Certificate.byRoot(root, keys, deviceKeys(device, number, 1))));
  }

  /** Another device, certified by the first one. */
  static Machine another(Person person, int number) {
    SigningKey key = key(number, 2);
    return new Machine(
        key,
        person
            .first()
            .certificate()
            .next(person.first().key(), person.keys(), deviceKeys(key, number, 2)));
  }

  /** Another device, certified by the recovery words. */
  static Machine restored(Person person, int number) {
    SigningKey key = key(number, 3);
    return new Machine(
        key, Certificate.byRoot(person.root(), person.keys(), deviceKeys(key, number, 3)));
  }

  private static DeviceKeys deviceKeys(SigningKey key, int number, int device) {
    return new DeviceKeys(new DeviceId(key.verifyKey()), receive(number, device));
  }

  private static SigningKey key(int number, int device) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    seed[0] = (byte) number;
    seed[1] = (byte) device;
    return SigningKey.of(seed);
  }

  private static ReceiveKey receive(int number, int device) {
    byte[] bytes = new byte[ReceiveKey.SIZE_BYTES];
    bytes[0] = (byte) number;
    bytes[1] = (byte) device;
    return ReceiveKey.wrap(bytes);
  }

  WorkspaceId workspace() {
    return first.workspace();
  }

  /** A record of a person's first device that follows others; kept in {@link #all}. */
  MembershipRecord by(Person author, Statement statement, MembershipRecord... parents) {
    return by(author.first(), statement, parents);
  }

  /** A record of a device. */
  MembershipRecord by(Machine author, Statement statement, MembershipRecord... parents) {
    MembershipRecord made = MembershipRecord.sign(
        author.key(),
        workspace(),
        Arrays.stream(parents).map(MembershipRecord::hash).toList(),
        statement);
    all.add(made);
    return made;
  }

  static Statement add(Person person, Role role) {
    return new Statement.PersonAdded(person.keys(), role, person.first().certificate());
  }

  static Statement remove(Person person) {
    return new Statement.PersonRemoved(person.id(), CutOff.NOTHING);
  }

  static Statement remove(Person person, long log, long count) {
    return new Statement.PersonRemoved(person.id(), cutOff(log, count));
  }

  static Statement remove(Machine device) {
    return new Statement.DeviceRemoved(device.id(), CutOff.NOTHING);
  }

  static Statement role(Person person, Role role) {
    return new Statement.RoleChanged(person.id(), role, CutOff.NOTHING);
  }

  static Statement device(Person person, Machine device) {
    return new Statement.DeviceAdded(person.id(), device.certificate());
  }

  static Statement key(int number, ReceiveKey... holders) {
    SealedBytes sealed = SealedBytes.of(new byte[] {(byte) number});
    return new Statement.KeySealed(
        keyName(number),
        Arrays.stream(holders).map(holder -> new Statement.Copy(holder, sealed)).toList(),
        List.of());
  }

  static Hash keyName(int number) {
    return Hash.of(new byte[] {(byte) number});
  }

  static CutOff cutOff(long log, long count) {
    return new CutOff(new TreeMap<>(Map.of(new ReplicaId(log), count)));
  }

  Membership read() {
    return Membership.read(workspace(), all);
  }

  /** Who belongs, in the reading of all records. */
  MembershipState state() {
    return read().state().orElseThrow();
  }

  /** The records at a set of heads, as an entry names them. */
  static List<Hash> at(MembershipRecord... heads) {
    return Arrays.stream(heads).map(MembershipRecord::hash).toList();
  }
}
