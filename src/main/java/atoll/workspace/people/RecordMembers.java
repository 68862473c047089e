package atoll.workspace.people;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import atoll.identity.Action;
import atoll.identity.DeviceId;
import atoll.identity.membership.Author;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.workspace.seal.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  public Optional<String> refusal(Claim claim) {
    Membership membership = service.membership();
    DeviceId device = new DeviceId(claim.author());
    if (!claim.isContent() && membership.everLetIn(device)) {
      // Records are judged one by one. Even who only reads names an own device, and who comes back
      // by the recovery words belongs by the very record.
      return Optional.empty();
    }
    return switch (membership.authorByOwnPast(device, claim.heads())) {
      case Author.Member member when member.role().may(Action.COMMENT) -> Optional.empty();
      case Author.Member _ -> Optional.of("its author may only read");
      case Author.Outsider _ -> Optional.of("its author does not belong to the workspace");
      case Author.Unread _ -> Optional.of("it names records of the membership that are not here");
    };
  }

  @Override
  public boolean counts(Claim claim) {
    return !claim.isContent()
        || service
                    .membership()
                    .author(
                        new DeviceId(claim.author()), claim.log(), claim.number(), claim.heads())
                instanceof Author.Member member
            && member.role().may(Action.COMMENT);
  }

  @Override
  public boolean mayBeCutOff(VerifyKey device) {
    return service.membership().mayBeCutOff(new DeviceId(device));
  }

  @Override
  public long edition() {
    Membership membership = service.membership();
    return membership.tookAway() ? membership.records().size() : 0;
  }

  @Override
  public void take(List<byte[]> records) {
    List<MembershipRecord> read = new ArrayList<>();
    for (byte[] record : records) {
      try {
        read.add(MembershipRecord.parse(record));
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "A record of the membership was dropped: {0}", e.getMessage());
      }
    }
    service.take(read);
  }

  @Override
  public boolean belongs(VerifyKey device) {
    return service
        .state()
        .filter(now -> now.devices().containsKey(new DeviceId(device)))
        .isPresent();
  }
}
