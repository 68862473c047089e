package atoll.workspace.people;

import atoll.crdt.ReplicaId;
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
import atoll.workspace.Subscription;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.seal.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What is known of the people of one workspace, and what this device says about them. Writing needs the right to it:
 * what this device has no right to is refused here, and would count nowhere. For any thread.
 */
public final class MembershipService {
  private static final byte[] NAME = "atoll name 1".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_NAME_BYTES = 400;
  private static final int MOST_ADOPTED = 100;

  private final Self self;
  private final RandomGenerator random;
  private final Consumer<List<MembershipRecord>> write;
  private final Keys keys;
  private final Listeners<MembershipService> listeners = new Listeners<>();

  /** Records that entries of the logs hold; the others came ahead of their entries. */
  private final Set<Hash> logged = ConcurrentHashMap.newKeySet();

  private volatile Membership membership;

  /**
   * @param more further keys that copies may be sealed to: the person's, while the recovery words are at hand
   * @param ring keeps the keys that the records bring
   * @param write makes own records durable and hands them to the others; throws if it cannot
   */
  public MembershipService(
      WorkspaceId workspace,
      Self self,
      List<AgreementKey> more,
      KeyRing ring,
      RandomGenerator random,
      Consumer<List<MembershipRecord>> write) {
    this.self = self;
    this.random = random;
    this.write = write;
    List<AgreementKey> own = new ArrayList<>(more);
    own.add(self.device().agreement());
    this.keys = new Keys(workspace, own, ring);
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

  /** Who this device is. */
  public Self self() {
    return self;
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
        .filter(now -> now.memberOf(self.id()).isPresent())
        .flatMap(now -> now.role(self.person().id()));
  }

  /** The key that content is to be sealed with; nothing as long as this device has it not. */
  public Optional<EpochKey> key() {
    return state().flatMap(MembershipState::key).flatMap(keys::get);
  }

  /** A key that content may be sealed with. */
  public Optional<EpochKey> key(Hash name) {
    return keys.get(name);
  }

  /** All keys that this device has, the oldest first as far as that is known. */
  public List<EpochKey> keys() {
    return state().map(keys::all).orElse(List.of());
  }

  /** Calls the listener after every change of the records, on any thread; it returns at once. */
  public Subscription onChange(Runnable listener) {
    return listeners.add(changed -> listener.run());
  }

  /** Takes records of entries of the logs; doubles are harmless. */
  public void take(Collection<MembershipRecord> records) {
    records.forEach(record -> logged.add(record.hash()));
    update(before -> before.plus(records));
  }

  /** Entries of the logs hold a record that is here already. */
  void isLogged(Hash record) {
    logged.add(record);
  }

  /**
   * Takes records that came ahead of their entries. Those are left out whose authors had no right to them, if nothing
   * that counts follows them: whoever can send something must not fill the memory with it.
   *
   * @return whether there was anything new
   */
  public boolean takeEarly(Collection<MembershipRecord> records) {
    return update(before -> before.plusValid(records));
  }

  private boolean update(UnaryOperator<Membership> change) {
    synchronized (this) {
      Membership before = membership;
      Membership after = change.apply(before);
      if (after.equals(before)) {
        return false;
      }
      after.state().ifPresent(now -> keys.learn(now, said(after)));
      membership = after;
    }
    listeners.tell(this);
    return true;
  }

  private static List<Statement.KeySealed> said(Membership membership) {
    return membership.records().stream()
        .filter(record -> record.statement() instanceof Statement.KeySealed)
        .filter(record -> membership.isValid(record.hash()))
        .map(record -> (Statement.KeySealed) record.statement())
        .toList();
  }

  /** Writes the first record of the workspace, a key, and what the founder and the device are called. */
  public void begin(MembershipRecord first, String person, String device) {
    EpochKey fresh = EpochKey.generate(random);
    List<Statement> statements = List.of(
        new Statement.KeySealed(
            fresh.id(),
            keys.copies(
                fresh,
                List.of(self.person().receive(), self.device().agreement().receiveKey())),
            List.of()),
        named(fresh, self.person().id().key(), person),
        named(fresh, self.id().key(), device));
    say(List.of(first), now -> statements);
  }

  /**
   * Lets a newcomer in, with all keys that there are.
   *
   * @param names what the newcomer says to be called
   * @throws NotAllowedException if this device's person is no owner
   */
  public void admit(JoinRequest request, Role role, JoinRequest.Names names) {
    say(now -> {
      List<Statement> all = new ArrayList<>();
      all.add(new Statement.PersonAdded(request.person(), role, request.certificate()));
      all.addAll(handed(
          now,
          List.of(request.person().receive(), request.certificate().device().receive())));
      all.add(named(request.person().id().key(), names.person()));
      all.add(named(request.certificate().device().id().key(), names.device()));
      return all;
    });
  }

  /** Adds a device of this device's person, with all keys that there are. */
  public void pair(Certificate device, String name) {
    add(device, name);
  }

  /** Adds this device itself, by a certificate of the recovery words. */
  public void restore(String name) {
    add(self.certificate(), name);
  }

  private void add(Certificate device, String name) {
    say(now -> {
      List<Statement> all = new ArrayList<>();
      all.add(new Statement.DeviceAdded(self.person().id(), device));
      all.addAll(handed(now, List.of(device.device().receive())));
      all.add(named(device.device().id().key(), name));
      return all;
    });
  }

  /** Lets a relay carry the workspace; it gets no key. */
  public void addRelay(VerifyKey relay, String name) {
    say(now -> List.of(new Statement.RelayAdded(relay), named(relay, name)));
  }

  /** Lets a relay carry the workspace no more. What it holds is sealed, and no key is turned. */
  public void removeRelay(VerifyKey relay) {
    say(now -> List.of(new Statement.RelayRemoved(relay)));
  }

  /** Gives somebody another role; what is written beyond the cut-off without knowing of it is judged by the lesser one. */
  public void change(PersonId person, Role role, CutOff cutOff) {
    say(now -> List.of(new Statement.RoleChanged(person, role, cutOff)));
  }

  /** Removes somebody, and turns the key: what is written from now on cannot be read by who was removed. */
  public void remove(PersonId person, CutOff cutOff) {
    say(now -> List.of(new Statement.PersonRemoved(person, cutOff)));
    tendKeys();
  }

  /** Removes a device, and turns the key. */
  public void revoke(DeviceId device, CutOff cutOff) {
    say(now -> List.of(new Statement.DeviceRemoved(device, cutOff)));
    tendKeys();
  }

  /**
   * Whether this device should tend the keys: somebody was removed who may know the newest, or somebody belongs who lacks
   * one, because the key was turned by who did not know of that one yet, or a key is here that newcomers would not get.
   */
  public boolean keysNeedTending() {
    return isOwner()
        && state()
            .filter(now -> now.turn()
                || !keys.lacking(now, holders(now)).isEmpty()
                || !keys.loose(now).isEmpty())
            .isPresent();
  }

  /** Turns the key and hands keys to who lacks them, if that is needed and this device may. To be called now and then. */
  public void tendKeys() {
    if (isOwner() && state().filter(MembershipState::turn).isPresent()) {
      say(this::turned);
    }
    if (keysNeedTending()) {
      say(now -> keys.lacking(now, holders(now)).entrySet().stream()
          .<Statement>map(each -> new Statement.KeySealed(
              each.getKey().id(), keys.copies(each.getKey(), each.getValue()), List.of()))
          .toList());
      say(this::tied);
    }
  }

  /**
   * Whether records are here whose logs may never come, because those who wrote them do not belong any more, or because this
   * device was set back since it wrote them: everybody has to know the same of the membership.
   */
  public boolean hasHomeless() {
    return role().isPresent() && !homeless().isEmpty();
  }

  /** Writes such records into the own log. */
  public void adopt() {
    synchronized (this) {
      if (role().isPresent()) {
        write(homeless());
      }
    }
  }

  private List<MembershipRecord> homeless() {
    Set<DeviceId> devices = state().map(now -> now.devices().keySet()).orElse(Set.of());
    return membership.records().stream()
        .filter(record -> !logged.contains(record.hash()))
        // Of the own ones all are in a log but those that this device wrote before it was set back.
        .filter(record -> !devices.contains(record.author()) || record.author().equals(self.id()))
        .toList();
  }

  /**
   * Says which entry counts of those that copies of a device wrote under one number; nothing where that was said already.
   *
   * @throws NotAllowedException if this device's person is no owner
   */
  public void choose(ReplicaId log, long number, Hash entry) {
    say(now -> now.branches().at(log, number).isPresent()
        ? List.of()
        : List.of(new Statement.BranchChosen(log, number, entry)));
  }

  /** Writes records into the own log that only entries held which are kept no more. */
  public void bringBack(List<MembershipRecord> records) {
    takeEarly(records);
    synchronized (this) {
      write(records.stream()
          .filter(record -> membership.isValid(record.hash()))
          .filter(record -> !logged.contains(record.hash()))
          .toList());
    }
  }

  private void write(List<MembershipRecord> records) {
    for (int from = 0; from < records.size(); from += MOST_ADOPTED) {
      List<MembershipRecord> some =
          records.subList(from, Math.min(records.size(), from + MOST_ADOPTED));
      write.accept(some);
      some.forEach(record -> logged.add(record.hash()));
    }
  }

  private boolean isOwner() {
    return role().filter(role -> role == Role.OWNER).isPresent();
  }

  /** Names a person, a device or a relay; the name is sealed. */
  public void rename(VerifyKey subject, String name) {
    say(now -> List.of(named(subject, name)));
  }

  /** What a person, a device or a relay is called; empty if that was not said or cannot be read here. */
  public String name(VerifyKey subject) {
    return state()
        .map(now -> now.names().get(subject))
        .flatMap(named -> open(subject, named.toBytes()))
        .orElse("");
  }

  /** What a member is called; empty for who does not belong now, and where it cannot be read here. */
  public Optional<String> memberName(PersonId person) {
    return state()
        .filter(now -> now.members().containsKey(person))
        .map(_ -> name(person.key()))
        .filter(name -> !name.isBlank());
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

  private Statement named(VerifyKey subject, String name) {
    return named(key().orElseThrow(NotAllowedException::new), subject, name);
  }

  private Statement named(EpochKey key, VerifyKey subject, String name) {
    byte[] plain = name.getBytes(StandardCharsets.UTF_8);
    if (plain.length > MOST_NAME_BYTES) {
      throw new IllegalArgumentException("a name of " + plain.length + " bytes");
    }
    byte[] sealed = key.seal(random, context(subject), Padding.pad(plain));
    byte[] named = Arrays.copyOf(key.id().toBytes(), Hash.SIZE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, named, Hash.SIZE_BYTES, sealed.length);
    return new Statement.Named(subject, SealedBytes.of(named));
  }

  private byte[] context(VerifyKey subject) {
    return Hash.of(NAME, membership.workspace().hash().toBytes(), subject.toBytes())
        .toBytes();
  }

  private List<Statement> turned(MembershipState now) {
    EpochKey fresh = EpochKey.generate(random);
    return List.of(new Statement.KeySealed(
        fresh.id(),
        keys.copies(fresh, holders(now)),
        sealedUnder(fresh, keys.all().reversed())));
  }

  /** Keys that do not count, sealed under the one in use, so that whoever is let in later opens what was sealed under them. */
  private List<Statement> tied(MembershipState now) {
    List<EpochKey> loose = keys.loose(now);
    return now.key()
        .flatMap(keys::get)
        .filter(_ -> !loose.isEmpty())
        .<List<Statement>>map(newest ->
            List.of(new Statement.KeySealed(newest.id(), List.of(), sealedUnder(newest, loose))))
        .orElse(List.of());
  }

  private List<Statement.Previous> sealedUnder(EpochKey newer, List<EpochKey> older) {
    return older.stream()
        .limit(Statement.MOST_PREVIOUS)
        .map(key -> keys.older(key, newer, random))
        .toList();
  }

  /** All keys, for new holders. */
  private List<Statement> handed(MembershipState now, List<ReceiveKey> to) {
    return keys.all(now).stream()
        .<Statement>map(key -> new Statement.KeySealed(key.id(), keys.copies(key, to), List.of()))
        .toList();
  }

  private static Collection<ReceiveKey> holders(MembershipState now) {
    TreeSet<ReceiveKey> all = new TreeSet<>();
    for (Member member : now.members().values()) {
      all.add(member.person().receive());
      member.devices().forEach(certificate -> all.add(certificate.device().receive()));
    }
    return all;
  }

  private void say(Function<MembershipState, List<Statement>> statements) {
    say(List.of(), statements);
  }

  /** Says all of it or nothing; where there is nothing to say, nothing is written. */
  private void say(
      List<MembershipRecord> first, Function<MembershipState, List<Statement>> statements) {
    update(before -> {
      Membership after = before.plus(first);
      List<MembershipRecord> records = new ArrayList<>(first);
      for (Statement statement :
          statements.apply(after.state().orElseThrow(NotAllowedException::new))) {
        MembershipRecord record = MembershipRecord.sign(
            self.device().signing(), after.workspace(), after.heads(), statement);
        after = after.plus(List.of(record));
        if (!after.counts(record.hash())) {
          throw new NotAllowedException();
        }
        records.add(record);
      }
      if (!records.isEmpty()) {
        write.accept(records);
      }
      records.forEach(record -> logged.add(record.hash()));
      return after;
    });
  }
}
