package atoll.workspace.people;

import atoll.crypto.AgreementKey;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.Padding;
import atoll.crypto.ReceiveKey;
import atoll.crypto.UnsealException;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.joining.JoinRequest;
import atoll.identity.membership.CutOff;
import atoll.identity.membership.Member;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.MembershipState;
import atoll.identity.membership.SealedBytes;
import atoll.identity.membership.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What is known of the people of one workspace, and what this device says about them. Writing needs the right to it:
 * what this device has no right to is refused here, and would count nowhere. For any thread.
 */
public final class MembershipService {
  private static final byte[] NAME = "atoll name 1".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_NAME_BYTES = 400;

  private final Self self;
  private final RandomGenerator random;
  private final Consumer<List<MembershipRecord>> write;
  private final Keys keys;
  private volatile Membership membership;

  /**
   * @param write makes own records durable and hands them to the others; throws if it cannot
   * @param more further keys that copies may be sealed to: the person's, while the recovery words are at hand
   */
  public MembershipService(
      WorkspaceId workspace,
      Self self,
      List<AgreementKey> more,
      RandomGenerator random,
      Consumer<List<MembershipRecord>> write) {
    this.self = self;
    this.random = random;
    this.write = write;
    List<AgreementKey> own = new ArrayList<>(more);
    own.add(self.device().agreement());
    this.keys = new Keys(workspace, own);
    this.membership = Membership.read(workspace, List.of());
  }

  /**
   * The first record of a new workspace, whose founder this device's person is.
   *
   * @param random cannot be guessed
   */
  public static MembershipRecord found(Self self, RandomGenerator random) {
    byte[] unlike = new byte[Hash.SIZE_BYTES];
    random.nextBytes(unlike);
    return MembershipRecord.found(
        self.device().signing(),
        new Statement.Founded(self.person(), self.certificate(), Hash.wrap(unlike)));
  }

  /** The records and their reading. */
  public Membership membership() {
    return membership;
  }

  /** Who belongs; nothing before the first record came. */
  public Optional<MembershipState> state() {
    return membership.state();
  }

  /** The role of this device's person; nothing if the device does not belong. */
  public Optional<Role> role() {
    return state()
        .filter(now -> now.devices().containsKey(self.id()))
        .flatMap(now -> now.role(self.person().id()));
  }

  /** The key that content is to be sealed with; nothing as long as this device has it not. */
  public synchronized Optional<EpochKey> key() {
    return state().flatMap(MembershipState::key).flatMap(keys::get);
  }

  /** A key that content may be sealed with. */
  public synchronized Optional<EpochKey> key(Hash name) {
    return keys.get(name);
  }

  /** All keys that this device has, the oldest first as far as that is known. */
  public synchronized List<EpochKey> keys() {
    return List.copyOf(keys.all());
  }

  /** Takes records that were read or came from others; doubles are harmless. */
  public synchronized void take(Collection<MembershipRecord> records) {
    membership = membership.plus(records);
    state().ifPresent(keys::learn);
  }

  /** Says for the first time what key is used, and what the founder and the device are called. */
  public synchronized void begin(String person, String device) {
    turn();
    rename(self.person().id().key(), person);
    rename(self.id().key(), device);
  }

  /**
   * Lets a newcomer in, with all keys that there are.
   *
   * @param names what the newcomer says to be called
   * @throws NotAllowedException if this device's person is no owner
   */
  public synchronized void admit(JoinRequest request, Role role, JoinRequest.Names names) {
    say(new Statement.PersonAdded(request.person(), role, request.certificate()));
    hand(List.of(request.person().receive(), request.certificate().device().receive()));
    rename(request.person().id().key(), names.person());
    rename(request.certificate().device().id().key(), names.device());
  }

  /** Adds a device of this device's person, with all keys that there are. */
  public synchronized void pair(Certificate device, String name) {
    say(new Statement.DeviceAdded(self.person().id(), device));
    hand(List.of(device.device().receive()));
    rename(device.device().id().key(), name);
  }

  /** Adds this device itself, by a certificate of the recovery words. */
  public synchronized void restore(String name) {
    say(new Statement.DeviceAdded(self.person().id(), self.certificate()));
    hand(List.of(self.certificate().device().receive()));
    rename(self.id().key(), name);
  }

