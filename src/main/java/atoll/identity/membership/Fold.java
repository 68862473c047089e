package atoll.identity.membership;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import atoll.identity.membership.Statement.BranchChosen;
import atoll.identity.membership.Statement.DeviceAdded;
import atoll.identity.membership.Statement.DeviceRemoved;
import atoll.identity.membership.Statement.Founded;
import atoll.identity.membership.Statement.KeySealed;
import atoll.identity.membership.Statement.Named;
import atoll.identity.membership.Statement.PersonAdded;
import atoll.identity.membership.Statement.PersonRemoved;
import atoll.identity.membership.Statement.RelayAdded;
import atoll.identity.membership.Statement.RelayRemoved;
import atoll.identity.membership.Statement.RoleChanged;
import atoll.identity.membership.Statement.Unknown;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a set of records that count says together. What was removed stays so unless something that knew of the removal
 * brings it back; of roles given at the same time the least holds; of names and of branches of a log the later.
 */
final class Fold {
  private final Graph graph;
  private final Map<PersonId, PersonKeys> persons = new TreeMap<>();
  private final Map<PersonId, Map<Integer, Role>> grants = new TreeMap<>();
  private final Map<PersonId, BitSet> personRemovals = new TreeMap<>();
  private final Map<DeviceId, PersonId> owners = new TreeMap<>();
  private final Map<DeviceId, Map<Integer, Certificate>> devices = new TreeMap<>();
  private final Map<DeviceId, BitSet> deviceRemovals = new TreeMap<>();
  private final Map<VerifyKey, BitSet> relays = new TreeMap<>();
  private final Map<VerifyKey, BitSet> relayRemovals = new TreeMap<>();
  private final Map<VerifyKey, SealedBytes> names = new TreeMap<>();
  private final Map<ReplicaId, SortedMap<Long, Hash>> branches = new TreeMap<>();
  private final Map<Hash, Integer> keys = new LinkedHashMap<>();
  private final Map<Hash, List<KeySealed>> handed = new LinkedHashMap<>();
  private boolean newer;

  /** @param counted indices in the graph */
  Fold(Graph graph, BitSet counted, BitSet byOwners) {
    this.graph = graph;
    counted.stream().forEach(index -> take(index, byOwners.get(index)));
  }

  private void take(int index, boolean byOwner) {
    switch (graph.record(index).statement()) {
      case Founded(PersonKeys person, Certificate certificate, Hash _) ->
        person(index, person, Role.OWNER, certificate);
      case PersonAdded(PersonKeys person, Role role, Certificate certificate) ->
        person(index, person, role, certificate);
      case DeviceAdded(PersonId person, Certificate certificate) ->
        device(index, person, certificate);
      case RoleChanged(PersonId person, Role role, CutOff _) ->
        grants.computeIfAbsent(person, p -> new LinkedHashMap<>()).put(index, role);
      case PersonRemoved(PersonId person, CutOff _) -> add(personRemovals, person, index);
      case DeviceRemoved(DeviceId device, CutOff _) -> add(deviceRemovals, device, index);
      case KeySealed sealed -> {
        if (byOwner) {
          keys.putIfAbsent(sealed.key(), index);
        }
        handed.computeIfAbsent(sealed.key(), k -> new ArrayList<>()).add(sealed);
      }
      case Named(VerifyKey subject, SealedBytes name) -> names.put(subject, name);
      case RelayAdded(VerifyKey relay) -> add(relays, relay, index);
      case RelayRemoved(VerifyKey relay) -> add(relayRemovals, relay, index);
      case BranchChosen(ReplicaId log, long number, Hash entry) ->
        branches.computeIfAbsent(log, l -> new TreeMap<>()).put(number, entry);
      case Unknown _ -> newer = true;
    }
  }

  private void person(int index, PersonKeys person, Role role, Certificate certificate) {
    persons.putIfAbsent(person.id(), person);
    grants.computeIfAbsent(person.id(), p -> new LinkedHashMap<>()).put(index, role);
    device(index, person.id(), certificate);
  }

