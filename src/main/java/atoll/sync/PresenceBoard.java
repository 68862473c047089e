package atoll.sync;

import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells where this device is and keeps where the others are: the newest word only, forgotten when nobody repeats it. For one thread. */
final class PresenceBoard {
  private static final byte[] GONE = {};
  private static final int MOST_MISSED_REPEATS = 3;

  private record Seen(long number, byte[] beat, long heardAt) {}

  private final SyncOptions options;
  private final SyncRuntime runtime;
  private final Link link;
  private final Inbox inbox;
  private final Map<PeerId, Seen> seen = new HashMap<>();
  private byte[] own = GONE;
  private long number;
  private long toldAt;
  private boolean waiting;

  PresenceBoard(SyncOptions options, SyncRuntime runtime, Link link, Inbox inbox) {
    this.options = options;
    this.runtime = runtime;
    this.link = link;
    this.inbox = inbox;
    this.toldAt = runtime.millis() - options.repeatMillis();
  }

  /** This device is somewhere else; told now, or as soon as the last word is old enough. */
  void beat(byte[] beat) {
    own = beat;
    long due = toldAt + options.beatMillis() - runtime.millis();
    if (due <= 0) {
      tell();
    } else if (!waiting) {
      waiting = true;
      runtime.schedule(this::tellLate, due);
    }
  }

  /** Tells again where this device is, for those who came. */
  void repeat() {
    if (own.length > 0) {
      beat(own);
    }
  }

  void received(PeerId from, Presence presence) {
    Seen before = seen.get(from);
    if (before != null && before.number >= presence.number()) {
      return;
    }
    byte[] known = before == null ? GONE : before.beat;
    boolean taken = Arrays.equals(known, presence.beat()) || inbox.presence(from, presence.beat());
    seen.put(from, new Seen(presence.number(), taken ? presence.beat() : known, runtime.millis()));
  }

  /** Only these are there. */
  void there(Collection<PeerId> peers) {
    for (PeerId peer : List.copyOf(seen.keySet())) {
      if (!peers.contains(peer)) {
        leave(peer);
      }
    }
  }

  void tick() {
    long now = runtime.millis();
    if (own.length > 0 && now - toldAt >= options.repeatMillis()) {
      tell();
    }
    List<PeerId> silent = new ArrayList<>();
    seen.forEach((peer, word) -> {
      if (now - word.heardAt > MOST_MISSED_REPEATS * options.repeatMillis()
          && word.beat.length > 0) {
        silent.add(peer);
      }
    });
    silent.forEach(peer -> {
      seen.computeIfPresent(peer, (p, word) -> new Seen(word.number, GONE, now));
      inbox.presence(peer, GONE);
    });
  }

  private void leave(PeerId peer) {
    Seen word = seen.remove(peer);
    if (word != null && word.beat.length > 0) {
      inbox.presence(peer, GONE);
    }
  }

  private void tellLate() {
    waiting = false;
    tell();
  }

  private void tell() {
    toldAt = runtime.millis();
    link.broadcast(Messages.encode(new Presence(++number, own)));
  }
}
