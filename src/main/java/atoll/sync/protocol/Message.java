package atoll.sync.protocol;

import atoll.crdt.codec.ByteWriter;

/**
 * What one session says to another. No message has to arrive, none has to arrive once, and none is believed: a receiver
 * checks what it can and asks again for what it lacks.
 */
public sealed interface Message
    permits Announce, Digest, Held, Want, Supply, Presence, Words, Room, Ask, Roll, Reply {
  /** Writes all but the format and the kind. */
  void write(ByteWriter out);
}