  private void device(int index, PersonId person, Certificate certificate) {
    DeviceId device = certificate.device().id();
    // A device is of one person: of the first one that claims it.
    if (owners.computeIfAbsent(device, d -> person).equals(person)) {
      devices.computeIfAbsent(device, d -> new LinkedHashMap<>()).put(index, certificate);
    }
  }

  private static <T> void add(Map<T, BitSet> to, T key, int index) {
    to.computeIfAbsent(key, k -> new BitSet()).set(index);
  }

  /** A right, and the record that gave it. */
  record Grant(Role role, int record) {}

  /** The role of a person; nothing for who does not belong. */
  Optional<Grant> grant(PersonId person) {
    BitSet removals = personRemovals.getOrDefault(person, new BitSet());
    List<Grant> standing = new ArrayList<>();
    Map<Integer, Role> given = grants.getOrDefault(person, Map.of());
    given.forEach((index, role) -> {
      if (isIn(removals, graph.past(index))) {
        standing.removeIf(grant -> graph.past(index).get(grant.record()));
        standing.add(new Grant(role, index));
      }
    });
    return standing.stream().reduce((a, b) -> b.role().compareTo(a.role()) < 0 ? b : a);
  }

  /** The record that makes a device belong; nothing if it does not, or its person does not. */
  Optional<Integer> deviceAdd(DeviceId device) {
    PersonId person = owners.get(device);
    if (person == null || grant(person).isEmpty()) {
      return Optional.empty();
    }
    BitSet removals = (BitSet) deviceRemovals.getOrDefault(device, new BitSet()).clone();
    removals.or(personRemovals.getOrDefault(person, new BitSet()));
    return devices.getOrDefault(device, Map.of()).keySet().stream()
        .filter(index -> isIn(removals, graph.past(index)))
        .findFirst();
  }

  /** Whose device it is or was. */
  Optional<PersonId> ownerOf(DeviceId device) {
    return Optional.ofNullable(owners.get(device));
  }

  /** The keys of somebody who belongs or did. */
  PersonKeys keysOf(PersonId person) {
    return Objects.requireNonNull(persons.get(person));
  }

  /** The keys of everybody who ever belonged. */
  Map<PersonId, PersonKeys> persons() {
    return persons;
  }

  /** Devices of a person that belong. */
  List<Certificate> devicesOf(PersonId person) {
    List<Certificate> found = new ArrayList<>();
    devices.forEach((device, added) -> {
      if (person.equals(owners.get(device))) {
        deviceAdd(device).ifPresent(index -> found.add(added.get(index)));
      }
    });
    return found;
  }

  /** Whether a device was ever added or removed. */
  boolean knows(DeviceId device) {
    return owners.containsKey(device) || deviceRemovals.containsKey(device);
  }

  List<VerifyKey> relays() {
    return relays.entrySet().stream()
        .filter(each -> each.getValue().stream()
            .anyMatch(index ->
                isIn(relayRemovals.getOrDefault(each.getKey(), new BitSet()), graph.past(index))))
        .map(Map.Entry::getKey)
        .toList();
  }

  Map<VerifyKey, SealedBytes> names() {
    return names;
  }

  /** Of logs that were written twice, the entries that count where the copies part. */
  Map<ReplicaId, SortedMap<Long, Hash>> branches() {
    return branches;
  }

  /** The keys that owners brought in, with the record that did, in the order of the graph. */
  Map<Hash, Integer> keys() {
    return keys;
  }

  List<EpochKey> epochKeys() {
    return keys.keySet().stream()
        .map(key -> epochKey(key, handed.getOrDefault(key, List.of())))
        .toList();
  }

  private static EpochKey epochKey(Hash key, List<KeySealed> handed) {
    return new EpochKey(
        key,
        handed.stream().flatMap(each -> each.copies().stream()).toList(),
        handed.stream().flatMap(each -> each.previous().stream()).toList());
  }

  /** Removals of people and devices. */
  BitSet removals() {
    BitSet all = new BitSet();
    personRemovals.values().forEach(all::or);
    deviceRemovals.values().forEach(all::or);
    return all;
  }

  /** Whether something was said that only a newer version understands. */
  boolean isNewer() {
    return newer;
  }

  static boolean isIn(BitSet some, BitSet all) {
    return some.stream().allMatch(all::get);
  }
}
