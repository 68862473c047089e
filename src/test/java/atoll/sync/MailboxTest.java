package atoll.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.sync.link.PeerId;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final PeerId LOUD = new PeerId(0, 1);
  private static final PeerId QUIET = new PeerId(0, 2);

  private final Mailbox mailbox = new Mailbox(2, 10, 1_000);

  @Test
  void onePeerFloods_onlyItsOwnMessagesAreLost() {
    for (int i = 0; i < 100; i++) {
      mailbox.offer(LOUD, new byte[1]);
    }
    assertTrue(mailbox.offer(QUIET, new byte[1]));
    assertEquals(90, mailbox.dropped());
  }

  @Test
  void peersAreReadInTurn() {
    mailbox.offer(LOUD, new byte[1]);
    mailbox.offer(LOUD, new byte[1]);
    mailbox.offer(QUIET, new byte[1]);
    assertEquals(LOUD, mailbox.poll().orElseThrow().from());
    assertEquals(QUIET, mailbox.poll().orElseThrow().from());
    assertEquals(LOUD, mailbox.poll().orElseThrow().from());
    assertTrue(mailbox.poll().isEmpty() && mailbox.isEmpty());
  }

  @Test
  void bytesAreBounded_butOneLargeMessageAlonePasses() {
    assertTrue(mailbox.offer(LOUD, new byte[5_000]));
    assertFalse(mailbox.offer(LOUD, new byte[1]));
    mailbox.poll();
    assertTrue(mailbox.offer(LOUD, new byte[600]));
    assertFalse(mailbox.offer(LOUD, new byte[600]));
  }

  @Test
  void strangersBeyondTheMost_areNotHeard() {
    mailbox.offer(LOUD, new byte[1]);
    mailbox.offer(QUIET, new byte[1]);
    assertFalse(mailbox.offer(new PeerId(0, 3), new byte[1]));
  }
}
