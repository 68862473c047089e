package atoll.sync;

import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Ask;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Reply;
import atoll.sync.protocol.Roll;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Asks to be let in and for the membership's records, as long as the inbox wants it, and answers who asks. Each peer is
 * answered twice a second at most. For one thread.
 */
final class Doorkeeper {
  private static final long ASK_MILLIS = 2_000;
  private static final long ANSWER_MILLIS = 500;

  private final SyncRuntime runtime;
  private final Link link;
  private final Inbox inbox;
  private final Map<PeerId, Long> answeredAt = new HashMap<>();
  private long askedAt = Long.MIN_VALUE;

  Doorkeeper(SyncRuntime runtime, Link link, Inbox inbox) {
    this.runtime = runtime;
    this.link = link;
    this.inbox = inbox;
  }

  void there(Set<PeerId> peers) {
    boolean more = !answeredAt.keySet().containsAll(peers);
    answeredAt.keySet().retainAll(peers);
    peers.forEach(peer -> answeredAt.putIfAbsent(peer, Long.MIN_VALUE));
    if (more) {
      ask();
    }
  }

  void tick() {
    if (askedAt + ASK_MILLIS <= runtime.millis()) {
      ask();
    }
  }

  private void ask() {
    inbox.asks().ifPresent(request -> {
      askedAt = runtime.millis();
      link.broadcast(Messages.encode(new Ask(request)));
    });
  }

  void asked(PeerId from, Ask ask) {
    Long before = answeredAt.get(from);
    long now = runtime.millis();
    if (before == null || before != Long.MIN_VALUE && now - before < ANSWER_MILLIS) {
      return;
    }
    answeredAt.put(from, now);
    if (ask.request().length > 0) {
      inbox
          .asked(ask.request())
          .ifPresent(answer -> link.send(from, Messages.encode(new Reply(answer))));
    }
    Roll.of(inbox.roll()).forEach(roll -> link.send(from, Messages.encode(roll)));
  }

  void told(Roll roll) {
    inbox.roll(roll.records());
  }

  void replied(Reply reply) {
    inbox.replied(reply.answer());
  }
}
