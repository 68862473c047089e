package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** The bytes of messages: one byte of format, one of kind, then what the kind says. */
public final class Messages {
  /** Envelopes that one message may carry. */
  public static final int MOST_ENVELOPES = 4096;

  /** Bytes that one envelope may have on the wire. */
  public static final int MOST_ENVELOPE_BYTES = 18 << 20;

  private static final int FORMAT = 1;
  private static final int ANNOUNCE = 1;
  private static final int DIGEST = 2;
  private static final int HELD = 3;
  private static final int WANT = 4;
  private static final int SUPPLY = 5;
  private static final int PRESENCE = 6;
  private static final int WORDS = 7;
  private static final int ASK = 8;
  private static final int ROLL = 9;
  private static final int REPLY = 10;
  private static final int ROOM = 11;

  private Messages() {}

  public static byte[] encode(Message message) {
    ByteWriter out = new ByteWriter();
    out.u8(FORMAT).u8(kind(message));
    message.write(out);
    return out.toBytes();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws RejectedException if it is noise or of a newer format
   */
  public static Message decode(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    int format = in.u8();
    if (format != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "a message of format " + format);
    }
    int kind = in.u8();
    Message message = switch (kind) {
      case ANNOUNCE -> Announce.read(in);
      case DIGEST -> Digest.read(in);
      case HELD -> Held.read(in);
      case WANT -> Want.read(in);
      case SUPPLY -> Supply.read(in);
      case PRESENCE -> Presence.read(in);
      case WORDS -> Words.read(in);
      case ASK -> Ask.read(in);
      case ROLL -> Roll.read(in);
      case REPLY -> Reply.read(in);
      case ROOM -> Room.read(in);
      default -> throw new RejectedException(Reason.TOO_NEW, "a message of kind " + kind);
    };
    in.end();
    return message;
  }

  static void writeEnvelopes(ByteWriter out, List<byte[]> envelopes) {
    out.varint(envelopes.size());
    envelopes.forEach(out::blob);
  }

  static List<byte[]> readEnvelopes(ByteReader in) throws RejectedException {
    int size = in.count(Math.min(MOST_ENVELOPES, in.left()));
    List<byte[]> envelopes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      envelopes.add(in.blob(MOST_ENVELOPE_BYTES));
    }
    return envelopes;
  }

  static boolean flag(ByteReader in) throws RejectedException {
    int value = in.u8();
    if (value > 1) {
      throw new RejectedException(Reason.MALFORMED, value + " is neither no nor yes");
    }
    return value == 1;
  }

  private static int kind(Message message) {
    return switch (message) {
      case Announce m -> ANNOUNCE;
      case Digest m -> DIGEST;
      case Held m -> HELD;
      case Want m -> WANT;
      case Supply m -> SUPPLY;
      case Presence m -> PRESENCE;
      case Words m -> WORDS;
      case Ask m -> ASK;
      case Roll m -> ROLL;
      case Reply m -> REPLY;
      case Room m -> ROOM;
    };
  }
}
