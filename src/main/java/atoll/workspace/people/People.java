package atoll.workspace.people;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.UnsealException;
import atoll.crypto.VerifyKey;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.RelayText;
import atoll.identity.Role;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Refusal;
import atoll.identity.joining.Secret;
import atoll.identity.membership.CutOff;
import atoll.identity.membership.Member;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipState;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.workspace.Subscription;
import atoll.workspace.funnel.Listeners;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** Who is in a workspace, who asks to come in, and what may be done about it. For any thread. */
public final class People {
  private static final Logger LOG = Logger.getLogger(People.class.getName());

  /** Newcomers that are remembered at once; a flood of them ends here. */
  private static final int MOST_ASKING = 50;

  private final MembershipService membership;
  private final Self self;
  private final WorkspaceStore store;
  private final Supplier<Instant> clock;
  private final RandomGenerator random;
  private final Offers offers;
  private final KeptRecords kept;
  private final Map<String, Asked> asking = new LinkedHashMap<>();
  private volatile boolean owesKeeping;
  private final Listeners<People> listeners = new Listeners<>();

  private record Asked(Offer offer, JoinRequest request, JoinRequest.Names names) {}

  /** @param random cannot be guessed */
  public People(
      MembershipService membership,
      WorkspaceStore store,
      Supplier<Instant> clock,
      RandomGenerator random) {
    this.membership = membership;
    this.self = membership.self();
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.offers = new Offers(store);
    this.kept = new KeptRecords(store);
  }

  /** Those who belong: this device's person first, then by name. */
  public List<Person> all() {
    return membership.state().stream()
        .flatMap(now -> now.members().values().stream().map(member -> person(now, member)))
        .sorted(Comparator.comparing((Person each) -> !each.isSelf())
            .thenComparing(Person::name)
            .thenComparing(Person::id))
        .toList();
  }

  /** What the person of an id is called now; empty for who does not belong now, and where it cannot be read here. */
  public Optional<String> name(String person) {
    return membership.memberName(new PersonId(VerifyKey.parse(person)));
  }

  /** The own role, in lower case; nothing if this device does not belong, or not any more. */
  public Optional<String> role() {
    return membership.role().map(People::word);
  }

  /** Those who ask to be let in, the first first. */
  public List<Asking> asking() {
    synchronized (asking) {
      return asking.entrySet().stream()
          .map(each -> new Asking(
              each.getKey(),
              each.getValue().names().person(),
              each.getValue().names().device(),
              word(each.getValue().offer().role()),
              each.getValue().request().words(each.getValue().offer())))
          .toList();
    }
  }

  /**
   * Makes an invitation.
   *
   * @param name what the workspace is called
   * @param role in lower case
   * @param addresses where this instance is met
   * @return the text to hand to one person
   */
  public String invite(String name, String role, Duration lasts, List<String> addresses) {
    Instant now = clock.get();
    Offer offer = new Offer(
        membership.membership().workspace(),
        name,
        Secret.generate(random),
        role(role),
        self.certificate().device(),
        addresses,
        now.plus(lasts));
    synchronized (asking) {
      offers.add(offer, now);
    }
    return offer.toText();
  }

