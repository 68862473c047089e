package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;

/**
 * What a device says it holds, signed, so that others can keep it and pass it on while the device is away.
 *
 * @param device whose word it is
 * @param number grows with every word of the device: milliseconds since 1970 by its clock, or one more than the word before
 * @param holds what it holds
 * @param signature over {@link #statement}
 */
public record Word(byte[] device, long number, Clock holds, byte[] signature) {
  /** Bytes that the name of a device may have. */
  public static final int MOST_DEVICE_BYTES = 64;

  private static final int MOST_SIGNATURE_BYTES = 128;

  /** What is signed. */
  public static byte[] statement(WorkspaceId workspace, byte[] device, long number, Clock holds) {
    ByteWriter out = new ByteWriter();
    out.string("atoll ledger word 1")
        .raw(workspace.hash().toBytes())
        .blob(device)
        .varint(number);
    holds.write(out);
    return out.toBytes();
  }

  /** Reads what {@link #write} wrote. */
  public static Word read(ByteReader in) throws RejectedException {
    byte[] device = in.blob(MOST_DEVICE_BYTES);
    long number = in.varint();
    if (number < 0) {
      throw new RejectedException(Reason.MALFORMED, "a word has no number");
    }
    return new Word(device, number, Clock.read(in), in.blob(MOST_SIGNATURE_BYTES));
  }

  /** Writes all fields. */
  public void write(ByteWriter out) {
    out.blob(device).varint(number);
    holds.write(out);
    out.blob(signature);
  }
}
