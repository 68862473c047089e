package atoll.store.journal;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What one fsync made durable: the records of all that wrote at the same moment, kept or torn together.
 *
 * <p>Its checksum covers the journal's random number, so that nobody can plant bytes in a record that pass for a frame.
 *
 * @param number frames of the journal before this one
 * @param sizeBytes bytes in the file, header included
 */
record Frame(long number, List<JournalRecord> records, int sizeBytes) {
  /** Bytes of the payload that a frame may have. */
  static final int MOST_PAYLOAD_BYTES = 256 << 20;

  static final int MAGIC = 0xa7011f4e;
  static final int HEADER_BYTES = 20;

  /** Bytes that a record needs at the most beside its payload. */
  static final int RECORD_OVERHEAD_BYTES = 6;

  private static final int LEAST_RECORD_BYTES = 2;

  /** @throws IllegalArgumentException if the records are too large for one frame */
  static ByteBuffer toBytes(long journal, long number, List<JournalRecord> records) {
    ByteWriter payload = new ByteWriter(1024);
    payload.varint(records.size());
    for (JournalRecord record : records) {
      payload.u8(record.kind()).blob(record.payload());
    }
    byte[] content = payload.toBytes();
    if (content.length > MOST_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          content.length + " bytes are too many for one frame of the journal");
    }
    ByteWriter out = new ByteWriter(HEADER_BYTES + content.length);
    out.i32(MAGIC)
        .i32(content.length)
        .i64(number)
        .i32(crc(journal, number, content))
        .raw(content);
    return ByteBuffer.wrap(out.toBytes());
  }

  /** @throws RejectedException if at this place there is no whole and sound frame of this journal */
  static Frame read(DiskFile file, long journal, long at) throws IOException, RejectedException {
    byte[] header = new byte[HEADER_BYTES];
    if (file.read(at, ByteBuffer.wrap(header)) < HEADER_BYTES) {
      throw new RejectedException(Reason.TRUNCATED, "a frame's header is cut");
    }
    ByteReader in = new ByteReader(header);
    if (in.i32() != MAGIC) {
      throw new RejectedException(Reason.MALFORMED, "no frame begins here");
    }
    int length = in.i32();
    if (length < 0 || length > MOST_PAYLOAD_BYTES || length > file.size() - at - HEADER_BYTES) {
      throw new RejectedException(
          Reason.TRUNCATED, "a frame of " + length + " bytes goes beyond the end");
    }
    long number = in.i64();
    int crc = in.i32();
    byte[] content = new byte[length];
    file.read(at + HEADER_BYTES, ByteBuffer.wrap(content));
    if (crc != crc(journal, number, content)) {
      throw new RejectedException(Reason.CHECKSUM, "a frame's checksum does not fit");
    }
    return new Frame(number, records(new ByteReader(content)), HEADER_BYTES + length);
  }

  private static List<JournalRecord> records(ByteReader in) throws RejectedException {
    int count = in.count(in.left() / LEAST_RECORD_BYTES);
    List<JournalRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(new JournalRecord(in.u8(), in.blob(MOST_PAYLOAD_BYTES)));
    }
    in.end();
    return records;
  }

  private static int crc(long journal, long number, byte[] content) {
    CRC32C crc = new CRC32C();
    ByteBuffer head = ByteBuffer.allocate(20);
    crc.update(head.putLong(journal).putLong(number).putInt(content.length).flip());
    crc.update(content);
    return (int) crc.getValue();
  }
}