  /**
   * Takes what a newcomer asks with, from whatever way; what proves nothing is dropped.
   *
   * @return the answer, if the newcomer waits in vain
   */
  public Optional<byte[]> asked(byte[] request) {
    try {
      JoinRequest read = JoinRequest.parse(request);
      DeviceId device = read.certificate().device().id();
      if (membership.state().flatMap(now -> now.memberOf(device)).isPresent()) {
        // Let in already: the records are the answer.
        return Optional.empty();
      }
      Optional<Refusal.Why> why = refusal(read);
      if (why.isEmpty() && take(read)) {
        listeners.tell(this);
      }
      return why.map(reason ->
          new Refusal(read.offer(), device, reason).toBytes(self.device().signing()));
    } catch (RejectedException | UnsealException e) {
      LOG.log(Level.INFO, "A request to be let in was dropped: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Refusal.Why> refusal(JoinRequest request) {
    synchronized (asking) {
      return offers.refusal(request.offer(), clock.get());
    }
  }

  private boolean take(JoinRequest request) throws UnsealException {
    DeviceId device = request.certificate().device().id();
    synchronized (asking) {
      Optional<Offer> offer = offers.find(request.offer(), clock.get()).filter(request::proves);
      boolean news = offer.isPresent()
          && asking.size() < MOST_ASKING
          && !asking.containsKey(device.toString());
      if (news) {
        asking.put(
            device.toString(), new Asked(offer.get(), request, request.names(self.device())));
      }
      return news;
    }
  }

  /**
   * Lets a newcomer in; the invitation is used up.
   *
   * @throws NotAllowedException if this device's person is no owner
   */
  public void admit(String id, String role) {
    take(id).ifPresent(asked -> {
      try {
        membership.admit(asked.request(), role(role), asked.names());
      } catch (RuntimeException e) {
        synchronized (asking) {
          asking.put(id, asked);
        }
        throw e;
      }
      close(asked, Refusal.Why.USED);
    });
  }

  private void close(Asked asked, Refusal.Why why) {
    synchronized (asking) {
      Hash offer = asked.request().offer();
      offers.close(offer, why);
      // Whoever else came with the same invitation is answered when asking again.
      asking.values().removeIf(other -> other.request().offer().equals(offer));
    }
    listeners.tell(this);
  }

  /** Turns a newcomer away; the invitation is used up. */
  public void turnAway(String id) {
    take(id).ifPresent(asked -> close(asked, Refusal.Why.TURNED_AWAY));
  }

  /** Takes the question away, so that it is answered once. */
  private Optional<Asked> take(String id) {
    synchronized (asking) {
      return Optional.ofNullable(asking.remove(id));
    }
  }

  /** Gives somebody another role. */
  public void change(String person, String role) {
    membership.change(new PersonId(VerifyKey.parse(person)), role(role), here());
    listeners.tell(this);
  }

  /** Removes somebody: gets nothing that is written from now on, and keeps what was there. */
  public void remove(String person) {
    membership.remove(new PersonId(VerifyKey.parse(person)), here());
    listeners.tell(this);
  }

  /** Removes a device, as one that is lost. */
  public void revoke(String device) {
    membership.revoke(new DeviceId(VerifyKey.parse(device)), here());
    listeners.tell(this);
  }

  /** What this device's person is called here; empty if that is not known. */
  public String ownName() {
    return membership.name(self.person().id().key());
  }

  /** Makes sure that this device's person is an owner. */
  public void requireOwner() {
    if (membership.role().filter(role -> role == Role.OWNER).isEmpty()) {
      throw new NotAllowedException();
    }
  }

  /** The relays that hold the workspace, by name. */
  public List<Person.Device> relays() {
    return membership.state().stream()
        .flatMap(now -> now.relays().stream())
        .map(relay -> new Person.Device(relay.toString(), membership.name(relay), false))
        .sorted(Comparator.comparing(Person.Device::name).thenComparing(Person.Device::id))
        .toList();
  }

  /** Lets a relay carry the workspace, called after where it is met; again is harmless. */
  public void addRelay(RelayText relay) {
    if (relays().stream().noneMatch(each -> each.id().equals(relay.relay().toString()))) {
      membership.addRelay(relay.relay(), relay.host());
      listeners.tell(this);
    }
  }

  /** Lets a relay carry the workspace no more. */
  public void removeRelay(String relay) {
    membership.removeRelay(VerifyKey.parse(relay));
    listeners.tell(this);
  }

  /** Names a person, a device or a relay. */
  public void rename(String id, String name) {
    membership.rename(VerifyKey.parse(id), name);
    listeners.tell(this);
  }

  /** Takes records that came ahead of the entries that hold them; what says nothing is dropped. */
  public void early(List<byte[]> records) {
    if (KeptRecords.inRuns(records, this::takeEarly)) {
      keepEarly();
    }
  }

  private boolean takeEarly(List<byte[]> records) {
    Membership known = membership.membership();
    return known.size() < KeptRecords.MOST_EARLY
        && membership.takeEarly(RecordMembers.fresh(records, known, Level.INFO));
  }

  /** Keeps the records that came early, if the disk refused that before. */
  public void keepAgain() {
    if (owesKeeping) {
      keepEarly();
    }
  }

  private void keepEarly() {
    try {
      kept.keepEarly(membership.membership().records());
      owesKeeping = false;
    } catch (StoreException e) {
      owesKeeping = true;
      LOG.log(Level.WARNING, "Records that came early are kept when the disk obeys again", e);
    }
  }

  /** Notes that records came. */
  public void changed() {
    listeners.tell(this);
  }

  /** Calls the listener after every change, on any thread. */
  public Subscription onChange(Runnable listener) {
    return listeners.add(people -> listener.run());
  }

  /** What this device holds now: what somebody wrote who is removed stays up to here. */
  private CutOff here() {
    TreeMap<ReplicaId, Long> counts = new TreeMap<>();
    store.clock().counts().forEach((log, count) -> {
      if (counts.size() < CutOff.MOST_LOGS) {
        counts.put(log, count);
      }
    });
    return new CutOff(counts);
  }

  private Person person(MembershipState now, Member member) {
    PersonId id = member.person().id();
    return new Person(
        id.toString(),
        membership.name(id.key()),
        word(member.role()),
        id.equals(self.person().id()),
        id.equals(now.founder()),
        member.devices().stream().map(this::device).toList());
  }

  private Person.Device device(Certificate certificate) {
    DeviceId id = certificate.device().id();
    return new Person.Device(id.toString(), membership.name(id.key()), id.equals(self.id()));
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Role role(String word) {
    return Role.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
