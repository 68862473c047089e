package atoll.store.journal;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.store.DamagedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads a journal without changing it, and tells a write that was cut off from damage. For one thread. */
public final class JournalReader {
  private static final int SEARCH_BYTES = 1 << 16;

  private final Disk disk;
  private final List<Integer> numbers = new ArrayList<>();
  private OptionalLong journal = OptionalLong.empty();

  /** @throws DamagedException if a file is missing between the others */
  public JournalReader(Disk disk) throws IOException {
    this.disk = disk;
    for (String name : disk.list()) {
      OptionalInt number = Segment.number(name);
      if (number.isPresent()) {
        numbers.add(number.getAsInt());
      }
    }
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) != i + 1) {
        throw new DamagedException(
            "The journal's file " + disk.describe(Segment.name(i + 1)) + " is missing. "
                + "Put it back, or run \"atoll doctor\" to see what is lost without it.");
      }
    }
  }

  /** Files of the journal. */
  public int segments() {
    return numbers.size();
  }

  /** The number that all files share, once one has been read. */
  OptionalLong journal() {
    return journal;
  }

  /**
   * Reads all frames from a place on.
   *
   * @param from a place that {@link Replay} or {@link Tail} told; everything before it is taken as read
   * @return where the sound frames end
   * @throws DamagedException if something before the end of the journal is not what was written, or the journal ends
   *     before {@code from}
   */
  public Tail read(JournalPosition from, Replay replay) throws IOException {
    if (numbers.isEmpty() && from.equals(JournalPosition.START)) {
      return new Tail(from, 0);
    }
    if (from.segment() > numbers.size()) {
      throw endsBefore(from);
    }
    JournalPosition at = from;
    for (int number = from.segment(); ; number++) {
      boolean last = number == numbers.size();
      try (DiskFile file = new ReadAhead(disk.open(Segment.name(number), false))) {
        if (last
            && number > 1
            && at.segment() < number
            && file.size() <= Segment.HEADER_BYTES
            && !sound(file)) {
          return new Tail(at, file.size());
        }
        at = begin(file, number, at);
        at = frames(file, at, replay);
        if (last) {
          return tail(file, at);
        }
        if (at.offset() != file.size()) {
          throw damaged(at, "it does not go on where its last sound part ends");
        }
      }
    }
  }

  /** The records of the frame at a place. */
  static List<JournalRecord> frame(Disk disk, int segment, long offset)
      throws IOException, RejectedException {
    try (DiskFile file = disk.open(Segment.name(segment), false)) {
      return Frame.read(file, Segment.read(file).journal(), offset).records();
    }
  }

  /** Gives every sound frame of a journal, whatever lies between them; needs one file whose header is sound. */
  public static void soundFrames(Disk disk, Consumer<List<JournalRecord>> frames)
      throws IOException {
    OptionalLong journal = OptionalLong.empty();
    List<String> names =
        disk.list().stream().filter(name -> Segment.number(name).isPresent()).toList();
    for (String name : names) {
      try (DiskFile file = disk.open(name, false)) {
        journal =
            journal.isPresent() ? journal : OptionalLong.of(Segment.read(file).journal());
      } catch (RejectedException e) {
        journal = OptionalLong.empty();
      }
    }
    if (journal.isEmpty()) {
      return;
    }
    for (String name : names) {
      try (DiskFile file = new ReadAhead(disk.open(name, false))) {
        soundFrames(file, journal.getAsLong(), frames);
      }
    }
  }

  private static void soundFrames(DiskFile file, long journal, Consumer<List<JournalRecord>> frames)
      throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(Integer.BYTES);
    long at = 0;
    while (at < file.size()) {
      magic.clear();
      int step = 1;
      if (file.read(at, magic) == Integer.BYTES && magic.getInt(0) == Frame.MAGIC) {
        try {
          Frame frame = Frame.read(file, journal, at);
          frames.accept(frame.records());
          step = frame.sizeBytes();
        } catch (RejectedException e) {
          step = 1;
        }
      }
      at += step;
    }
  }

  /** Whether the file has a header; one of a newer version counts, because nobody may take it for a torn one. */
  static boolean sound(DiskFile file) throws IOException {
    try {
      Segment.read(file);
      return true;
    } catch (RejectedException e) {
      return e.reason() == Reason.TOO_NEW;
    }
  }

  private JournalPosition begin(DiskFile file, int number, JournalPosition at) throws IOException {
    Segment segment;
    try {
      segment = Segment.read(file);
    } catch (RejectedException e) {
      throw damaged(
          new JournalPosition(number, Segment.HEADER_BYTES, 0), String.valueOf(e.getMessage()));
    }
    boolean fits =
        segment.number() == number && journal.orElse(segment.journal()) == segment.journal();
    if (at.segment() < number) {
      fits &= segment.firstFrame() == at.frame() && segment.previousBytes() == at.offset();
    }
    if (!fits) {
      throw damaged(segment.start(), "it does not follow the file before it");
    }
    journal = OptionalLong.of(segment.journal());
    JournalPosition start = at.segment() < number ? segment.start() : at;
    if (start.offset() > file.size()) {
      throw endsBefore(start);
    }
    return start;
  }

  private JournalPosition frames(DiskFile file, JournalPosition start, Replay replay)
      throws IOException {
    JournalPosition at = start;
    while (at.offset() < file.size()) {
      Frame frame;
      try {
        frame = Frame.read(file, journal.orElseThrow(), at.offset());
      } catch (RejectedException e) {
        break;
      }
      if (frame.number() != at.frame()) {
        throw damaged(at, "frame " + frame.number() + " stands where " + at.frame() + " belongs");
      }
      JournalPosition next = at.after(frame.sizeBytes());
      replay.frame(at, next, frame.records());
      at = next;
    }
    return at;
  }

  private Tail tail(DiskFile file, JournalPosition at) throws IOException {
    long torn = file.size() - at.offset();
    for (long offset = at.offset() + 1; torn > 0 && offset < file.size(); offset += SEARCH_BYTES) {
      if (soundFrameIn(file, offset)) {
        throw damaged(at, "sound parts follow a damaged one");
      }
    }
    return new Tail(at, torn);
  }

  /** Only one write is under way at a time, so nothing sound can follow one that was cut off. */
  private boolean soundFrameIn(DiskFile file, long from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SEARCH_BYTES + Integer.BYTES - 1);
    int read = file.read(from, bytes);
    for (int i = 0; i <= read - Integer.BYTES; i++) {
      if (bytes.getInt(i) == Frame.MAGIC && isFrame(file, from + i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isFrame(DiskFile file, long at) throws IOException {
    try {
      Frame.read(file, journal.orElseThrow(), at);
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  private DamagedException endsBefore(JournalPosition at) {
    return new DamagedException(
        "The journal in " + disk.describe("") + " ends before file " + at.segment() + ", byte "
            + at.offset() + ", which the database knows already. Run \"atoll doctor\".");
  }

  private DamagedException damaged(JournalPosition at, String why) {
    return new DamagedException("The journal's file " + disk.describe(Segment.name(at.segment()))
        + " is damaged at byte " + at.offset() + ": " + why + ". Run \"atoll doctor\".");
  }
}
