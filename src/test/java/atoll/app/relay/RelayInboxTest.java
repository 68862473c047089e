package atoll.app.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.Statement;
import atoll.store.Authored;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.memory.FailingStore;
import atoll.sync.StoringInbox;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.Self;
import atoll.workspace.seal.Records;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RelayInboxTest {
  private static final ReplicaId LOG = new ReplicaId(7);
  private static final byte[] LABEL = "atoll entry 1".getBytes(StandardCharsets.US_ASCII);

  private final Random random = new Random(3);
  private final Self owner = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final MembershipRecord first = MembershipService.found(owner, random);
  private final WorkspaceId workspace = first.workspace();
  private final FailingStore disk = new FailingStore(workspace, new ReplicaId(1), random);

  private Envelope entry(long number, Hash previous, MembershipRecord record) {
    Envelope.Header header =
        new Envelope.Header(Envelope.SUITE_SIGNED, workspace, LOG, number, previous, Clock.EMPTY);
    byte[] body = new Authored(
            owner.id().key(),
            List.of(first.hash()),
            Optional.empty(),
            Records.toBytes(List.of(record.toBytes())))
        .toBytes();
    Envelope unsigned = new Envelope(header, body, new byte[0]);
    return new Envelope(header, body, owner.device().signing().sign(LABEL, unsigned.signedBytes()));
  }

  private MembershipRecord says(Statement statement) {
    return MembershipRecord.sign(
        owner.device().signing(), workspace, List.of(first.hash()), statement);
  }

  /** The record stands in the other branch itself, and comes only as what is compared. */
  @Test
  void choiceInTheBranchThatIsNotHeld_isNews() {
    RelayMembers members = new RelayMembers(workspace, disk);
    StoringInbox storing =
        new StoringInbox(disk, members::refusals, 0, Long.MAX_VALUE, Optional.of(Records.DOCUMENT));
    AtomicInteger news = new AtomicInteger();
    RelayInbox inbox = new RelayInbox(members, storing, new KeptBytes(disk), news::incrementAndGet);
    Envelope held = entry(0, Hash.NONE, first);
    inbox.receive(List.of(
        held, entry(1, held.hash(), says(new Statement.RelayAdded(owner.id().key())))));
    news.set(0);

    Hash other = Hash.of(new byte[2]);
    assertTrue(inbox.genuine(entry(2, other, says(new Statement.BranchChosen(LOG, 1, other)))));
    assertEquals(Map.of(LOG, 1L), members.lost());
    assertEquals(1, news.get());
    assertEquals(Map.of(LOG, 1L), new RelayMembers(workspace, disk).lost(), "after a restart");
    assertTrue(inbox.genuine(entry(2, other, says(new Statement.BranchChosen(LOG, 1, other)))));
    assertEquals(1, news.get(), "the same is no news");
  }
}
