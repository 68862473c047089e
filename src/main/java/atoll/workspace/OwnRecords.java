package atoll.workspace;

import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.Statement;
import atoll.identity.own.MineQuestion;
import atoll.workspace.people.MembershipService;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the records of one workspace say of the devices of this device's person. */
record OwnRecords(MembershipService service) {
  /**
   * Another device of the person.
   *
   * @param name empty if it is not known here
   */
  record Other(Certificate certificate, String name) {
    DeviceId id() {
      return certificate.device().id();
    }
  }

  /** The person's devices that belong, without this one. */
  List<Other> others() {
    return service.state().stream()
        .flatMap(
            now -> Optional.ofNullable(now.members().get(service.self().person().id())).stream())
        .flatMap(member -> member.devices().stream())
        .filter(device -> !device.device().id().equals(service.self().id()))
        .map(device -> new Other(device, service.name(device.device().id().key())))
        .toList();
  }

  /** Whether it is another one of the person's that belongs. */
  boolean has(DeviceId device) {
    return others().stream().anyMatch(other -> other.id().equals(device));
  }

  /** Devices that somebody took out, whosever they are. */
  Set<DeviceId> revoked() {
    Membership membership = service.membership();
    Set<DeviceId> all = new HashSet<>();
    for (MembershipRecord record : membership.records()) {
      if (record.statement() instanceof Statement.DeviceRemoved removed
          && membership.counts(record.hash())) {
        all.add(removed.device());
      }
    }
    return all;
  }

  /** Whether the workspace is named to a device that asks for its person's. */
  boolean mayKnow(MineQuestion question) {
    Membership membership = service.membership();
    boolean everLetIn = membership.everLetIn(question.certificate().device().id());
    return membership.state().filter(now -> question.mayKnow(now, everLetIn)).isPresent();
  }
}
