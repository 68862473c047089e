package atoll.identity;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
    addresses = InvitationText.few(addresses);
    expires = InvitationText.wholeSeconds(expires);
  }

  /**
   * Reads what {@link #toText()} wrote; white space and line breaks that a mail program put in are ignored.
   *
   * @param now the wall clock's time, which the expiry is compared with
   * @throws InvitationException if it is not an invitation, is cut or changed, or has expired
   */
  public static Invitation parse(String text, Instant now) throws InvitationException {
    String packed = InvitationText.packed(text, MOST_TEXT);
    if (!packed.startsWith(PREFIX)) {
      throw InvitationText.isNone(PREFIX);
    }
    Invitation found = InvitationText.read(packed.substring(PREFIX.length()), Invitation::decode);
    InvitationText.requireGood(found.expires, now);
    return found;
  }

  /** One line of ASCII without spaces, with a check against cutting. */
  public String toText() {
    ByteWriter out = new ByteWriter();
    out.raw(workspace.hash().toBytes()).string(name);
    InvitationText.writeEnd(out, expires, addresses);
    out.u8(opening.unsigned() ? 1 : 0).varint(opening.keys().size());
    opening.keys().forEach(key -> out.raw(key.secret()));
    return InvitationText.line(PREFIX, InvitationText.checked(out));
  }

  private static Invitation decode(byte[] bytes) throws RejectedException {
    ByteReader in = InvitationText.unchecked(bytes);
    WorkspaceId workspace = new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    String name = in.string(InvitationText.MOST_NAME_BYTES);
    Instant expires = InvitationText.readExpiry(in);
    List<String> addresses = InvitationText.readAddresses(in);
    boolean unsigned = in.u8() != 0;
    List<EpochKey> keys = new ArrayList<>();
    int keyCount = in.count(Opening.MOST_KEYS);
    for (int i = 0; i < keyCount; i++) {
      keys.add(EpochKey.of(in.raw(EpochKey.SIZE_BYTES)));
    }
    in.end();
    return new Invitation(workspace, name, addresses, expires, new Opening(keys, unsigned));
  }
}
