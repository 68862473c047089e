package atoll.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Appends numbered frames to a journal of small files and knows which of them were acknowledged. */
final class JournalRun {
  /** Small, so that a short run has several files. */
  static final long SEGMENT_BYTES = 600;

  private final List<Integer> acknowledged = new ArrayList<>();
  private int next;

  /** Opens and closes the journal several times and appends frames of different sizes. */
  void append(Disk disk, int sessions, int framesEach) throws IOException {
    for (int session = 0; session < sessions; session++) {
      try (Journal journal = open(disk, new ArrayList<>())) {
        for (int i = 0; i < framesEach; i++) {
          int number = next++;
          journal.append(
              List.of(record(number), new JournalRecord(9, new byte[number * 37 % 130])));
          acknowledged.add(number);
        }
      }
    }
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** Whether a journal holds all that was acknowledged, and besides it at most the one frame that was under way. */
  void check(Disk disk, String when) throws IOException {
    List<Integer> found = new ArrayList<>();
    open(disk, found).close();
    assertTrue(
        found.size() >= acknowledged.size(),
        () -> when + ": acknowledged " + acknowledged + ", found " + found);
    assertTrue(found.size() <= acknowledged.size() + 1, () -> when + ": found " + found);
    for (int i = 0; i < found.size(); i++) {
      assertEquals(i, found.get(i), when);
    }
    next = found.size();
    acknowledged.clear();
    acknowledged.addAll(found);
  }

  static Journal open(Disk disk, List<Integer> numbers) throws IOException {
    return Journal.open(
        disk,
        SEGMENT_BYTES,
        () -> 42,
        JournalPosition.START,
        (at, after, records) -> numbers.add(number(records.getFirst())));
  }

  static JournalRecord record(int number) {
    return new JournalRecord(1, new byte[] {(byte) (number >> 8), (byte) number});
  }

  static int number(JournalRecord record) {
    return (record.payload()[0] & 0xff) << 8 | (record.payload()[1] & 0xff);
  }
}
