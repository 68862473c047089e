package atoll.identity.joining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.DeviceKeys;
import atoll.identity.InvitationException;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JoinRequestTest {
  private static final Instant NOW = Instant.parse("2030-05-01T10:00:00Z");
  private static final JoinRequest.Names NAMES = new JoinRequest.Names("Zoë", "laptop");

  private final Random random = new Random(8);
  private final SecretKeys inviter = SecretKeys.generate(random);
  private final SecretKeys device = SecretKeys.generate(random);
  private final SecretKeys root = RecoveryPhrase.generate(random).keys();
  private final PersonKeys person =
      new PersonKeys(new PersonId(root.signing().verifyKey()), root.agreement().receiveKey());
  private final Certificate certificate = Certificate.byRoot(root.signing(), person, keys(device));
  private final Offer offer = offer();
  private final JoinRequest request = JoinRequest.make(offer, device, person, certificate, NAMES);

  private Offer offer() {
    return new Offer(
        new WorkspaceId(Hash.of(new byte[] {1})),
        "Küche & Garten",
        Secret.generate(random),
        Role.EDITOR,
        keys(inviter),
        List.of("localhost:5701"),
        NOW.plus(Duration.ofDays(7)));
  }

  private static DeviceKeys keys(SecretKeys of) {
    return new DeviceKeys(new DeviceId(of.signing().verifyKey()), of.agreement().receiveKey());
  }

  @Test
  void offer_survivesItsText_alsoWithinALink() throws InvitationException {
    assertEquals(offer, Offer.parse(offer.toText(), NOW));
    assertEquals(offer, Offer.parse("http://localhost:8420/join#" + offer.toText(), NOW));
  }

  @Test
  void offer_cutChangedOrExpired_isRefused() {
    String text = offer.toText();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThrows(InvitationException.class, () -> Offer.parse(cut, NOW));
    }
    assertThrows(InvitationException.class, () -> Offer.parse(text, NOW.plus(Duration.ofDays(8))));
  }

  @Test
  void request_provesTheSecret_andTellsTheInviterWhoAsks()
      throws RejectedException, UnsealException {
    JoinRequest read = JoinRequest.parse(request.toBytes());

    assertTrue(read.proves(offer));
    assertEquals(NAMES, read.names(inviter));
    assertEquals(person, read.person());
    assertThrows(UnsealException.class, () -> read.names(device));
  }

  @Test
  void request_withoutTheSecret_provesNothing() {
    Offer guessed = new Offer(
        offer.workspace(),
        offer.name(),
        Secret.generate(random),
        offer.role(),
        offer.inviter(),
        offer.addresses(),
        offer.expires());

    assertFalse(JoinRequest.make(guessed, device, person, certificate, NAMES).proves(offer));
    assertFalse(request.proves(offer()));
  }

  @Test
  void everyChangedByte_isRefused() {
    byte[] bytes = request.toBytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThrows(RejectedException.class, () -> JoinRequest.parse(changed), "at " + at);
    }
  }

  @Test
  void request_fuzzed_isTakenOrRefused() {
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] input = Arrays.copyOf(request.toBytes(), random.nextInt(600));
      for (int changes = random.nextInt(3); changes >= 0 && input.length > 0; changes--) {
        input[random.nextInt(input.length)] = (byte) random.nextInt();
      }
      try {
        assertTrue(JoinRequest.parse(input).proves(offer));
      } catch (RejectedException e) {
        refused++;
      }
    }
    assertTrue(refused > 4_000, "only " + refused + " were refused");
  }

  @Test
  void bothSides_seeTheSameSixWords_andOtherKeysGiveOthers() throws RejectedException {
    List<String> words = request.words(offer);
    SecretKeys between = SecretKeys.generate(random);
    JoinRequest theirs = JoinRequest.make(
        offer, between, person, Certificate.byRoot(root.signing(), person, keys(between)), NAMES);

    assertEquals(6, words.size());
    assertEquals(words, JoinRequest.parse(request.toBytes()).words(offer));
    assertNotEquals(words, theirs.words(offer));
  }
}