  /** Gives somebody another role; what is written beyond the cut-off without knowing of it is judged by the lesser one. */
  public synchronized void change(PersonId person, Role role, CutOff cutOff) {
    say(new Statement.RoleChanged(person, role, cutOff));
  }

  /** Removes somebody, and turns the key: what is written from now on cannot be read by who was removed. */
  public synchronized void remove(PersonId person, CutOff cutOff) {
    say(new Statement.PersonRemoved(person, cutOff));
    turnIfOwner();
  }

  /** Removes a device, and turns the key. */
  public synchronized void revoke(DeviceId device, CutOff cutOff) {
    say(new Statement.DeviceRemoved(device, cutOff));
    turnIfOwner();
  }

  /** Turns the key if somebody was removed who may know it, and this device may. To be called now and then. */
  public synchronized void turnIfOwner() {
    if (state().filter(MembershipState::turn).isPresent()
        && role().filter(role -> role == Role.OWNER).isPresent()) {
      turn();
    }
  }

  /** Names a person, a device or a relay; the name is sealed. */
  public synchronized void rename(VerifyKey subject, String name) {
    byte[] plain = name.getBytes(StandardCharsets.UTF_8);
    if (plain.length > MOST_NAME_BYTES) {
      throw new IllegalArgumentException("a name of " + plain.length + " bytes");
    }
    EpochKey key = key().orElseThrow(NotAllowedException::new);
    byte[] sealed = key.seal(random, context(subject), Padding.pad(plain));
    byte[] named = Arrays.copyOf(key.id().toBytes(), Hash.SIZE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, named, Hash.SIZE_BYTES, sealed.length);
    say(new Statement.Named(subject, SealedBytes.of(named)));
  }

  /** What a person, a device or a relay is called; empty if that was not said or cannot be read here. */
  public synchronized String name(VerifyKey subject) {
    return state()
        .map(now -> now.names().get(subject))
        .flatMap(named -> open(subject, named.toBytes()))
        .orElse("");
  }

  private Optional<String> open(VerifyKey subject, byte[] named) {
    if (named.length < Hash.SIZE_BYTES) {
      return Optional.empty();
    }
    Hash key = Hash.wrap(Arrays.copyOf(named, Hash.SIZE_BYTES));
    byte[] sealed = Arrays.copyOfRange(named, Hash.SIZE_BYTES, named.length);
    return keys.get(key).flatMap(epoch -> {
      try {
        byte[] plain = Padding.unpad(epoch.open(context(subject), sealed));
        return Optional.of(new String(plain, StandardCharsets.UTF_8));
      } catch (UnsealException e) {
        return Optional.empty();
      }
    });
  }

  private byte[] context(VerifyKey subject) {
    return Hash.of(NAME, membership.workspace().hash().toBytes(), subject.toBytes())
        .toBytes();
  }

  private void turn() {
    EpochKey fresh = EpochKey.generate(random);
    List<Statement.Copy> copies =
        holders().stream().map(holder -> keys.copy(fresh, holder)).toList();
    List<Statement.Previous> older = keys.all().stream().toList().reversed().stream()
        .limit(Statement.MOST_PREVIOUS)
        .map(key -> keys.older(key, fresh, random))
        .toList();
    say(new Statement.KeySealed(fresh.id(), copies, older));
  }

  /** Hands all keys to new holders. */
  private void hand(List<ReceiveKey> to) {
    for (EpochKey key : List.copyOf(keys.all())) {
      say(new Statement.KeySealed(
          key.id(), to.stream().map(holder -> keys.copy(key, holder)).toList(), List.of()));
    }
  }

  private Collection<ReceiveKey> holders() {
    TreeSet<ReceiveKey> all = new TreeSet<>();
    for (Member member : state().orElseThrow().members().values()) {
      all.add(member.person().receive());
      member.devices().forEach(certificate -> all.add(certificate.device().receive()));
    }
    return all;
  }

  private void say(Statement statement) {
    MembershipRecord record = MembershipRecord.sign(
        self.device().signing(), membership.workspace(), membership.heads(), statement);
    Membership after = membership.plus(List.of(record));
    if (!after.counts(record.hash())) {
      throw new NotAllowedException();
    }
    write.accept(List.of(record));
    membership = after;
    after.state().ifPresent(keys::learn);
  }
}
