package atoll.identity;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.InvitationException.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a relay prints for the owners of workspaces that it shall hold.
 *
 * @param relay signs with this key
 * @param secret whoever knows it may hand workspaces to the relay
 * @param addresses HOST:PORT where the relay is met
 */
public record RelayText(VerifyKey relay, Hash secret, List<String> addresses) {
  /** What every such text begins with. */
  public static final String PREFIX = "atoll-relay-1.";

  private static final int MOST_TEXT = 8_000;

  public RelayText {
    addresses = InvitationText.few(addresses);
  }

  /**
   * Reads what {@link #toText()} wrote; white space and line breaks are ignored.
   *
   * @throws InvitationException if it is not such a text, or is cut or changed
   */
  public static RelayText parse(String text) throws InvitationException {
    String packed = InvitationText.packed(text, MOST_TEXT);
    if (!packed.startsWith(PREFIX)) {
      throw new InvitationException(Why.NO_RELAY, PREFIX);
    }
    return InvitationText.read(packed.substring(PREFIX.length()), RelayText::decode);
  }

  /** One line of ASCII without spaces, with a check against cutting. */
  public String toText() {
    ByteWriter out = new ByteWriter();
    out.raw(relay.toBytes()).raw(secret.toBytes()).varint(addresses.size());
    addresses.forEach(out::string);
    return InvitationText.line(PREFIX, InvitationText.checked(out));
  }

  /** The name or number of its machine, of the first address; what people may call the relay by. */
  public String host() {
    String first = addresses.isEmpty() ? "" : addresses.getFirst();
    return first.substring(0, Math.max(0, first.lastIndexOf(':')));
  }

  /** Proves to the relay that a device knows the secret; of use to that device and for that workspace only. */
  public Hash proof(WorkspaceId workspace, Hash device) {
    byte[] purpose = "atoll relay pairing".getBytes(StandardCharsets.US_ASCII);
    return Hash.of(purpose, secret.toBytes(), workspace.hash().toBytes(), device.toBytes());
  }

  private static RelayText decode(byte[] bytes) throws RejectedException {
    ByteReader in = InvitationText.unchecked(bytes);
    VerifyKey relay = VerifyKey.wrap(in.raw(VerifyKey.SIZE_BYTES));
    Hash secret = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    List<String> addresses = InvitationText.readAddresses(in);
    in.end();
    return new RelayText(relay, secret, addresses);
  }
}
