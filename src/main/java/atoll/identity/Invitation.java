package atoll.identity;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * What a person hands to another so that both share a workspace: which one, and where its instances are met. Whoever
 * holds it can join until it expires.
 *
 * @param workspace the workspace
 * @param name what the workspace was called when the invitation was written; for people, not to be trusted
 * @param addresses HOST:PORT of instances that are in the workspace's cluster; may be empty
 * @param opening what its content is opened with
 * @param expires when it stops being good, by the wall clock of whoever uses it; whole seconds
 */
public record Invitation(
    WorkspaceId workspace, String name, List<String> addresses, Instant expires, Opening opening) {
  /** What every invitation begins with. */
  public static final String PREFIX = "atoll-invitation-1.";

  private static final int MOST_TEXT = 8_000;
  private static final int MOST_NAME_BYTES = 2_000;
  private static final int MOST_ADDRESSES = 20;
  private static final int MOST_ADDRESS_BYTES = 300;
  private static final int CHECK_BYTES = 4;
  private static final long MOST_SECONDS = 0xffff_ffffL;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /**
   * What makes the content of a workspace readable.
   *
   * @param keys the epoch keys, the one in use last; one to {@link #MOST_KEYS}
   * @param unsigned whether the workspace has entries from before entries were signed
   */
  public record Opening(List<EpochKey> keys, boolean unsigned) {
    /** Keys that an invitation carries; with more the oldest are left out. */
    public static final int MOST_KEYS = 64;

    public Opening {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("an invitation without a key");
      }
      keys = List.copyOf(keys.subList(Math.max(0, keys.size() - MOST_KEYS), keys.size()));
    }
  }

  public Invitation {
    addresses = List.copyOf(addresses);
    if (addresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException(addresses.size() + " addresses in an invitation");
    }
    expires = Instant.ofEpochSecond(expires.getEpochSecond());
  }

  /**
   * Reads what {@link #toText()} wrote; white space and line breaks that a mail program put in are ignored.
   *
   * @param now the wall clock's time, which the expiry is compared with
   * @throws InvitationException if it is not an invitation, is cut or changed, or has expired
   */
  public static Invitation parse(String text, Instant now) throws InvitationException {
    String packed = text.length() > MOST_TEXT ? "" : text.replaceAll("\\s", "");
    if (!packed.startsWith(PREFIX)) {
      throw new InvitationException("This is not an Atoll invitation. An invitation begins with \""
          + PREFIX + "\"; ask for it again and paste all of it.");
    }
    try {
      Invitation found = decode(Base64.getUrlDecoder().decode(packed.substring(PREFIX.length())));
      if (found.expires.isBefore(now)) {
        throw new InvitationException("This invitation was good until " + DAY.format(found.expires)
            + ". Ask the person who sent it for a new one.");
      }
      return found;
    } catch (RejectedException | IllegalArgumentException e) {
      throw new InvitationException(
          "This invitation is incomplete or was changed on its way. Copy it again, from its first to its last character.");
    }
  }

  /** One line of ASCII without spaces, with a check against cutting. */
  public String toText() {
    ByteWriter out = new ByteWriter();
    out.raw(workspace.hash().toBytes()).string(name).varint(expires.getEpochSecond());
    out.varint(addresses.size());
    addresses.forEach(out::string);
    out.u8(opening.unsigned() ? 1 : 0).varint(opening.keys().size());
    opening.keys().forEach(key -> out.raw(key.secret()));
    byte[] content = out.toBytes();
    out.raw(check(content));
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toBytes());
  }

  private static Invitation decode(byte[] bytes) throws RejectedException {
    int length = Math.max(0, bytes.length - CHECK_BYTES);
    if (!Arrays.equals(
        check(Arrays.copyOf(bytes, length)), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new RejectedException(
          RejectedException.Reason.CHECKSUM, "an invitation of " + bytes.length + " bytes");
    }
    ByteReader in = new ByteReader(bytes, 0, length);
    WorkspaceId workspace = new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    String name = in.string(MOST_NAME_BYTES);
    Instant expires = Instant.ofEpochSecond(in.varint() & MOST_SECONDS);
    List<String> addresses = new ArrayList<>();
    int count = in.count(MOST_ADDRESSES);
    for (int i = 0; i < count; i++) {
      addresses.add(in.string(MOST_ADDRESS_BYTES));
    }
    boolean unsigned = in.u8() != 0;
    List<EpochKey> keys = new ArrayList<>();
    int keyCount = in.count(Opening.MOST_KEYS);
    for (int i = 0; i < keyCount; i++) {
      keys.add(EpochKey.of(in.raw(EpochKey.SIZE_BYTES)));
    }
    in.end();
    return new Invitation(workspace, name, addresses, expires, new Opening(keys, unsigned));
  }

  private static byte[] check(byte[] content) {
    return Arrays.copyOf(Hash.of(content).toBytes(), CHECK_BYTES);
  }
}
