package atoll.identity.own;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.identity.DeviceId;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A device that belongs to a workspace shows the record that says so where it is not known yet, with those before it as far as
 * there is room. The records prove themselves.
 */
public final class Introduction {
  private static final byte[] MARK = "atoll-here-1".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_BYTES = 7 << 10;
  private static final int MOST_RECORDS = 64;

  private Introduction() {}

  /** The bytes that travel; nothing if no record adds the device. */
  public static Optional<byte[]> of(DeviceId device, List<MembershipRecord> records) {
    int last = -1;
    for (int i = 0; i < records.size(); i++) {
      if (adds(records.get(i), device)) {
        last = i;
      }
    }
    List<byte[]> shown = new ArrayList<>();
    int size = 0;
    for (int i = last; i >= 0 && shown.size() < MOST_RECORDS; i--) {
      byte[] bytes = records.get(i).toBytes();
      size += bytes.length + 4;
      if (size > MOST_BYTES) {
        break;
      }
      shown.addFirst(bytes);
    }
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    ByteWriter out = new ByteWriter().raw(MARK).varint(shown.size());
    shown.forEach(out::blob);
    return Optional.of(out.toBytes());
  }

  /** Whether these bytes are meant to be one. */
  public static boolean isOne(byte[] bytes) {
    return bytes.length > MARK.length && Arrays.equals(MARK, 0, MARK.length, bytes, 0, MARK.length);
  }

  /** The records that are shown; none of them is believed yet. */
  public static List<byte[]> read(byte[] bytes) throws RejectedException {
    if (!isOne(bytes)) {
      throw new RejectedException(Reason.MALFORMED, "not an introduction");
    }
    ByteReader in = new ByteReader(bytes);
    var _ = in.raw(MARK.length);
    int count = in.count(MOST_RECORDS);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(in.blob(MembershipRecord.MOST_BYTES));
    }
    in.end();
    return records;
  }

  /** Whether a record makes that device a member's. */
  public static boolean adds(MembershipRecord record, DeviceId device) {
    return record.statement() instanceof Statement.DeviceAdded added
        && added.certificate().device().id().equals(device);
  }
}
