package atoll.workspace.seal;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.store.DocumentId;
import java.util.ArrayList;
import java.util.List;

/** The content of an entry in clear: records of the membership, one after the other. */
public final class Records {
  /** What the store notes entries with records under, so that all are found at a start. */
  public static final DocumentId DOCUMENT = new DocumentId("membership");

  private static final int FORMAT = 1;
  private static final int MOST_RECORDS = 512;

  private Records() {}

  /** @throws RejectedException if it is no list of records; none of them is looked into */
  public static List<byte[]> parse(byte[] content) throws RejectedException {
    ByteReader in = new ByteReader(content);
    int format = in.u8();
    if (format != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "records of format " + format);
    }
    int count = in.count(MOST_RECORDS);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(in.blob(in.left()));
    }
    in.end();
    return records;
  }

  /** The content that holds the records. */
  public static byte[] toBytes(List<byte[]> records) {
    ByteWriter out = new ByteWriter().u8(FORMAT).varint(records.size());
    records.forEach(out::blob);
    return out.toBytes();
  }
}
