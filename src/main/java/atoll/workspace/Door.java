package atoll.workspace;

import atoll.crypto.EpochKey;
import atoll.crypto.VerifyKey;
import atoll.identity.membership.MembershipState;
import atoll.workspace.people.People;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is let into the ways of a workspace: the devices and relays that belong, and for a newcomer, who invited. A newcomer asks at the
 * door. For any thread.
 */
final class Door implements Meeting.Roster {
  private final Sealing sealing;
  private final People people;
  private final Admission admission;

  Door(Sealing sealing, People people, Admission admission) {
    this.sealing = sealing;
    this.people = people;
    this.admission = admission;
  }

  @Override
  public Set<VerifyKey> devices() {
    Set<VerifyKey> all = new HashSet<>();
    sealing.membership().state().ifPresent(now -> {
      now.devices().keySet().forEach(device -> all.add(device.key()));
      all.addAll(now.relays());
    });
    admission.offer().ifPresent(offer -> all.add(offer.inviter().id().key()));
    return all;
  }

  @Override
  public List<VerifyKey> relays() {
    return sealing.membership().state().map(MembershipState::relays).orElse(List.of());
  }

  @Override
  public List<EpochKey> keys() {
    return sealing.isOld() ? sealing.keys().all() : List.of();
  }

  @Override
  public List<EpochKey> marks() {
    return sealing.keys().all();
  }

  @Override
  public Subscription onChange(Runnable listener) {
    return people.onChange(listener);
  }
}
