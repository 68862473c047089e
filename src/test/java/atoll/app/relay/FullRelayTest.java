package atoll.app.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.Statement;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.memory.FailingStore;
import atoll.sync.Entries;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.Self;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a relay does while its disk refuses. */
class FullRelayTest {
  private static final ReplicaId LOG = new ReplicaId(7);

  private final Random random = new Random(3);
  private final Self owner = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final MembershipRecord first = MembershipService.found(owner, random);
  private final WorkspaceId workspace = first.workspace();
  private final FailingStore disk = new FailingStore(workspace, new ReplicaId(1), random);

  @Test
  void recordsThatItCannotKeep_countAllTheSame_andAreKeptLater() {
    RelayMembers members = new RelayMembers(workspace, disk);
    disk.full(true);
    assertTrue(members.early(List.of(first.toBytes())), "somebody belongs who did not");
    assertTrue(members.isKnown());
    assertFalse(new RelayMembers(workspace, disk).isKnown(), "the guard: they are not kept");

    disk.full(false);
    assertFalse(members.early(List.of(first.toBytes())), "they are no news");
    assertTrue(new RelayMembers(workspace, disk).isKnown());
  }

  @Test
  void branchThatTheMembersLeft_isHeldUntilTheDiskObeys() {
    Envelope.Header header =
        new Envelope.Header(Envelope.SUITE_OPEN, workspace, LOG, 0, Hash.NONE, Clock.EMPTY);
    Entries.append(disk, List.of(new Envelope(header, new byte[1], new byte[0])));
    MembershipRecord chosen = MembershipRecord.sign(
        owner.device().signing(),
        workspace,
        List.of(first.hash()),
        new Statement.BranchChosen(LOG, 0, Hash.of(new byte[2])));
    new RelayMembers(workspace, disk).early(List.of(first.toBytes(), chosen.toBytes()));

    disk.full(true);
    assertEquals(Map.of(LOG, 0L), Held.open(disk.folder(), workspace).members().lost());
    disk.full(false);
    Held held = Held.open(disk.folder(), workspace);
    assertEquals(Map.of(), held.members().lost());
    assertEquals(0, held.store().head(LOG).count());
  }
}
