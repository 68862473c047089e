package atoll.identity.membership;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.ReceiveKey;
import atoll.crypto.VerifyKey;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import atoll.identity.membership.Statement.BranchChosen;
import atoll.identity.membership.Statement.Copy;
import atoll.identity.membership.Statement.DeviceAdded;
import atoll.identity.membership.Statement.DeviceRemoved;
import atoll.identity.membership.Statement.Founded;
import atoll.identity.membership.Statement.KeySealed;
import atoll.identity.membership.Statement.Named;
import atoll.identity.membership.Statement.PersonAdded;
import atoll.identity.membership.Statement.PersonRemoved;
import atoll.identity.membership.Statement.Previous;
import atoll.identity.membership.Statement.RelayAdded;
import atoll.identity.membership.Statement.RelayRemoved;
import atoll.identity.membership.Statement.RoleChanged;
import atoll.identity.membership.Statement.Unknown;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a statement: its kind, the length of its body, its body. A kind that is not known is carried along. */
final class StatementCodec {
  private static final int FOUNDED = 1;
  private static final int PERSON_ADDED = 2;
  private static final int DEVICE_ADDED = 3;
  private static final int ROLE_CHANGED = 4;
  private static final int PERSON_REMOVED = 5;
  private static final int DEVICE_REMOVED = 6;
  private static final int KEY_SEALED = 7;
  private static final int NAMED = 8;
  private static final int RELAY_ADDED = 9;
  private static final int RELAY_REMOVED = 10;
  private static final int BRANCH_CHOSEN = 11;

  private StatementCodec() {}

  static void write(Statement statement, ByteWriter out) {
    ByteWriter body = new ByteWriter();
    out.u8(body(statement, body)).blob(body.toBytes());
  }

  /** Writes the body and returns the kind. */
  private static int body(Statement statement, ByteWriter out) {
    return switch (statement) {
      case Founded(PersonKeys person, Certificate certificate, Hash unlike) -> {
        person.write(out);
        certificate.write(out);
        out.raw(unlike.toBytes());
        yield FOUNDED;
      }
      case PersonAdded(PersonKeys person, Role role, Certificate certificate) -> {
        person.write(out);
        out.u8(role.ordinal());
        certificate.write(out);
        yield PERSON_ADDED;
      }
      case DeviceAdded(PersonId person, Certificate certificate) -> {
        out.raw(person.key().toBytes());
        certificate.write(out);
        yield DEVICE_ADDED;
      }
      case RoleChanged(PersonId person, Role role, CutOff cutOff) -> {
        out.raw(person.key().toBytes()).u8(role.ordinal());
        cutOff.write(out);
        yield ROLE_CHANGED;
      }
      case PersonRemoved(PersonId person, CutOff cutOff) -> {
        out.raw(person.key().toBytes());
        cutOff.write(out);
        yield PERSON_REMOVED;
      }
      case DeviceRemoved(DeviceId device, CutOff cutOff) -> {
        out.raw(device.key().toBytes());
        cutOff.write(out);
        yield DEVICE_REMOVED;
      }
      case KeySealed(Hash key, List<Copy> copies, List<Previous> previous) -> {
        out.raw(key.toBytes()).varint(copies.size());
        copies.forEach(copy -> out.raw(copy.to().toBytes()).blob(copy.sealed().toBytes()));
        out.varint(previous.size());
        previous.forEach(old -> out.raw(old.key().toBytes()).blob(old.sealed().toBytes()));
        yield KEY_SEALED;
      }
      case Named(VerifyKey subject, SealedBytes name) -> {
        out.raw(subject.toBytes()).blob(name.toBytes());
        yield NAMED;
      }
      case RelayAdded(VerifyKey relay) -> {
        out.raw(relay.toBytes());
        yield RELAY_ADDED;
      }
      case RelayRemoved(VerifyKey relay) -> {
        out.raw(relay.toBytes());
        yield RELAY_REMOVED;
      }
      case BranchChosen(ReplicaId log, long number, Hash entry) -> {
        out.i64(log.value()).varint(number).raw(entry.toBytes());
        yield BRANCH_CHOSEN;
      }
      case Unknown(int kind, SealedBytes body) -> {
        out.raw(body.toBytes());
        yield kind;
      }
    };
  }

