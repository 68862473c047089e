package atoll.sync;

import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Ask;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Reply;
import atoll.sync.protocol.Roll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks to be let in and for the membership's records, as long as the inbox wants it, and answers who asks. Each peer is
 * answered twice a second at most. For one thread.
 */
final class Doorkeeper {
  private static final long ASK_MILLIS = 2_000;
  private static final long ANSWER_MILLIS = 500;
  private static final long COMPARE_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 60_000;
  /** What looking costs at most, be there ever so many records. */
  private static final long LOOK_BYTES_PER_SECOND = 200;

  private final SyncRuntime runtime;
  private final Link link;
  private final Inbox inbox;
  private final Map<PeerId, Long> answeredAt = new HashMap<>();
  private final Map<PeerId, Long> comparedAt = new HashMap<>();
  private long askedAt = Long.MIN_VALUE;
  private long lookAt;

  Doorkeeper(SyncRuntime runtime, Link link, Inbox inbox) {
    this.runtime = runtime;
    this.link = link;
    this.inbox = inbox;
  }

  void there(Set<PeerId> peers) {
    boolean more = !answeredAt.keySet().containsAll(peers);
    answeredAt.keySet().retainAll(peers);
    comparedAt.keySet().retainAll(peers);
    peers.forEach(peer -> answeredAt.putIfAbsent(peer, Long.MIN_VALUE));
    if (more) {
      ask();
    }
  }

  void tick() {
    if (askedAt + ASK_MILLIS <= runtime.millis()) {
      ask();
    }
    if (lookAt <= runtime.millis() && !answeredAt.isEmpty()) {
      look();
    }
  }

  /**
   * Asks one of the peers for its records now and then. They come with the logs; but a device that was set back may have lost
   * some of its own that had reached others ahead of their entry, and which are in no log then.
   */
  private void look() {
    List<PeerId> peers = answeredAt.keySet().stream().sorted().toList();
    PeerId one = peers.get((int) runtime.random(peers.size()));
    link.send(one, Messages.encode(new Ask(Ask.RECORDS)));
    long bytes = inbox.roll().stream().mapToLong(record -> record.length).sum();
    lookAt = runtime.millis() + Math.max(LOOK_MILLIS, bytes * 1_000 / LOOK_BYTES_PER_SECOND);
  }

  /**
   * Asks a peer for the records of the membership, now and then: it holds another version of a log, and the record that says
   * which of them counts may stand behind the place where they part, where it comes by no log.
   */
  void compare(PeerId peer) {
    long now = runtime.millis();
    Long before = comparedAt.get(peer);
    if (before == null || now - before >= COMPARE_MILLIS) {
      comparedAt.put(peer, now);
      link.send(peer, Messages.encode(new Ask(Ask.RECORDS)));
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
