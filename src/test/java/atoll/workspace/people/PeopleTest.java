package atoll.workspace.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.Hash;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.identity.InvitationException;
import atoll.identity.RelayText;
import atoll.identity.Role;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.membership.MembershipRecord;
import atoll.store.WorkspaceStore;
import atoll.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeopleTest {
  private final Random random = new Random(4);
  private Instant now = Instant.parse("2030-05-01T10:00:00Z");
  private final Self founder =
      Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final Self ann = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
  private final MembershipRecord first = MembershipService.found(founder, random);
  private final List<MembershipRecord> log = new ArrayList<>(List.of(first));
  private final WorkspaceStore store = new MemoryStore().workspace(first.workspace());
  private final MembershipService membership = service(founder);
  private final People people = people();

  private MembershipService service(Self self) {
    MembershipService made =
        MembershipServiceTest.service(first.workspace(), self, List.of(), random, log::addAll);
    made.take(log);
    return made;
  }

  private People people() {
    return new People(membership, store, () -> now, random);
  }

  private String invite() {
    membership.begin(first, "Fay", "desk");
    return people.invite("Garden", "editor", Duration.ofDays(7), List.of("localhost:5701"));
  }

  private byte[] request(String invitation) throws InvitationException {
    return JoinRequest.make(
            Offer.parse(invitation, now),
            ann.device(),
            ann.person(),
            ann.certificate(),
            new JoinRequest.Names("Ann", "phone"))
        .toBytes();
  }

  @Test
  void invitedPerson_asks_isAdmitted_andTheInvitationIsUsedUp() throws InvitationException {
    byte[] request = request(invite());
    people.asked(request);
    people.asked(request);
    assertEquals(1, people.asking().size());
    Asking asking = people.asking().getFirst();
    assertEquals("Ann", asking.person());
    assertEquals("editor", asking.role());

    people.admit(asking.id(), "commenter");
    assertEquals(List.of("Fay", "Ann"), people.all().stream().map(Person::name).toList());
    assertEquals("commenter", people.all().getLast().role());
    assertEquals(Optional.of(Role.COMMENTER), service(ann).role());
    people.asked(request);
    assertEquals(List.of(), people.asking());
  }

  @Test
  void invitation_outlivesARestart_butNotItsTime() throws InvitationException {
    byte[] request = request(invite());
    People restarted = people();
    restarted.asked(request);
    assertEquals(1, restarted.asking().size());

    now = now.plus(Duration.ofDays(8));
    People later = people();
    later.asked(request);
    assertEquals(List.of(), later.asking());
  }

  @Test
  void turnedAway_asksInVain() throws InvitationException {
    byte[] request = request(invite());
    people.asked(request);
    people.turnAway(people.asking().getFirst().id());
    people.asked(request);

    assertEquals(List.of(), people.asking());
    assertEquals(1, people.all().size());
  }

  @Test
  void removedPerson_isGone_andListenersHear() throws InvitationException {
    people.asked(request(invite()));
    people.admit(people.asking().getFirst().id(), "editor");
    List<Integer> heard = new ArrayList<>();
    people.onChange(() -> heard.add(people.all().size()));
    String anns = people.all().getLast().id();
    assertEquals(Optional.of("Ann"), people.name(anns));

    people.remove(anns);
    assertEquals(Optional.empty(), people.name(anns));
    assertEquals(List.of(1), heard);
    assertTrue(people.all().getFirst().isFounder());
    assertEquals(Optional.empty(), service(ann).role());
  }

  @Test
  void relay_isAddedOnce_namedByItsHost_andRemoved_byOwnersOnly() throws InvitationException {
    people.asked(request(invite()));
    people.admit(people.asking().getFirst().id(), "editor");
    RelayText relay = new RelayText(
        SecretKeys.generate(random).signing().verifyKey(),
        Hash.of(new byte[] {1}),
        List.of("relay.example:8430"));
    people.addRelay(relay);
    people.addRelay(relay);
    assertEquals(
        List.of("relay.example"),
        people.relays().stream().map(Person.Device::name).toList());

    People anns = new People(service(ann), store, () -> now, random);
    assertEquals("relay.example", anns.relays().getFirst().name());
    assertThrows(NotAllowedException.class, anns::requireOwner);
    String id = people.relays().getFirst().id();
    assertThrows(NotAllowedException.class, () -> anns.removeRelay(id));
    people.removeRelay(id);
    assertEquals(List.of(), people.relays());
    people.addRelay(relay);
    assertEquals(1, people.relays().size());
  }

  @Test
  void noise_isDropped() {
    people.asked(new byte[] {1, 2, 3});
    assertEquals(List.of(), people.asking());
  }
}
