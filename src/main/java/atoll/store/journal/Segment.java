package atoll.store.journal;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The beginning of one file of the journal. Written and synced before the first frame, so that only a file without frames
 * can have a torn one.
 *
 * @param journal random, the same in all files of one journal
 * @param number of the file, from 1
 * @param previousBytes size of the file before, at which it was closed; 0 for the first
 * @param firstFrame frames of the journal before this file
 */
public record Segment(long journal, int number, long previousBytes, long firstFrame) {
  /** Bytes before the first frame. */
  public static final int HEADER_BYTES = 40;

  private static final byte[] MAGIC = {'A', 'T', 'O', 'L', 'L', 'J', 'N'};
  private static final int FORMAT = 1;
  private static final int CHECKED_BYTES = HEADER_BYTES - 4;
  private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.journal");

  /** The file's name: eight digits and an ending. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "%08d.journal", number);
  }

  /** The number in a file's name; empty if it is no file of the journal. */
  public static OptionalInt number(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** The place before the file's first frame. */
  public JournalPosition start() {
    return new JournalPosition(number, HEADER_BYTES, firstFrame);
  }

  ByteBuffer toBytes() {
    ByteWriter out = new ByteWriter(HEADER_BYTES);
    out.raw(MAGIC).u8(FORMAT).i64(journal).i32(number).i64(previousBytes).i64(firstFrame);
    return ByteBuffer.wrap(out.i32(crc(out.toBytes())).toBytes());
  }

  /** @throws RejectedException if it is cut, torn or newer */
  static Segment read(DiskFile file) throws IOException, RejectedException {
    byte[] bytes = new byte[HEADER_BYTES];
    if (file.read(0, ByteBuffer.wrap(bytes)) < HEADER_BYTES) {
      throw new RejectedException(
          Reason.TRUNCATED, "the file ends within its first " + HEADER_BYTES + " bytes");
    }
    ByteReader in = new ByteReader(bytes);
    byte[] magic = in.raw(MAGIC.length);
    int format = in.u8();
    Segment segment = new Segment(in.i64(), in.i32(), in.i64(), in.i64());
    if (!Arrays.equals(magic, MAGIC)) {
      throw new RejectedException(Reason.MALFORMED, "the file does not begin as a journal does");
    }
    if (in.i32() != crc(Arrays.copyOf(bytes, CHECKED_BYTES))) {
      throw new RejectedException(
          Reason.CHECKSUM, "the file's first " + HEADER_BYTES + " bytes are damaged");
    }
    if (format != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "a journal of format " + format);
    }
    return segment;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKED_BYTES);
    return (int) crc.getValue();
  }
}
