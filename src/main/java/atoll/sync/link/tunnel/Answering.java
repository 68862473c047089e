package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which devices answer at present, which of the others said no, and when those that do not answer are to be called again:
 * often as long as they have not been away for long. For any thread.
 */
final class Answering {
  private static final long LEAST_PAUSE_NANOS = 1_000_000_000L;
  private static final long MOST_PAUSE_NANOS = 30 * LEAST_PAUSE_NANOS;

  /** Somebody who was away for a minute may be away for eight seconds more without being called. */
  private static final long ABSENCE_PER_PAUSE = 8;

  private final Set<Hash> present = new HashSet<>();
  private final Set<Hash> refusing = new HashSet<>();
  private final Set<Hash> doubted = new HashSet<>();
  private final Set<Hash> beingCalled = new HashSet<>();
  private final Map<Hash, Absence> absent = new HashMap<>();

  private record Absence(long sinceNanos, long nextNanos) {}

  /** The device answered, or called itself; says whether that is news. */
  synchronized boolean met(Hash pin) {
    doubted.remove(pin);
    absent.remove(pin);
    // Whoever calls here lets this device in.
    boolean refused = refusing.remove(pin);
    return present.add(pin) || refused;
  }

  /**
   * The device answered that this one may not come in; says whether that is news. It does not count as one that answers, so
   * that it is called again and again: it may not have heard yet of what the others know.
   */
  synchronized boolean refused(Hash pin) {
    boolean answered = lost(pin);
    return refusing.add(pin) || answered;
  }

  /** The device let this one in; says whether that is news. */
  synchronized boolean letIn(Hash pin) {
    return refusing.remove(pin);
  }

  /** Whether the device refused the last call, and has not called itself since. */
  synchronized boolean refuses(Hash pin) {
    return refusing.contains(pin);
  }

  /** There is no way to the device; says whether that is news. */
  synchronized boolean lost(Hash pin) {
    doubted.remove(pin);
    return present.remove(pin);
  }

  /** Something ended that was carried: the device is called at once. */
  synchronized void doubt(Hash pin) {
    if (present.contains(pin)) {
      doubted.add(pin);
    }
  }

  /** Everybody who does not answer is called at once, and then as seldom as before. */
  synchronized void hurry(long nowNanos) {
    absent.replaceAll((_, absence) -> new Absence(absence.sinceNanos, nowNanos));
  }

  synchronized boolean isMet(Hash pin) {
    return present.contains(pin);
  }

  /**
   * Who is to be called now, those who wait longest first. Each of them is not named again before {@link #called}.
   *
   * @param others all there are
   * @param most how many may be called at the same time
   */
  synchronized List<Hash> due(Collection<Hash> others, int most, long nowNanos) {
    List<Hash> due = new ArrayList<>();
    for (Hash pin : others) {
      boolean wanted = doubted.contains(pin)
          || !present.contains(pin)
              && nowNanos
                      - absent.computeIfAbsent(pin, _ -> new Absence(nowNanos, nowNanos)).nextNanos
                  >= 0;
      if (wanted && !beingCalled.contains(pin)) {
        due.add(pin);
      }
    }
    due.sort(Comparator.comparingLong(pin -> {
      Absence absence = absent.get(pin);
      return absence == null ? Long.MIN_VALUE : absence.nextNanos - nowNanos;
    }));
    List<Hash> chosen = due.subList(0, Math.clamp(most - beingCalled.size(), 0, due.size()));
    for (Hash pin : chosen) {
      beingCalled.add(pin);
      absent.computeIfPresent(
          pin,
          (_, absence) -> new Absence(absence.sinceNanos, nowNanos + pause(absence, nowNanos)));
    }
    return chosen;
  }

  /** The call is over, whatever came of it. */
  synchronized void called(Hash pin) {
    beingCalled.remove(pin);
  }

  private static long pause(Absence absence, long nowNanos) {
    return Math.clamp(
        (nowNanos - absence.sinceNanos) / ABSENCE_PER_PAUSE, LEAST_PAUSE_NANOS, MOST_PAUSE_NANOS);
  }
}
