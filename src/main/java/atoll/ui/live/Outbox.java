package atoll.ui.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends messages to one tab, in the order in which they were given, without keeping anybody waiting. A tab that does not
 * read is let go of: it connects again and says what it has. For any thread.
 */
final class Outbox {
  private static final Logger LOG = Logger.getLogger(Outbox.class.getName());
  private static final int MOST_MESSAGES = 10_000;
  private static final long MOST_CHARACTERS = 64L << 20;

  private final Session session;
  private final Deque<String> waiting = new ArrayDeque<>();
  private long characters;
  private boolean sending;

  Outbox(Session session) {
    this.session = session;
  }

  void send(String message) {
    synchronized (this) {
      waiting.addLast(message);
      characters += message.length();
      if (waiting.size() > MOST_MESSAGES || characters > MOST_CHARACTERS) {
        waiting.clear();
        close(CloseCodes.TRY_AGAIN_LATER, "the tab does not read");
        return;
      }
      if (sending) {
        return;
      }
      sending = true;
    }
    next();
  }

  /** Ends the connection; the reason is for the tab's log and has at most 120 characters. */
  void close(CloseCodes code, String reason) {
    try {
      session.close(new CloseReason(code, reason));
    } catch (IOException e) {
      LOG.log(Level.FINE, "A tab's connection was gone already", e);
    }
  }

  private void next() {
    String message;
    synchronized (this) {
      if (waiting.isEmpty()) {
        sending = false;
        return;
      }
      message = waiting.removeFirst();
      characters -= message.length();
    }
    session.getAsyncRemote().sendText(message, this::sent);
  }

  private void sent(SendResult result) {
    if (result.isOK()) {
      next();
    } else {
      synchronized (this) {
        waiting.clear();
      }
    }
  }
}