  static Statement read(ByteReader in) throws RejectedException {
    int kind = in.u8();
    byte[] bytes = in.blob(MembershipRecord.MOST_BYTES);
    try {
      ByteReader body = new ByteReader(bytes);
      Statement statement = body(kind, body);
      body.end();
      return statement;
    } catch (RejectedException e) {
      if (e.reason() == Reason.TOO_NEW) {
        return new Unknown(kind, SealedBytes.of(bytes));
      }
      throw e;
    }
  }

  private static Statement body(int kind, ByteReader in) throws RejectedException {
    return switch (kind) {
      case FOUNDED ->
        new Founded(PersonKeys.read(in), Certificate.read(in), Hash.wrap(in.raw(Hash.SIZE_BYTES)));
      case PERSON_ADDED -> new PersonAdded(PersonKeys.read(in), role(in), Certificate.read(in));
      case DEVICE_ADDED -> new DeviceAdded(new PersonId(key(in)), Certificate.read(in));
      case ROLE_CHANGED -> new RoleChanged(new PersonId(key(in)), role(in), CutOff.read(in));
      case PERSON_REMOVED -> new PersonRemoved(new PersonId(key(in)), CutOff.read(in));
      case DEVICE_REMOVED -> new DeviceRemoved(new DeviceId(key(in)), CutOff.read(in));
      case KEY_SEALED -> keySealed(in);
      case NAMED -> new Named(key(in), sealed(in));
      case RELAY_ADDED -> new RelayAdded(key(in));
      case RELAY_REMOVED -> new RelayRemoved(key(in));
      case BRANCH_CHOSEN -> branchChosen(in);
      case 0 -> throw new RejectedException(Reason.MALFORMED, "a statement of kind 0");
      default -> new Unknown(kind, SealedBytes.of(in.raw(in.left())));
    };
  }

  private static KeySealed keySealed(ByteReader in) throws RejectedException {
    Hash key = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    List<Copy> copies = new ArrayList<>();
    int size = in.count(Statement.MOST_RECIPIENTS);
    for (int i = 0; i < size; i++) {
      copies.add(new Copy(ReceiveKey.wrap(in.raw(ReceiveKey.SIZE_BYTES)), sealed(in)));
    }
    List<Previous> previous = new ArrayList<>();
    int older = in.count(Statement.MOST_PREVIOUS);
    for (int i = 0; i < older; i++) {
      previous.add(new Previous(Hash.wrap(in.raw(Hash.SIZE_BYTES)), sealed(in)));
    }
    return new KeySealed(key, copies, previous);
  }

  private static BranchChosen branchChosen(ByteReader in) throws RejectedException {
    ReplicaId log = new ReplicaId(in.i64());
    long number = in.varint();
    if (number < 0) {
      throw new RejectedException(Reason.MALFORMED, "entry " + number + " of log " + log);
    }
    return new BranchChosen(log, number, Hash.wrap(in.raw(Hash.SIZE_BYTES)));
  }

  private static SealedBytes sealed(ByteReader in) throws RejectedException {
    return SealedBytes.of(in.blob(Statement.MOST_SEALED_BYTES));
  }

  private static VerifyKey key(ByteReader in) throws RejectedException {
    return VerifyKey.wrap(in.raw(VerifyKey.SIZE_BYTES));
  }

  private static Role role(ByteReader in) throws RejectedException {
    int role = in.u8();
    if (role >= Role.values().length) {
      throw new RejectedException(Reason.TOO_NEW, "a role of number " + role);
    }
    return Role.values()[role];
  }
}
