package atoll.sync.link.hazelcast;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.sync.Inbox;
import atoll.sync.SyncRuntime;
import atoll.sync.protocol.Ask;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries what a newcomer asks through the doorway that does not let it in yet, and the answer with the membership's
 * records back: the one thing that a stranger may do. Who was let in once and is refused now asks for the records too: they
 * say that it was removed, and nothing else reaches it any more. And so does who turns somebody away: it may be a newcomer
 * whose record is not here yet, and as long as it is turned away the others' cluster, of which it is a member, cannot be
 * joined, so that nothing else brings the record.
 */
public final class Knocking {
  private static final Logger LOG = System.getLogger(Knocking.class.getName());
  private static final long AGAIN_MILLIS = 2_000;
  private static final long REFUSED_MILLIS = 30_000;
  private static final int MOST_TURNED_AWAY = 512;
  private static final long PATIENCE_SECONDS = 4;
  private static final int MOST_RECORDS = 4_096;
  private static final int MOST_BYTES = 900 << 10;

  private final Inbox inbox;
  private final TunneledLink link;
  private final SyncRuntime runtime;
  private final Set<Hash> turnedAway = new HashSet<>();
  private long refusedUntil = Long.MIN_VALUE;
  private long forgetAt = Long.MIN_VALUE;

  public Knocking(Inbox inbox, TunneledLink link, SyncRuntime runtime) {
    this.inbox = inbox;
    this.link = link;
    this.runtime = runtime;
  }

  /** Before the link starts. */
  public void begin() {
    link.answers((_, question) -> answer(question));
    runtime.schedule(this::ask, 0);
  }

  private void ask() {
    runtime.schedule(this::ask, AGAIN_MILLIS);
    inbox
        .asks()
        .or(this::why)
        .ifPresent(question -> link.knock(question, told -> runtime.execute(() -> hear(told))));
  }

  /**
   * Asks for the records if this device was refused, or refused one that it did not refuse before: at once, and then now
   * and then.
   */
  private Optional<byte[]> why() {
    long now = runtime.millis();
    boolean refused = now >= refusedUntil && link.wasRefused();
    if (refused) {
      refusedUntil = now + REFUSED_MILLIS;
    }
    if (now >= forgetAt || turnedAway.size() > MOST_TURNED_AWAY) {
      forgetAt = now + REFUSED_MILLIS;
      turnedAway.clear();
    }
    boolean another = turnedAway.addAll(link.turnedAway());
    return refused || another ? Optional.of(Ask.RECORDS) : Optional.empty();
  }

  /** On a thread of the doorway: the inbox belongs to another. */
  private Optional<byte[]> answer(byte[] question) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    runtime.execute(() -> {
      try {
        answer.complete(
            encode(question.length == 0 ? Optional.empty() : inbox.asked(question), inbox.roll()));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    try {
      return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "a newcomer's question was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private void hear(byte[] bytes) {
    try {
      Told told = read(bytes);
      if (told.reply().length > 0) {
        inbox.replied(told.reply());
      }
      if (!told.records().isEmpty()) {
        inbox.roll(told.records());
      }
    } catch (RejectedException e) {
      LOG.log(Level.DEBUG, "an answer means nothing", e);
    }
  }

  /**
   * What somebody who knocks is told.
   *
   * @param reply empty if there is none
   * @param records of the membership
   */
  public record Told(byte[] reply, List<byte[]> records) {}

  /**
   * Reads what somebody who knocked was answered.
   *
   * @throws RejectedException if it means nothing
   */
  public static Told read(byte[] told) throws RejectedException {
    ByteReader in = new ByteReader(told);
    byte[] reply = in.blob(in.left());
    int count = in.count(MOST_RECORDS);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(in.blob(in.left()));
    }
    in.end();
    return new Told(reply, records);
  }

  /** Only the first records if there are too many: the others come by the logs. */
  private static byte[] encode(Optional<byte[]> reply, List<byte[]> roll) {
    List<byte[]> some = new ArrayList<>();
    int size = 0;
    for (byte[] record : roll) {
      size += record.length;
      if (size <= MOST_BYTES && some.size() < MOST_RECORDS) {
        some.add(record);
      }
    }
    ByteWriter out = new ByteWriter().blob(reply.orElse(new byte[0])).varint(some.size());
    some.forEach(out::blob);
    return out.toBytes();
  }
}
