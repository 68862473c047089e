package atoll.identity.joining;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.identity.DeviceKeys;
import atoll.identity.InvitationException;
import atoll.identity.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * An invitation: which workspace, in which role, who invites, and where they are met. It lets nobody in by itself: whoever
 * has it may ask, and an owner answers.
 *
 * @param workspace the workspace
 * @param name what it is called; for people, not to be trusted
 * @param secret what the newcomer proves to have
 * @param role what is offered; the owner may give another
 * @param inviter the device that knows the secret and will be asked
 * @param addresses HOST:PORT where it may be met; may be empty
 * @param expires when it stops being good, by the clock of the inviter; whole seconds
 */
public record Offer(
    WorkspaceId workspace,
    String name,
    Secret secret,
    Role role,
    DeviceKeys inviter,
    List<String> addresses,
    Instant expires) {
  /** What every text of an offer begins with. */
  public static final String PREFIX = "atoll-invitation-2.";

  private static final int MOST_TEXT = 12_000;
  private static final int MOST_NAME_BYTES = 2_000;
  private static final int MOST_ADDRESSES = 20;
  private static final int MOST_ADDRESS_BYTES = 300;
  private static final int CHECK_BYTES = 4;
  private static final long MOST_SECONDS = 0xffff_ffffL;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  public Offer {
    addresses = List.copyOf(addresses);
    if (addresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException(addresses.size() + " addresses in an invitation");
    }
    expires = Instant.ofEpochSecond(expires.getEpochSecond());
  }

  /**
   * Reads what {@link #toText()} wrote, alone or at the end of a link; white space that a mail program put in is ignored.
   *
   * @throws InvitationException if it is not an invitation, is cut or changed, or has expired
   */
  public static Offer parse(String text, Instant now) throws InvitationException {
    String packed = text.length() > MOST_TEXT ? "" : text.replaceAll("\\s", "");
    int begin = packed.indexOf(PREFIX);
    if (begin < 0) {
      throw new InvitationException("This is not an Atoll invitation. An invitation begins with \""
          + PREFIX + "\"; ask for it again and paste all of it.");
    }
    try {
      Offer found = read(Base64.getUrlDecoder().decode(packed.substring(begin + PREFIX.length())));
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

  /** One line of ASCII without spaces, with a check against cutting. To be handed to the newcomer and nobody else. */
  public String toText() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(toBytes());
  }

  /** The bytes of it, to be kept by the inviter. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.raw(workspace.hash().toBytes()).string(name).raw(secret.toBytes()).u8(role.ordinal());
    inviter.write(out);
    out.varint(expires.getEpochSecond()).varint(addresses.size());
    addresses.forEach(out::string);
    byte[] content = out.toBytes();
    return out.raw(check(content)).toBytes();
  }

  /** Reads what {@link #toBytes()} wrote. */
  public static Offer read(byte[] bytes) throws RejectedException {
    int length = Math.max(0, bytes.length - CHECK_BYTES);
    if (!Arrays.equals(
        check(Arrays.copyOf(bytes, length)), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new RejectedException(Reason.CHECKSUM, "an invitation of " + bytes.length + " bytes");
    }
    ByteReader in = new ByteReader(bytes, 0, length);
    WorkspaceId workspace = new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    String name = in.string(MOST_NAME_BYTES);
    Secret secret = Secret.wrap(in.raw(Secret.SIZE_BYTES));
    int role = in.u8();
    if (role >= Role.values().length) {
      throw new RejectedException(Reason.TOO_NEW, "an invitation for role " + role);
    }
    DeviceKeys inviter = DeviceKeys.read(in);
    Instant expires = Instant.ofEpochSecond(in.varint() & MOST_SECONDS);
    List<String> addresses = new ArrayList<>();
    int count = in.count(MOST_ADDRESSES);
    for (int i = 0; i < count; i++) {
      addresses.add(in.string(MOST_ADDRESS_BYTES));
    }
    in.end();
    return new Offer(workspace, name, secret, Role.values()[role], inviter, addresses, expires);
  }

  private static byte[] check(byte[] content) {
    return Arrays.copyOf(Hash.of(content).toBytes(), CHECK_BYTES);
  }
}
