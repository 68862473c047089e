package atoll.workspace.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.Role;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.SealedBytes;
import atoll.identity.membership.Statement;
import atoll.store.WorkspaceStore;
import atoll.store.memory.MemoryStore;
import atoll.sync.knock.Answer;
import atoll.sync.knock.Answers;
import atoll.sync.knock.More;
import atoll.sync.knock.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargeMembershipTest {
  private static final int MANY = 10_000;
  private static final int NAME_BYTES = 100;

  private final Random random = new Random(1);
  private final Self founder =
      Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final Self ann = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final MembershipRecord first = MembershipService.found(founder, random);
  private final WorkspaceId workspace = first.workspace();

  @Test
  void newcomerOfALargeMembership_belongsByTheAnswersToItsKnock_andAfterAStartStill()
      throws RejectedException {
    List<byte[]> roll = roll();
    WorkspaceStore store = new MemoryStore(random).workspace(workspace);
    MembershipService service =
        MembershipServiceTest.service(workspace, ann, List.of(), random, _ -> {});
    People people = new People(service, store, () -> Instant.EPOCH, random);
    Answers answers = new Answers(Optional.empty());
    int asked = 1;
    Answers.Taken taken = answers.take(Answer.of(new byte[0], roll).toBytes());
    people.early(taken.records());
    assertEquals(Optional.empty(), service.role(), "the record that lets Ann in is the last");
    while (taken.next().isPresent()) {
      asked++;
      taken = answers.take(Part.of(roll, More.read(taken.next().get())).toBytes());
      people.early(taken.records());
    }
    assertEquals(Optional.of(Role.EDITOR), service.role());
    assertTrue(asked < 10, asked + " questions");
    assertEquals(MANY + 2, new KeptRecords(store).load().all().size());
  }

  /** A membership that changed many names, and let Ann in at last. */
  private List<byte[]> roll() {
    List<MembershipRecord> all = new ArrayList<>(List.of(first));
    for (int i = 0; i < MANY; i++) {
      byte[] name = new byte[NAME_BYTES];
      random.nextBytes(name);
      add(all, new Statement.Named(founder.id().key(), SealedBytes.of(name)));
    }
    add(all, new Statement.PersonAdded(ann.person(), Role.EDITOR, ann.certificate()));
    return all.stream().map(MembershipRecord::toBytes).toList();
  }

  private void add(List<MembershipRecord> all, Statement statement) {
    all.add(MembershipRecord.sign(
        founder.device().signing(), workspace, List.of(all.getLast().hash()), statement));
  }
}
