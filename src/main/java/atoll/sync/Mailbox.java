package atoll.sync;

import atoll.sync.link.PeerId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that came and were not looked at yet. Bounded per peer, so that one that floods loses its own messages only;
 * taken from the peers in turn. For any thread.
 */
final class Mailbox {
  /** A message and who sent it. */
  record Letter(PeerId from, byte[] message) {}

  private static final class Tray {
    final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    long bytes;
  }

  private final int mostPeers;
  private final int mostMessages;
  private final long mostBytes;
  private final Map<PeerId, Tray> trays = new LinkedHashMap<>();
  private long dropped;

  /** @param mostBytes per peer; a single larger message is let in alone */
  Mailbox(int mostPeers, int mostMessages, long mostBytes) {
    this.mostPeers = mostPeers;
    this.mostMessages = mostMessages;
    this.mostBytes = mostBytes;
  }

  /** Keeps the message if there is room; says whether it did. */
  synchronized boolean offer(PeerId from, byte[] message) {
    Tray tray = trays.get(from);
    if (tray == null) {
      if (trays.size() >= mostPeers) {
        dropped++;
        return false;
      }
      tray = new Tray();
      trays.put(from, tray);
    } else if (tray.messages.size() >= mostMessages || tray.bytes + message.length > mostBytes) {
      dropped++;
      return false;
    }
    tray.messages.add(message);
    tray.bytes += message.length;
    return true;
  }

  /** The oldest message of the peer whose turn it is. */
  synchronized Optional<Letter> poll() {
    var first = trays.entrySet().iterator();
    if (!first.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<PeerId, Tray> turn = first.next();
    PeerId from = turn.getKey();
    Tray tray = turn.getValue();
    byte[] message = tray.messages.remove();
    tray.bytes -= message.length;
    first.remove();
    if (!tray.messages.isEmpty()) {
      trays.put(from, tray);
    }
    return Optional.of(new Letter(from, message));
  }

  synchronized boolean isEmpty() {
    return trays.isEmpty();
  }

  /** Messages for which there was no room. */
  synchronized long dropped() {
    return dropped;
  }
}
