package atoll.workspace;

import atoll.crdt.ReplicaId;
import atoll.crypto.VerifyKey;
import atoll.identity.DeviceId;
import atoll.workspace.inbox.Persons;
import atoll.workspace.people.MembershipService;
import atoll.workspace.seal.EntrySeal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Persons by the membership's records: a log belongs to the device that signed it, a device to a person. Where there are no
 * records yet, a person is the name.
 */
final class KnownPersons implements Persons {
  private final EntrySeal entries;
  private final MembershipService membership;
  private final Supplier<String> name;

  KnownPersons(EntrySeal entries, MembershipService membership, Supplier<String> name) {
    this.entries = entries;
    this.membership = membership;
    this.name = name;
  }

  @Override
  public String self() {
    return membership
        .state()
        .map(_ -> membership.self().person().id().toString())
        .orElseGet(() -> name.get().strip());
  }

  @Override
  public Optional<String> writer(ReplicaId log) {
    return membership
        .state()
        .flatMap(now -> entries.signer(log).map(DeviceId::new).flatMap(now::memberOf))
        .map(member -> member.person().id().toString());
  }

  @Override
  public Optional<String> name(String id) {
    return Optional.of(membership.name(VerifyKey.parse(id))).filter(known -> !known.isBlank());
  }
}
