package atoll.sync;

import atoll.store.Envelope;
import atoll.sync.link.PeerId;
import java.util.List;

/** Where a session puts what comes; implemented by the workspace. Called by one thread at a time. */
public interface Inbox {
  /**
   * Takes entries that follow what the store holds: in order per log, numbers and hashes checked. Stores and applies them
   * before it returns.
   *
   * @return what was not stored; an entry whose changes are set aside counts as stored
   */
  Receipt receive(List<Envelope> entries);

  /** Somebody's newest presence; empty bytes mean that they are gone. */
  void presence(PeerId from, byte[] beat);

  /**
   * Whether the entry is its author's. Asked before another entry of the same number is believed to prove a fork, so that
   * noise cannot stop a log.
   */
  default boolean genuine(Envelope entry) {
    return true;
  }
}
