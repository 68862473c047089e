package atoll.sync.link.hazelcast;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import atoll.sync.Inbox;
import atoll.sync.SyncRuntime;
import atoll.sync.knock.Answer;
import atoll.sync.knock.Answers;
import atoll.sync.knock.More;
import atoll.sync.knock.Part;
import atoll.sync.link.tunnel.Knock;
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
import java.util.concurrent.atomic.AtomicBoolean;

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
  private static final long TAKE_SECONDS = 60;

  /** Others that do not know the same of the membership each begin anew: not every other second. */
  private static final long ALL_AGAIN_MILLIS = 10_000;

  private final Inbox inbox;
  private final TunneledLink link;
  private final SyncRuntime runtime;
  private final AtomicBoolean askingOn = new AtomicBoolean();
  private final Set<Hash> turnedAway = new HashSet<>();
  private long refusedUntil = Long.MIN_VALUE;
  private long forgetAt = Long.MIN_VALUE;
  private volatile long againFrom = Long.MIN_VALUE;

  /** Up to where a large membership came. */
  private volatile Optional<More> known = Optional.empty();

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
    inbox.asks().or(this::why).ifPresent(question -> link.knock(question, Hearing::new));
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

  private byte[] made(byte[] question, Optional<More> more) {
    if (more.isPresent()) {
      return Part.of(inbox.roll(), more.get()).toBytes();
    }
    Optional<byte[]> reply = question.length == 0 ? Optional.empty() : inbox.asked(question);
    return Answer.of(reply.orElse(new byte[0]), inbox.roll()).toBytes();
  }

  /** On a thread of the doorway: the inbox belongs to another. */
  private Optional<byte[]> answer(byte[] question) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    try {
      Optional<More> more =
          More.isOne(question) ? Optional.of(More.read(question)) : Optional.empty();
      runtime.execute(() -> {
        try {
          answer.complete(made(question, more));
        } catch (RuntimeException e) {
          answer.completeExceptionally(e);
        }
      });
      return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (RejectedException e) {
      LOG.log(Level.DEBUG, "a question means nothing", e);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "a newcomer's question was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /**
   * Hears one other. The records are handed on as they come, so that the whole of a large membership is nowhere at once;
   * one other at a time is asked for more than its first answer.
   */
  private final class Hearing implements Knock {
    private final Answers answers = new Answers(known);
    private boolean asksOn;
    private boolean cameAgain;
    private List<byte[]> before = List.of();

    @Override
    public Optional<byte[]> told(byte[] bytes) {
      try {
        Answers.Taken taken = answers.take(bytes);
        if (!take(taken.reply(), withThoseBefore(taken.records()))) {
          return Optional.empty();
        }
        cameAgain |= asksOn && taken.isBeginning();
        if (taken.next().isEmpty()) {
          known = answers.end();
        }
        return taken.next().filter(_ -> mayAskOn());
      } catch (RejectedException e) {
        LOG.log(Level.INFO, "what somebody answered is refused: {0}", e.getMessage());
        return Optional.empty();
      }
    }

    @Override
    public void ended() {
      if (asksOn) {
        againFrom = runtime.millis() + (cameAgain ? ALL_AGAIN_MILLIS : 0);
        askingOn.set(false);
      }
    }

    /** What counts only since another record follows it may be the last of a part. */
    private List<byte[]> withThoseBefore(List<byte[]> records) {
      List<byte[]> both = new ArrayList<>(before);
      both.addAll(records);
      before = records;
      return both;
    }

    private boolean mayAskOn() {
      asksOn = asksOn || runtime.millis() >= againFrom && askingOn.compareAndSet(false, true);
      return asksOn;
    }
  }

  /** The inbox belongs to another thread. Waits, so that not more comes than is taken; says whether it was. */
  private boolean take(byte[] reply, List<byte[]> records) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    runtime.execute(() -> {
      try {
        if (reply.length > 0) {
          inbox.replied(reply);
        }
        if (!records.isEmpty()) {
          inbox.roll(records);
        }
        done.complete(true);
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    try {
      return done.get(TAKE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "what was answered was not taken", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
