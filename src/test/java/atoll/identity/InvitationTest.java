package atoll.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InvitationTest {
  private static final Instant NOW = Instant.parse("2030-05-01T10:00:00Z");
  private static final Invitation INVITATION = new Invitation(
      new WorkspaceId(Hash.of(new byte[] {1})),
      "Küche & Garten",
      List.of("localhost:5701", "10.0.0.7:5702"),
      NOW.plus(Duration.ofDays(7)),
      new Invitation.Opening(List.of(EpochKey.generate(new Random(1))), false));

  @Test
  void writtenInvitation_isReadBack() throws InvitationException {
    assertEquals(INVITATION, Invitation.parse(INVITATION.toText(), NOW));
  }

  @Test
  void lineBreaksOfAMailProgram_areIgnored() throws InvitationException {
    String text = INVITATION.toText();
    String wrapped = " " + text.substring(0, 40) + "\r\n" + text.substring(40) + "\n";
    assertEquals(INVITATION, Invitation.parse(wrapped, NOW));
  }

  @Test
  void everyCut_isRefusedWithWhatToDo() {
    String text = INVITATION.toText();
    for (int length = Invitation.PREFIX.length(); length < text.length(); length++) {
      String cut = text.substring(0, length);
      InvitationException refusal =
          assertThrows(InvitationException.class, () -> Invitation.parse(cut, NOW));
      assertTrue(refusal.getMessage().contains("Copy it again"), refusal.getMessage());
    }
  }

  @Test
  void everyChangedCharacter_isRefused() {
    String text = INVITATION.toText();
    for (int at = Invitation.PREFIX.length(); at < text.length() - 1; at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, at) + other + text.substring(at + 1);
      assertThrows(InvitationException.class, () -> Invitation.parse(changed, NOW), changed);
    }
  }

  @Test
  void anotherText_isRefusedAsNotOne() {
    for (String text : List.of("", "hello", "https://example.org/x", "x".repeat(1_000_000))) {
      InvitationException refusal =
          assertThrows(InvitationException.class, () -> Invitation.parse(text, NOW));
      assertTrue(
          refusal.getMessage().startsWith("This is not an Atoll invitation"), refusal.getMessage());
    }
  }

  @Test
  void expiredInvitation_saysUntilWhenItWasGood() {
    InvitationException refusal = assertThrows(
        InvitationException.class,
        () -> Invitation.parse(INVITATION.toText(), NOW.plus(Duration.ofDays(8))));
    assertTrue(refusal.getMessage().contains("8 May 2030"), refusal.getMessage());
  }
}
