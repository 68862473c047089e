package atoll.workspace.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.identity.Role;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Secret;
import atoll.identity.membership.CutOff;
import atoll.identity.membership.MembershipRecord;
import atoll.workspace.seal.Members.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordMembersTest {
  private static final ReplicaId LOG = new ReplicaId(5);

  private final Random random = new Random(4);
  private final Self founder =
      Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final Self ann = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final MembershipRecord first = MembershipService.found(founder, random);
  private final List<MembershipRecord> log = new ArrayList<>(List.of(first));
  private final MembershipService service =
      MembershipServiceTest.service(first.workspace(), founder, List.of(), random, log::addAll);
  private final RecordMembers members = new RecordMembers(service);

  RecordMembersTest() {
    members.take(List.of(first.toBytes()));
    service.begin(first, "Fay", "desk");
  }

  private void admit(Role role) {
    Offer offer = new Offer(
        first.workspace(),
        "Garden",
        Secret.generate(random),
        role,
        founder.certificate().device(),
        List.of(),
        Instant.EPOCH);
    JoinRequest.Names names = new JoinRequest.Names("Ann", "phone");
    service.admit(
        JoinRequest.make(offer, ann.device(), ann.person(), ann.certificate(), names), role, names);
  }

  private Optional<String> refusal(long number, List<Hash> heads) {
    return members.refusal(
        new Claim(ann.id().key(), LOG, number, heads, true), (person, role) -> false);
  }

  @Test
  void member_writes_anOutsiderDoesNot() {
    assertTrue(refusal(0, members.heads()).isPresent());
    assertFalse(members.belongs(ann.id().key()));

    admit(Role.EDITOR);
    assertEquals(Optional.empty(), refusal(0, members.heads()));
    assertTrue(members.belongs(ann.id().key()));
  }

  @Test
  void viewer_writesNothing() {
    admit(Role.VIEWER);

    assertTrue(refusal(0, members.heads()).isPresent());
    assertEquals(
        Optional.empty(),
        members.refusal(
            new Claim(ann.id().key(), LOG, 0, List.of(), false), (person, role) -> false),
        "records of a viewer are judged one by one");
  }

  @Test
  void removed_withAnOldDate_isStoredLikeEverywhere_andDoesNotCountBeyondTheCutOff() {
    admit(Role.EDITOR);
    assertEquals(0, members.edition());
    List<Hash> before = members.heads();
    service.remove(ann.person().id(), CutOff.NOTHING);

    assertEquals(Optional.empty(), refusal(0, before));
    assertFalse(
        members.counts(new Claim(ann.id().key(), LOG, 0, before, true), (person, role) -> false));
    assertTrue(members.mayBeCutOff(ann.id().key()));
    assertFalse(members.mayBeCutOff(founder.id().key()));
    assertTrue(members.edition() > 0);
    assertFalse(members.belongs(ann.id().key()));
  }

  @Test
  void removed_whoKnowsOfIt_isRefused() {
    admit(Role.EDITOR);
    service.remove(ann.person().id(), CutOff.NOTHING);

    assertTrue(refusal(0, members.heads()).isPresent());
  }

  @Test
  void entryThatNamesUnknownRecords_isRefused() {
    admit(Role.EDITOR);

    assertTrue(refusal(0, List.of(Hash.of(new byte[] {1}))).isPresent());
  }

  @Test
  void noiseAmongRecords_isDropped_andTheRestIsTaken() {
    RecordMembers theirs = new RecordMembers(
        MembershipServiceTest.service(first.workspace(), ann, List.of(), random, log::addAll));
    theirs.take(List.of(new byte[] {9, 9}, first.toBytes()));

    assertTrue(theirs.belongs(founder.id().key()));
  }
}
