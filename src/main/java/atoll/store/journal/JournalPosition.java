package atoll.store.journal;

import java.util.Comparator;

/**
 * A place between two frames of a journal.
 *
 * @param segment number of the file, from 1
 * @param offset bytes from the file's start; {@link Segment#HEADER_BYTES} before its first frame
 * @param frame frames of the whole journal that lie before
 */
public record JournalPosition(int segment, long offset, long frame)
    implements Comparable<JournalPosition> {
  /** Before everything. */
  public static final JournalPosition START = new JournalPosition(1, Segment.HEADER_BYTES, 0);

  private static final Comparator<JournalPosition> ORDER =
      Comparator.comparingInt(JournalPosition::segment).thenComparingLong(JournalPosition::offset);

  public JournalPosition {
    if (segment < 1 || offset < Segment.HEADER_BYTES || frame < 0) {
      throw new IllegalArgumentException(
          "no place of a journal: " + segment + ", " + offset + ", " + frame);
    }
  }

  /** The place after a frame of so many bytes that begins here. */
  JournalPosition after(int frameBytes) {
    return new JournalPosition(segment, offset + frameBytes, frame + 1);
  }

  @Override
  public int compareTo(JournalPosition other) {
    return ORDER.compare(this, other);
  }
}
