package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.WorkspaceId;

/**
 * What room a device, a relay as a rule, has for the workspace; signed, so that nobody else calls it full.
 *
 * @param device whose word it is
 * @param number grows with every word of the device, as in {@link Word}
 * @param quota what it takes
 * @param signature over {@link #statement}
 */
public record Room(byte[] device, long number, Quota quota, byte[] signature) implements Message {
  private static final int MOST_SIGNATURE_BYTES = 128;

  /**
   * What is taken of a workspace.
   *
   * @param mostBytes bytes of bodies that it may take
   * @param full whether something was refused because there was no room for it
   */
  public record Quota(long mostBytes, boolean full) {}

  /** What is signed. */
  public static byte[] statement(WorkspaceId workspace, byte[] device, long number, Quota quota) {
    ByteWriter out = new ByteWriter();
    out.string("atoll ledger room 1")
        .raw(workspace.hash().toBytes())
        .blob(device)
        .varint(number)
        .varint(quota.mostBytes())
        .u8(quota.full() ? 1 : 0);
    return out.toBytes();
  }

  static Room read(ByteReader in) throws RejectedException {
    byte[] device = in.blob(Word.MOST_DEVICE_BYTES);
    long number = in.varint();
    long mostBytes = in.varint();
    if (number < 0 || mostBytes < 0) {
      throw new RejectedException(Reason.MALFORMED, "a word about room counts less than nothing");
    }
    boolean full = Messages.flag(in);
    return new Room(device, number, new Quota(mostBytes, full), in.blob(MOST_SIGNATURE_BYTES));
  }

  @Override
  public void write(ByteWriter out) {
    out.blob(device).varint(number).varint(quota.mostBytes()).u8(quota.full() ? 1 : 0);
    out.blob(signature);
  }
}
