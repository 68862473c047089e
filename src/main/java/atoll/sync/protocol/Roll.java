package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of the membership, ahead of the entries that hold them: whoever was let in finds in them the keys without which
 * no log can be read.
 *
 * @param records signed by themselves, each after those that it follows; at most {@link #MOST}
 */
public record Roll(List<byte[]> records) implements Message {
  /** Records that one message may hold. */
  public static final int MOST = 512;

  /** Bytes from which on no further record is put into one message. */
  private static final int ENOUGH_BYTES = 512 << 10;

  private static final int MOST_RECORD_BYTES = 256 << 10;

  public Roll {
    records = List.copyOf(records);
  }

  /** All the records, in as many messages as they need. */
  public static List<Roll> of(List<byte[]> records) {
    List<Roll> all = new ArrayList<>();
    List<byte[]> some = new ArrayList<>();
    int bytes = 0;
    for (byte[] record : records) {
      some.add(record);
      bytes += record.length;
      if (bytes >= ENOUGH_BYTES || some.size() == MOST) {
        all.add(new Roll(some));
        some.clear();
        bytes = 0;
      }
    }
    if (!some.isEmpty()) {
      all.add(new Roll(some));
    }
    return all;
  }

  /** Reads what {@link #write} wrote. */
  public static Roll read(ByteReader in) throws RejectedException {
    int size = in.count(Math.min(MOST, in.left()));
    List<byte[]> records = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      records.add(in.blob(MOST_RECORD_BYTES));
    }
    return new Roll(records);
  }

  @Override
  public void write(ByteWriter out) {
    out.varint(records.size());
    records.forEach(out::blob);
  }
}
