package atoll.store.journal;

import atoll.store.DamagedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The append-only files that are the truth of a data folder. {@link #append} returns when its records are durable; what a
 * crash cut off is removed when the journal is opened. For one thread, which nobody may interrupt.
 */
public final class Journal implements AutoCloseable {
  /** Bytes after which a file is closed and the next one begun. */
  public static final long SEGMENT_BYTES = 64 << 20;

  private final Disk disk;
  private final long segmentBytes;
  private final long journal;
  private final long tornBytes;
  private DiskFile file;
  private JournalPosition end;
  private boolean broken;

  private Journal(Disk disk, long segmentBytes, long journal, DiskFile file, Tail tail) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.journal = journal;
    this.file = file;
    this.end = tail.end();
    this.tornBytes = tail.tornBytes();
  }

  /**
   * Opens a journal, or makes one where there is none; replays what it holds from a place on; removes what a crash left
   * half written.
   *
   * @param segmentBytes bytes after which a file is closed, normally {@link #SEGMENT_BYTES}
   * @param random gives the number that a new journal is told by
   * @param from the first frame to replay
   * @throws DamagedException if anything but a last write that was cut off is not as it was written; nothing is changed
   */
  public static Journal open(
      Disk disk, long segmentBytes, LongSupplier random, JournalPosition from, Replay replay)
      throws IOException {
    JournalReader reader = new JournalReader(disk);
    Tail tail =
        beginsTorn(disk, reader) ? new Tail(JournalPosition.START, 0) : reader.read(from, replay);
    if (tail.end().equals(JournalPosition.START) && reader.journal().isEmpty()) {
      if (!from.equals(JournalPosition.START)) {
        throw new DamagedException(
            "The journal in " + disk.describe("") + " is empty, but the database is not. "
                + "Put the journal back, or run \"atoll doctor\".");
      }
      return create(disk, segmentBytes, random.getAsLong());
    }
    if (tail.end().segment() < reader.segments()) {
      disk.delete(Segment.name(reader.segments()));
      disk.sync();
    }
    DiskFile file = disk.open(Segment.name(tail.end().segment()), false);
    if (file.size() > tail.end().offset()) {
      file.truncate(tail.end().offset());
      file.sync();
    }
    return new Journal(disk, segmentBytes, reader.journal().orElseThrow(), file, tail);
  }

  /** After the last frame. */
  public JournalPosition end() {
    return end;
  }

  /** Bytes of a write that was cut off, removed when the journal was opened. */
  public long tornBytes() {
    return tornBytes;
  }

  /**
   * Writes the records as one frame and makes them durable.
   *
   * @return the place before the frame
   * @throws IOException if the disk refused; nothing of it is kept as far as the disk still obeys, and the journal takes
   *     no more until it is mended
   */
  public JournalPosition append(List<JournalRecord> records) throws IOException {
    Written frame = write(records);
    sync(frame);
    return frame.at();
  }

  /**
   * A frame that is written and not durable yet.
   *
   * @param at the place before it
   * @param end the place after it
   */
  public record Written(JournalPosition at, JournalPosition end) {}

  /**
   * The first half of {@link #append}; {@link #sync} is to follow, and nothing else before it.
   *
   * @throws IOException as {@code append} does
   */
  public Written write(List<JournalRecord> records) throws IOException {
    if (broken) {
      throw new IOException("the journal failed before and takes no more");
    }
    ByteBuffer bytes = Frame.toBytes(journal, end.frame(), records);
    int size = bytes.remaining();
    broken = true;
    try {
      if (end.offset() >= segmentBytes) {
        roll();
      }
      file.write(end.offset(), bytes);
    } catch (IOException e) {
      forget(e);
      throw e;
    }
    return new Written(end, end.after(size));
  }

  /**
   * The second half of {@link #append}, which waits for the disk. May be called by another thread while the first waits.
   *
   * @throws IOException as {@code append} does
   */
  public void sync(Written frame) throws IOException {
    try {
      file.sync();
    } catch (IOException e) {
      forget(e);
      throw e;
    }
    end = frame.end();
    broken = false;
  }

  /**
   * Removes the last frame again, because what belongs to it could not be done. The journal takes no more after that.
   *
   * @param to what {@link #append} returned last
   */
  public void takeBack(JournalPosition to) throws IOException {
    if (to.segment() != end.segment() || to.frame() != end.frame() - 1) {
      throw new IllegalArgumentException(to + " is not the last frame before " + end);
    }
    broken = true;
    file.truncate(to.offset());
    file.sync();
    end = to;
  }

  /** Bytes that can still be written, as far as the machine knows. */
  public long room() {
    return disk.room();
  }

  /**
   * Removes what a refused {@link #append} left behind, after which the journal takes records again.
   *
   * @throws IOException if the disk still refuses
   */
  public void mend() throws IOException {
    String next = Segment.name(end.segment() + 1);
    if (disk.list().contains(next)) {
      disk.delete(next);
      disk.sync();
    }
    file.truncate(end.offset());
    file.sync();
    broken = false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static Journal create(Disk disk, long segmentBytes, long journal) throws IOException {
    if (disk.list().contains(Segment.name(1))) {
      disk.delete(Segment.name(1));
    }
    Segment first = new Segment(journal, 1, 0, 0);
    return new Journal(disk, segmentBytes, journal, begin(disk, first), new Tail(first.start(), 0));
  }

  private static boolean beginsTorn(Disk disk, JournalReader reader) throws IOException {
    if (reader.segments() != 1) {
      return false;
    }
    try (DiskFile file = disk.open(Segment.name(1), false)) {
      return file.size() <= Segment.HEADER_BYTES && !JournalReader.sound(file);
    }
  }

  private static DiskFile begin(Disk disk, Segment segment) throws IOException {
    DiskFile file = disk.open(Segment.name(segment.number()), true);
    file.write(0, segment.toBytes());
    file.sync();
    disk.sync();
    return file;
  }

  private void roll() throws IOException {
    Segment next = new Segment(journal, end.segment() + 1, end.offset(), end.frame());
    DiskFile begun = begin(disk, next);
    file.close();
    file = begun;
    end = next.start();
  }

  private void forget(IOException cause) {
    try {
      if (file.size() > end.offset()) {
        file.truncate(end.offset());
        file.sync();
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
