package atoll.sync.knock;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** Records of the membership that travel in one answer, which has 1 MiB at most. */
final class Run {
  /** Records that one answer may hold. */
  static final int MOST_RECORDS = 4_096;

  /** Bytes of records that are put into one answer at most. */
  private static final int MOST_BYTES = 900 << 10;

  /** With fewer bytes another record would have had room. */
  private static final int FULL_BYTES = 512 << 10;

  private static final int MOST_RECORD_BYTES = 256 << 10;

  private Run() {}

  /** As many of the first ones as one answer holds. */
  static List<byte[]> first(List<byte[]> roll) {
    int size = 0;
    int count = 0;
    while (count < roll.size() && count < MOST_RECORDS) {
      size += roll.get(count).length;
      if (size > MOST_BYTES) {
        break;
      }
      count++;
    }
    return roll.subList(0, count);
  }

  /** Whether there may be more than these. */
  static boolean isFull(List<byte[]> records) {
    return records.size() == MOST_RECORDS || bytes(records) >= FULL_BYTES;
  }

  static long bytes(List<byte[]> records) {
    return records.stream().mapToLong(record -> record.length).sum();
  }

  static void write(ByteWriter out, List<byte[]> records) {
    out.varint(records.size());
    records.forEach(out::blob);
  }

  static List<byte[]> read(ByteReader in) throws RejectedException {
    int count = in.count(Math.min(MOST_RECORDS, in.left()));
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(in.blob(MOST_RECORD_BYTES));
    }
    return records;
  }
}
