package atoll.identity;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.identity.InvitationException.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What invitations of every kind have in common: a line of ASCII with a check against cutting, addresses, an end. */
public final class InvitationText {
  /** Bytes that the name of a workspace may have. */
  public static final int MOST_NAME_BYTES = 2_000;

  private static final int MOST_ADDRESSES = 20;
  private static final int MOST_ADDRESS_BYTES = 300;
  private static final int CHECK_BYTES = 4;
  private static final long MOST_SECONDS = 0xffff_ffffL;

  private InvitationText() {}

  /** Reads what an invitation says. */
  @FunctionalInterface
  public interface Content<T> {
    /** @throws RejectedException if it is not what it should be */
    T read(byte[] bytes) throws RejectedException;
  }

  /** The text without the white space that a mail program put in; empty if it is too long to be one. */
  public static String packed(String text, int most) {
    return text.length() > most ? "" : text.replaceAll("\\s", "");
  }

  /** What to say of a text that does not begin as an invitation does. */
  public static InvitationException isNone(String prefix) {
    return new InvitationException(Why.NONE, prefix);
  }

  /**
   * Reads what comes after the prefix.
   *
   * @throws InvitationException if it was cut or changed
   */
  public static <T> T read(String packed, Content<T> content) throws InvitationException {
    try {
      return content.read(Base64.getUrlDecoder().decode(packed));
    } catch (RejectedException | IllegalArgumentException e) {
      throw new InvitationException(Why.CUT);
    }
  }

  /** @throws InvitationException if that moment has passed */
  public static void requireGood(Instant expires, Instant now) throws InvitationException {
    if (expires.isBefore(now)) {
      throw new InvitationException(Why.EXPIRED, expires);
    }
  }

  /** The line that is handed over. */
  public static String line(String prefix, byte[] bytes) {
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What was written, followed by a check of it. */
  public static byte[] checked(ByteWriter out) {
    return out.raw(check(out.toBytes())).toBytes();
  }

  /** A reader of what {@link #checked} was given. */
  public static ByteReader unchecked(byte[] bytes) throws RejectedException {
    int length = Math.max(0, bytes.length - CHECK_BYTES);
    if (!Arrays.equals(
        check(Arrays.copyOf(bytes, length)), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new RejectedException(Reason.CHECKSUM, "an invitation of " + bytes.length + " bytes");
    }
    return new ByteReader(bytes, 0, length);
  }

  /** A copy of the addresses. */
  public static List<String> few(List<String> addresses) {
    if (addresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException(addresses.size() + " addresses in an invitation");
    }
    return List.copyOf(addresses);
  }

  /** The moment in whole seconds, as it is written. */
  public static Instant wholeSeconds(Instant expires) {
    return Instant.ofEpochSecond(expires.getEpochSecond());
  }

  /** Writes when it ends, and the addresses. */
  public static void writeEnd(ByteWriter out, Instant expires, List<String> addresses) {
    out.varint(expires.getEpochSecond()).varint(addresses.size());
    addresses.forEach(out::string);
  }

  /** Reads the moment that {@link #writeEnd} wrote. */
  public static Instant readExpiry(ByteReader in) throws RejectedException {
    return Instant.ofEpochSecond(in.varint() & MOST_SECONDS);
  }

  /** Reads the addresses that {@link #writeEnd} wrote after the moment. */
  public static List<String> readAddresses(ByteReader in) throws RejectedException {
    List<String> addresses = new ArrayList<>();
    int count = in.count(MOST_ADDRESSES);
    for (int i = 0; i < count; i++) {
      addresses.add(in.string(MOST_ADDRESS_BYTES));
    }
    return addresses;
  }

  private static byte[] check(byte[] content) {
    return Arrays.copyOf(Hash.of(content).toBytes(), CHECK_BYTES);
  }
}
