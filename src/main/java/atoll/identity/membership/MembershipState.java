package atoll.identity.membership;

import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who belongs to a workspace now. Immutable, and the same on every device that has the same records.
 *
 * @param founder stays, whatever anybody says
 * @param members those who belong
 * @param former those who do not any more, sorted
 * @param relays carry and hold no key; sorted
 * @param names sealed names of people, devices and relays
 * @param keys every epoch key, the oldest first
 * @param key the name of the key that is to be used now; empty before the first was made
 * @param turn whether an owner must bring in another key, because somebody was removed who may know this one
 * @param branches which entries count of logs that copies of a device wrote
 * @param isNewer whether something was said that only a newer version understands
 */
public record MembershipState(
    PersonId founder,
    SortedMap<PersonId, Member> members,
    List<PersonId> former,
    List<VerifyKey> relays,
    Map<VerifyKey, SealedBytes> names,
    List<EpochKey> keys,
    Optional<Hash> key,
    boolean turn,
    Branches branches,
    boolean isNewer) {
  public MembershipState {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    former = List.copyOf(former);
    relays = List.copyOf(relays);
    names = Map.copyOf(names);
    keys = List.copyOf(keys);
  }

  /** The role of a person; nothing for who does not belong. */
  public Optional<Role> role(PersonId person) {
    return Optional.ofNullable(members.get(person)).map(Member::role);
  }

  /** The member whose device it is. */
  public Optional<Member> memberOf(DeviceId device) {
    return members.values().stream()
        .filter(member -> member.devices().stream()
            .anyMatch(certificate -> certificate.device().id().equals(device)))
        .findFirst();
  }

  static MembershipState of(Graph graph, Fold fold) {
    SortedMap<PersonId, Member> members = new TreeMap<>();
    List<PersonId> former = new ArrayList<>();
    fold.persons()
        .forEach((id, keys) -> fold.grant(id)
            .ifPresentOrElse(
                grant -> members.put(id, new Member(keys, grant.role(), fold.devicesOf(id))),
                () -> former.add(id)));
    List<Hash> current = fold.keys().entrySet().stream()
        .filter(each -> Fold.isIn(fold.removals(), graph.past(each.getValue())))
        .map(Map.Entry::getKey)
        .toList();
    List<Hash> all = List.copyOf(fold.keys().keySet());
    return new MembershipState(
        founder(graph),
        members,
        former,
        fold.relays(),
        fold.names(),
        fold.epochKeys(),
        current.isEmpty()
            ? all.isEmpty() ? Optional.empty() : Optional.of(all.getLast())
            : Optional.of(current.getLast()),
        current.isEmpty(),
        new Branches(fold.branches()),
        fold.isNewer());
  }

  private static PersonId founder(Graph graph) {
    if (graph.record(0).statement() instanceof Statement.Founded first) {
      return first.person().id();
    }
    throw new AssertionError("the first record founds nothing: " + graph.record(0));
  }

  /** The certificate of every device that belongs, by device. */
  public Map<DeviceId, Certificate> devices() {
    Map<DeviceId, Certificate> all = new HashMap<>();
    members
        .values()
        .forEach(member -> member
            .devices()
            .forEach(certificate -> all.put(certificate.device().id(), certificate)));
    return all;
  }
}
