package atoll.workspace.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.AgreementKey;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.ReceiveKey;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Secret;
import atoll.identity.membership.CutOff;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.Statement;
import atoll.store.StoreException;
import atoll.store.memory.FailingStore;
import atoll.store.memory.MemoryStore;
import atoll.workspace.seal.KeyRing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MembershipServiceTest {
  private final Random random = new Random(4);
  private final RecoveryPhrase founderWords = RecoveryPhrase.generate(random);
  private final Self founder = Self.of(SecretKeys.generate(random), founderWords);
  private final Self ann = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final MembershipRecord first = MembershipService.found(founder, random);
  private final List<MembershipRecord> log = new ArrayList<>(List.of(first));
  private final MembershipService service = serviceOf(founder, List.of());

  /** A service with a key ring of its own, in memory. */
  static MembershipService service(
      WorkspaceId workspace,
      Self self,
      List<AgreementKey> more,
      Random random,
      Consumer<List<MembershipRecord>> write) {
    KeyRing ring = new KeyRing(
        workspace, new MemoryStore(random).workspace(workspace), self.device().agreement());
    return new MembershipService(workspace, self, more, ring, random, write);
  }

  private MembershipService serviceOf(Self self, List<AgreementKey> more) {
    MembershipService made = service(first.workspace(), self, more, random, this::write);
    made.take(log);
    return made;
  }

  private void write(List<MembershipRecord> records) {
    assertFalse(records.isEmpty(), "an entry that says nothing");
    log.addAll(records);
  }

  private JoinRequest request(Self newcomer) {
    Offer offer = new Offer(
        first.workspace(),
        "Garden",
        Secret.generate(random),
        Role.EDITOR,
        founder.certificate().device(),
        List.of(),
        Instant.EPOCH);
    return JoinRequest.make(
        offer,
        newcomer.device(),
        newcomer.person(),
        newcomer.certificate(),
        new JoinRequest.Names("Ann", "phone"));
  }

  private MembershipService admitted() {
    service.begin(first, "Fay", "desk");
    service.admit(request(ann), Role.EDITOR, new JoinRequest.Names("Ann", "phone"));
    return serviceOf(ann, List.of());
  }

  @Test
  void founder_beginsWithAKeyAndNames() {
    service.begin(first, "Fay", "desk");

    assertEquals(first.workspace(), service.membership().workspace());
    assertEquals(Optional.of(Role.OWNER), service.role());
    assertTrue(service.key().isPresent());
    assertEquals("Fay", service.name(founder.person().id().key()));
    assertEquals("desk", service.name(founder.id().key()));
  }

  @Test
  void newcomer_getsTheKeyAndReadsTheNames() {
    MembershipService theirs = admitted();

    assertEquals(Optional.of(Role.EDITOR), theirs.role());
    assertEquals(service.key().map(EpochKey::id), theirs.key().map(EpochKey::id));
    assertEquals("Fay", theirs.name(founder.person().id().key()));
    assertEquals("Ann", service.name(ann.person().id().key()));
  }

  @Test
  void keyOfAnOwnerWhoIsDemotedMeanwhile_isKnownToAll_andUsedByNobody() {
    service.begin(first, "Fay", "desk");
    service.admit(request(ann), Role.OWNER, new JoinRequest.Names("Ann", "phone"));
    Self bob = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    service.admit(request(bob), Role.EDITOR, new JoinRequest.Names("Bob", "tablet"));
    List<MembershipRecord> apart = new ArrayList<>(log);
    MembershipService theirs = service(first.workspace(), ann, List.of(), random, apart::addAll);
    theirs.take(log);

    theirs.remove(bob.person().id(), CutOff.NOTHING);
    Hash made = theirs.key().orElseThrow().id();
    service.change(ann.person().id(), Role.COMMENTER, CutOff.NOTHING);
    service.take(apart);

    assertTrue(service.key(made).isPresent(), "what she sealed under it can be opened");
    assertFalse(service.key().orElseThrow().id().equals(made));

    assertTrue(service.keysNeedTending());
    service.tendKeys();
    Self eve = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    service.admit(request(eve), Role.EDITOR, new JoinRequest.Names("Eve", "laptop"));
    MembershipService newcomer = serviceOf(eve, List.of());
    newcomer.take(apart);

    assertFalse(service.keysNeedTending());
    assertTrue(newcomer.key(made).isPresent(), "whoever comes later opens it as well");
    assertEquals(service.key().map(EpochKey::id), newcomer.key().map(EpochKey::id));
  }

  @Test
  void keysThatComeWhileTheDiskIsFull_areHere_andKeptAsSoonAsItIsNot() {
    service.begin(first, "Fay", "desk");
    service.admit(request(ann), Role.EDITOR, new JoinRequest.Names("Ann", "phone"));
    service.remove(ann.person().id(), CutOff.NOTHING);
    service.tendKeys();
    service.admit(request(ann), Role.EDITOR, new JoinRequest.Names("Ann", "phone"));
    FailingStore disk = new FailingStore(first.workspace(), new ReplicaId(7), random);
    disk.full(true);
    KeyRing ring = new KeyRing(first.workspace(), disk, ann.device().agreement());
    MembershipService theirs =
        new MembershipService(first.workspace(), ann, List.of(), ring, random, this::write);

    theirs.take(log);
    assertEquals(service.keys().size(), theirs.keys().size());
    assertTrue(theirs.keys().size() > 1);
    assertThrows(StoreException.class, ring::settle);

    disk.full(false);
    ring.settle();
    KeyRing restarted = new KeyRing(first.workspace(), disk, ann.device().agreement());
    assertEquals(ring.all(), restarted.all());
  }

  @Test
  void outsider_readsNoKeyAndNoName() {
    admitted();
    MembershipService outside =
        serviceOf(Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random)), List.of());

    assertEquals(Optional.empty(), outside.role());
    assertEquals(Optional.empty(), outside.key());
    assertEquals("", outside.name(founder.person().id().key()));
  }

  @Test
  void removed_getsNoNewKey_andTheOthersReadTheOldOnes() {
    MembershipService theirs = admitted();
    Hash before = service.key().orElseThrow().id();
    service.remove(ann.person().id(), CutOff.NOTHING);
    theirs.take(log);

    Hash after = service.key().orElseThrow().id();
    assertFalse(before.equals(after));
    assertTrue(theirs.key(before).isPresent());
    assertTrue(theirs.key(after).isEmpty());
    MembershipService anew = serviceOf(founder, List.of());
    assertTrue(anew.key(before).isPresent());
    assertFalse(anew.state().orElseThrow().turn());
  }

  @Test
  void newcomer_afterATurn_readsHistoryToo() {
    admitted();
    Hash before = service.key().orElseThrow().id();
    service.remove(ann.person().id(), CutOff.NOTHING);
    Self bob = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    service.admit(request(bob), Role.VIEWER, new JoinRequest.Names("Bob", "tablet"));

    assertTrue(serviceOf(bob, List.of()).key(before).isPresent());
  }

  @Test
  void editor_canNeitherAdmitNorRemove_andNothingIsWritten() {
    MembershipService theirs = admitted();
    int written = log.size();

    assertThrows(
        NotAllowedException.class, () -> theirs.remove(founder.person().id(), CutOff.NOTHING));
    assertThrows(
        NotAllowedException.class,
        () -> theirs.change(ann.person().id(), Role.OWNER, CutOff.NOTHING));
    assertEquals(written, log.size());
  }

  @Test
  void recoveryWords_bringADeviceBack_withAllKeys() {
    service.begin(first, "Fay", "desk");
    Self found = Self.of(SecretKeys.generate(random), founderWords);
    MembershipService theirs = serviceOf(found, List.of(founderWords.keys().agreement()));
    theirs.restore("new desk");
    service.take(log);

    assertEquals(Optional.of(Role.OWNER), theirs.role());
    assertEquals("new desk", service.name(found.id().key()));
    assertTrue(serviceOf(found, List.of()).key().isPresent(), "without the words from now on");
  }

  @Test
  void lostDevice_isRevokedByTheOther_andTheKeyIsTurned() {
    service.begin(first, "Fay", "desk");
    Self phone = Self.of(SecretKeys.generate(random), founderWords);
    service.pair(phone.certificate(), "phone");
    MembershipService theirs = serviceOf(phone, List.of());
    assertEquals(Optional.of(Role.OWNER), theirs.role());

    theirs.revoke(founder.id(), CutOff.NOTHING);
    service.take(log);
    assertEquals(Optional.empty(), service.role());
    assertEquals(Set.of(phone.id()), theirs.state().orElseThrow().devices().keySet());
    assertTrue(service.key().isEmpty(), "the revoked device has not the new key");
    assertTrue(theirs.key().isPresent());
  }

  @Test
  void letInWhileTheKeyWasTurned_isHandedTheKeyByAnOwner() {
    admitted();
    Self owen = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    Self bob = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    service.admit(request(owen), Role.OWNER, new JoinRequest.Names("Owen", "phone"));
    MembershipService theirs = serviceOf(owen, List.of());
    service.remove(ann.person().id(), CutOff.NOTHING);
    theirs.admit(request(bob), Role.EDITOR, new JoinRequest.Names("Bob", "tablet"));
    assertTrue(serviceOf(bob, List.of()).key().isEmpty());

    service.take(log);
    assertTrue(service.keysNeedTending());
    service.tendKeys();
    assertFalse(service.keysNeedTending());
    assertEquals(service.key(), serviceOf(bob, List.of()).key());
  }

  @Test
  void memberWithAKeyThatIsNone_hindersNoTurn() {
    admitted();
    Self odd = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    PersonKeys none =
        new PersonKeys(odd.person().id(), ReceiveKey.wrap(new byte[ReceiveKey.SIZE_BYTES]));
    assertFalse(none.receive().isSound());
    MembershipRecord added = MembershipRecord.sign(
        founder.device().signing(),
        first.workspace(),
        service.membership().heads(),
        new Statement.PersonAdded(none, Role.EDITOR, odd.certificate()));
    service.take(List.of(added));
    service.remove(ann.person().id(), CutOff.NOTHING);

    assertFalse(service.state().orElseThrow().turn());
    assertFalse(service.keysNeedTending());
  }

  @Test
  void recordsOfWhoWasRemoved_whoseLogNeverComes_areAdopted() {
    MembershipService theirs = admitted();
    List<MembershipRecord> shared = List.copyOf(log);
    theirs.rename(ann.person().id().key(), "Anna");
    MembershipRecord early = log.getLast();
    log.clear();
    log.addAll(shared);
    service.takeEarly(List.of(early));
    assertFalse(service.hasHomeless(), "the log comes as long as she belongs");

    service.remove(ann.person().id(), CutOff.NOTHING);
    assertTrue(service.hasHomeless());
    service.adopt();
    assertFalse(service.hasHomeless());
    assertTrue(log.contains(early));
  }

  @Test
  void workspaceId_isTheHashOfTheFirstRecord() {
    assertEquals(new WorkspaceId(first.hash()), first.workspace());
  }
}
