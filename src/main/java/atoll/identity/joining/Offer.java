package atoll.identity.joining;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.identity.DeviceKeys;
import atoll.identity.InvitationException;
import atoll.identity.InvitationText;
import atoll.identity.Role;
import java.time.Instant;
import java.util.List;

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

  public Offer {
    addresses = InvitationText.few(addresses);
    expires = InvitationText.wholeSeconds(expires);
  }

  /**
   * Reads what {@link #toText()} wrote, alone or at the end of a link; white space that a mail program put in is ignored.
   *
   * @throws InvitationException if it is not an invitation, is cut or changed, or has expired
   */
  public static Offer parse(String text, Instant now) throws InvitationException {
    String packed = InvitationText.packed(text, MOST_TEXT);
    int begin = packed.indexOf(PREFIX);
    if (begin < 0) {
      throw InvitationText.isNone(PREFIX);
    }
    Offer found = InvitationText.read(packed.substring(begin + PREFIX.length()), Offer::read);
    InvitationText.requireGood(found.expires, now);
    return found;
  }

  /** One line of ASCII without spaces, with a check against cutting. To be handed to the newcomer and nobody else. */
  public String toText() {
    return InvitationText.line(PREFIX, toBytes());
  }

  /** The bytes of it, to be kept by the inviter. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.raw(workspace.hash().toBytes()).string(name).raw(secret.toBytes()).u8(role.ordinal());
    inviter.write(out);
    InvitationText.writeEnd(out, expires, addresses);
    return InvitationText.checked(out);
  }

  /** Reads what {@link #toBytes()} wrote. */
  public static Offer read(byte[] bytes) throws RejectedException {
    ByteReader in = InvitationText.unchecked(bytes);
    WorkspaceId workspace = new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    String name = in.string(InvitationText.MOST_NAME_BYTES);
    Secret secret = Secret.wrap(in.raw(Secret.SIZE_BYTES));
    int role = in.u8();
    if (role >= Role.values().length) {
      throw new RejectedException(Reason.TOO_NEW, "an invitation for role " + role);
    }
    DeviceKeys inviter = DeviceKeys.read(in);
    Instant expires = InvitationText.readExpiry(in);
    List<String> addresses = InvitationText.readAddresses(in);
    in.end();
    return new Offer(workspace, name, secret, Role.values()[role], inviter, addresses, expires);
  }
}
