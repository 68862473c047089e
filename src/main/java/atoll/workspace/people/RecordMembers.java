package atoll.workspace.people;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import atoll.identity.Action;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.membership.Author;
import atoll.identity.membership.Branches;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.workspace.seal.Members;
import atoll.workspace.seal.ReadOnlyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets those write whom the membership's records name. */
public final class RecordMembers implements Members {
  private static final Logger LOG = Logger.getLogger(RecordMembers.class.getName());

  private final MembershipService service;

  public RecordMembers(MembershipService service) {
    this.service = service;
  }

  @Override
  public List<Hash> heads() {
    return service.membership().heads();
  }

  @Override
  public Optional<String> refusal(Claim claim, BiPredicate<PersonId, Role> lesser) {
    Membership membership = service.membership();
    DeviceId device = new DeviceId(claim.author());
    if (!claim.isContent() && membership.everLetIn(device)) {
      // Records are judged one by one. Even who only reads names an own device, and who comes back
      // by the recovery words belongs by the very record.
      return Optional.empty();
    }
    return switch (membership.authorByOwnPast(device, claim.heads())) {
      case Author.Member member ->
        may(member.person(), member.role(), lesser)
            ? Optional.empty()
            : Optional.of("its author's role does not allow it");
      case Author.Outsider _ -> Optional.of("its author does not belong to the workspace");
      case Author.Unread _ -> Optional.of("it names records of the membership that are not here");
    };
  }

  @Override
  public boolean counts(Claim claim, BiPredicate<PersonId, Role> lesser) {
    return !claim.isContent()
        || service
                    .membership()
                    .author(
                        new DeviceId(claim.author()), claim.log(), claim.number(), claim.heads())
                instanceof Author.Member member
            && may(member.person(), member.role(), lesser);
  }

  @Override
  public boolean mayBeCutOff(VerifyKey device) {
    return service.membership().mayBeCutOff(new DeviceId(device));
  }

  @Override
  public long edition() {
    Membership membership = service.membership();
    return membership.tookAway() ? membership.size() : 0;
  }

  @Override
  public Optional<ReadOnlyException.Why> ownRefusal(BiPredicate<PersonId, Role> lesser) {
    Optional<Role> role = service.role();
    if (role.isEmpty()) {
      return Optional.of(ReadOnlyException.Why.OUTSIDE);
    }
    return may(service.self().person().id(), role.get(), lesser)
        ? Optional.empty()
        : Optional.of(ReadOnlyException.Why.ROLE);
  }

  private static boolean may(PersonId person, Role role, BiPredicate<PersonId, Role> lesser) {
    return role.may(Action.EDIT) || lesser.test(person, role);
  }

  @Override
  public void take(List<byte[]> records) {
    service.take(fresh(records, service.membership(), Level.WARNING));
    records.forEach(record -> service.isLogged(Hash.of(record)));
  }

  /** The records that are not here yet and can be read; those that cannot are told to the log. */
  public static List<MembershipRecord> fresh(List<byte[]> records, Membership known, Level level) {
    List<MembershipRecord> read = new ArrayList<>();
    for (byte[] record : records) {
      // Others send all that they have, again and again, and checking a signature is dear.
      if (known.has(Hash.of(record))) {
        continue;
      }
      try {
        read.add(MembershipRecord.parse(record));
      } catch (RejectedException e) {
        LOG.log(level, "A record of the membership was dropped: {0}", e.getMessage());
      }
    }
    return read;
  }

  @Override
  public Branches branches() {
    return service.membership().branches();
  }

  @Override
  public boolean belongs(VerifyKey device) {
    return service.state().flatMap(now -> now.memberOf(new DeviceId(device))).isPresent();
  }
}
