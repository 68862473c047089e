package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Room;
import java.util.List;
import java.util.Optional;

/** Where a session puts what comes; implemented by the workspace. Called by one thread at a time. */
public interface Inbox {
  /**
   * Takes entries that follow what the store holds: in order per log, numbers and hashes checked. Stores and applies them
   * before it returns.
   *
   * @return what was not stored; an entry whose changes are set aside counts as stored
   */
  Receipt receive(List<Envelope> entries);

  /** What room there is, where it is limited. For the session's thread; costs nothing. */
  default Optional<Room.Quota> quota() {
    return Optional.empty();
  }

  /**
   * Somebody's newest presence; empty bytes mean that they are gone.
   *
   * @return false if it cannot be read yet, so that it is brought again when they repeat it
   */
  boolean presence(PeerId from, byte[] beat);

  /**
   * Whether the entry is its author's. Asked before another entry of the same number is believed to prove a fork, so that
   * noise cannot stop a log.
   */
  default boolean genuine(Envelope entry) {
    return true;
  }

  /**
   * Whether copies of the author's device wrote different entries under this number and the team goes on with another one
   * than this. Costs nothing where nothing was written twice.
   */
  default boolean superseded(Envelope entry) {
    return false;
  }

  /** Whether the team has chosen between the entries that copies of a device wrote there, and holds here what it chose. */
  default boolean settled(ReplicaId log, long number) {
    return false;
  }

  /**
   * What the others are asked until it is there: to be let in, or, with empty bytes, for the records of the membership.
   * Asked about every few seconds; returns at once.
   */
  default Optional<byte[]> asks() {
    return Optional.empty();
  }

  /**
   * Somebody asks to be let in. Nothing of the bytes is believed yet.
   *
   * @return what to answer, besides the records
   */
  default Optional<byte[]> asked(byte[] request) {
    return Optional.empty();
  }

  /** The answer of somebody who was asked. Nothing of the bytes is believed yet. */
  default void replied(byte[] answer) {}

  /** The records of the membership that are known here, each after those that it follows. */
  default List<byte[]> roll() {
    return List.of();
  }

  /** Records of the membership that came ahead of the entries that hold them. None of them is believed yet. */
  default void roll(List<byte[]> records) {}
}
