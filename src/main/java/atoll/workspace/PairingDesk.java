package atoll.workspace;

import atoll.crdt.RejectedException;
import atoll.crypto.ComparisonWords;
import atoll.crypto.SpokenSecret;
import atoll.crypto.VerifyKey;
import atoll.identity.Certificate;
import atoll.identity.DeviceKeys;
import atoll.identity.own.DeviceCode;
import atoll.identity.own.PairingAnswer;
import atoll.identity.own.PairingQuestion;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.people.Self;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where a further device of this device's person is taken in: shows a code, hears who asks with it, and certifies that one
 * when the person says so. One at a time. For any thread.
 */
public final class PairingDesk {
  private static final Logger LOG = Logger.getLogger(PairingDesk.class.getName());
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private final Supplier<Self> self;
  private final Supplier<String> person;
  private final Doorstep doorstep;
  private final BiConsumer<Certificate, String> pair;
  private final RandomGenerator random;
  private final Supplier<Instant> clock;
  private final Listeners<PairingDesk> listeners = new Listeners<>();
  private @Nullable DeviceCode code;
  private @Nullable PairingQuestion asked;
  private @Nullable Certificate granted;
  private boolean refused;

  /**
   * What the first device shows.
   *
   * @param line to copy or to scan
   * @param typed an address and eight words, to type where nothing can be pasted
   */
  public record Shown(String line, List<String> typed) {
    public Shown {
      typed = List.copyOf(typed);
    }
  }

  /**
   * A device that asks to be this person's.
   *
   * @param name what it is called
   * @param words the other screen must show the same
   * @param added whether it was taken in
   */
  public record Newcomer(String name, List<String> words, boolean added) {
    public Newcomer {
      words = List.copyOf(words);
    }
  }

  /**
   * @param person how the person is called
   * @param pair adds a certified device to every workspace
   */
  PairingDesk(
      Supplier<Self> self,
      Supplier<String> person,
      Doorstep doorstep,
      BiConsumer<Certificate, String> pair,
      RandomGenerator random,
      Supplier<Instant> clock) {
    this.self = self;
    this.person = person;
    this.doorstep = doorstep;
    this.pair = pair;
    this.random = random;
    this.clock = clock;
  }

  /** Shows a new code; the one before is good no more. Waits until this device can be met. */
  public Shown open() throws IOException {
    List<String> addresses = doorstep.open();
    synchronized (this) {
      DeviceCode fresh =
          new DeviceCode(SpokenSecret.generate(random), addresses, clock.get().plus(GOOD_FOR));
      code = fresh;
      asked = null;
      granted = null;
      refused = false;
      return new Shown(fresh.toText(), fresh.toType());
    }
  }

  /** Answers nobody any more, but the device that was just taken in. */
  public synchronized void close() {
    if (granted == null) {
      code = null;
      asked = null;
    }
  }

  /** Who asks, or was just taken in. */
  public synchronized Optional<Newcomer> newcomer() {
    if (code == null || asked == null || refused) {
      return Optional.empty();
    }
    List<String> words = ComparisonWords.of(
        asked.device().id().key(), self.get().id().key(), code.secret().toBytes());
    return Optional.of(new Newcomer(asked.name(), words, granted != null));
  }

  /** Takes the device in that asks: certifies it, and hands it the keys of every workspace. */
  public void add() {
    PairingQuestion device;
    synchronized (this) {
      device = asked;
      if (device == null || granted != null || refused) {
        return;
      }
    }
    Self here = self.get();
    Certificate certificate =
        here.certificate().next(here.device().signing(), here.person(), device.device());
    pair.accept(certificate, device.name());
    synchronized (this) {
      granted = certificate;
    }
    listeners.tell(this);
  }

  /** Does not want the device that asks; the code is used up. */
  public void refuse() {
    synchronized (this) {
      refused = true;
    }
    listeners.tell(this);
  }

  /** Calls the listener when somebody asks or was answered, on any thread. */
  public Subscription onChange(Runnable listener) {
    return listeners.add(changed -> listener.run());
  }

  /** Answers a question that is meant for {@link #code}; nothing if it means nothing here. */
  Optional<byte[]> asked(Predicate<VerifyKey> asks, byte[] question) {
    boolean news = false;
    PairingAnswer answer;
    SpokenSecret secret;
    synchronized (this) {
      DeviceCode good = code;
      if (good == null
          || good.expires().isBefore(clock.get())
          || PairingQuestion.code(question).filter(good.secret().name()::equals).isEmpty()) {
        return Optional.empty();
      }
      secret = good.secret();
      try {
        PairingQuestion read = PairingQuestion.open(secret, question);
        boolean first = asked == null || asked.device().equals(read.device());
        if (!first || !asks.test(read.device().id().key())) {
          // Whoever stands between asks in the name of another; and a code is for one device.
          return Optional.empty();
        }
        news = asked == null;
        asked = read;
      } catch (RejectedException e) {
        LOG.log(Level.INFO, "A device''s question was dropped: {0}", e.getMessage());
        return Optional.empty();
      }
      answer = answer();
    }
    if (news) {
      listeners.tell(this);
    }
    return Optional.of(answer.seal(secret, question, random));
  }

  private PairingAnswer answer() {
    Self here = self.get();
    DeviceKeys by = here.certificate().device();
    if (refused) {
      return new PairingAnswer.Refused(by);
    }
    return granted == null
        ? new PairingAnswer.Waiting(by)
        : new PairingAnswer.Granted(by, here.person(), granted, person.get());
  }
}
