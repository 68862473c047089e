package atoll.store.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.DamagedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalTest {
  private final SimulatedDisk disk = new SimulatedDisk();
  private final JournalRun run = new JournalRun();

  @Test
  void frames_areReplayedInOrderOverSeveralFiles() throws IOException {
    run.append(disk, 3, 20);
    run.check(disk, "after three sessions");
    assertTrue(disk.list().size() > 4, "the run must fill several files");
  }

  @Test
  void replayFromAPlace_givesOnlyWhatFollows() throws IOException {
    List<JournalPosition> places = new ArrayList<>();
    run.append(disk, 1, 30);
    Journal.open(disk, 600, () -> 1, JournalPosition.START, (at, next, records) -> places.add(next))
        .close();
    for (int i = 0; i < places.size(); i++) {
      List<Integer> found = new ArrayList<>();
      Journal.open(
              disk,
              600,
              () -> 1,
              places.get(i),
              (at, next, records) -> found.add(JournalRun.number(records.getFirst())))
          .close();
      assertEquals(29 - i, found.size());
    }
  }

  @Test
  void tailCutAtEveryByte_keepsEveryWholeFrameAndGoesOn() throws IOException {
    run.append(disk, 1, 4);
    String last = disk.list().getLast();
    byte[] bytes = disk.bytes(last);
    for (int size = Segment.HEADER_BYTES; size < bytes.length; size++) {
      SimulatedDisk cut = disk.copy();
      cut.put(last, Arrays.copyOf(bytes, size));
      List<Integer> found = new ArrayList<>();
      try (Journal journal = JournalRun.open(cut, found)) {
        journal.append(List.of(JournalRun.record(found.size())));
      }
      List<Integer> again = new ArrayList<>();
      JournalRun.open(cut, again).close();
      assertEquals(found.size() + 1, again.size());
      for (int i = 0; i < again.size(); i++) {
        assertEquals(i, again.get(i));
      }
    }
  }

  @Test
  void tailOfZeros_isCut() throws IOException {
    run.append(disk, 1, 3);
    String last = disk.list().getLast();
    byte[] bytes = disk.bytes(last);
    disk.put(last, Arrays.copyOf(bytes, bytes.length + 5000));
    try (Journal journal = JournalRun.open(disk, new ArrayList<>())) {
      assertEquals(5000, journal.tornBytes());
    }
    assertArrayEquals(bytes, disk.bytes(last));
  }

  @Test
  void anyBitFlippedBeforeTheLastFrame_isReportedAndNothingChanged() throws IOException {
    run.append(disk, 1, 12);
    List<JournalPosition> places = new ArrayList<>();
    Journal.open(disk, 600, () -> 1, JournalPosition.START, (at, next, records) -> places.add(at))
        .close();
    JournalPosition lastFrame = places.getLast();
    int flips = 0;
    for (String name : disk.list()) {
      byte[] bytes = disk.bytes(name);
      boolean lastFile = Segment.number(name).orElseThrow() == lastFrame.segment();
      for (int i = 0; i < (lastFile ? lastFrame.offset() : bytes.length); i++) {
        SimulatedDisk damaged = disk.copy();
        byte[] flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << i % 8);
        damaged.put(name, flipped);
        assertThrows(
            DamagedException.class,
            () -> JournalRun.open(damaged, new ArrayList<>()),
            name + " byte " + i);
        assertArrayEquals(flipped, damaged.bytes(name));
        flips++;
      }
    }
    assertTrue(flips > 600);
  }

  @Test
  void missingFile_isReported() throws IOException {
    run.append(disk, 1, 40);
    disk.delete(Segment.name(2));
    assertThrows(DamagedException.class, () -> JournalRun.open(disk, new ArrayList<>()));
  }

  @Test
  void fileOfAnotherJournal_isReported() throws IOException {
    run.append(disk, 1, 40);
    SimulatedDisk other = new SimulatedDisk();
    Journal.open(other, 600, () -> 43, JournalPosition.START, (at, next, records) -> {})
        .close();
    disk.put(Segment.name(1), other.bytes(Segment.name(1)));
    assertThrows(DamagedException.class, () -> JournalRun.open(disk, new ArrayList<>()));
  }

  @Test
  void journalThatEndsBeforeAKnownPlace_isReported() throws IOException {
    run.append(disk, 1, 3);
    JournalPosition beyond = new JournalPosition(1, 100_000, 99);
    assertThrows(
        DamagedException.class,
        () -> Journal.open(disk, 600, () -> 1, beyond, (at, next, records) -> {}));
    assertThrows(
        DamagedException.class,
        () -> Journal.open(new SimulatedDisk(), 600, () -> 1, beyond, (at, next, records) -> {}));
  }

  @Test
  void planted_frameInAPayloadIsNotTakenForOne() throws IOException {
    SimulatedDisk other = new SimulatedDisk();
    try (Journal journal =
        Journal.open(other, 600, () -> 43, JournalPosition.START, (at, next, records) -> {})) {
      journal.append(List.of(JournalRun.record(0)));
      journal.append(List.of(JournalRun.record(1)));
    }
    byte[] foreign = other.bytes(Segment.name(1));
    try (Journal journal = JournalRun.open(disk, new ArrayList<>())) {
      journal.append(List.of(JournalRun.record(0)));
      journal.append(List.of(JournalRun.record(1), new JournalRecord(2, foreign)));
    }
    byte[] bytes = disk.bytes(Segment.name(1));
    disk.put(Segment.name(1), Arrays.copyOf(bytes, bytes.length - 1));
    List<Integer> found = new ArrayList<>();
    JournalRun.open(disk, found).close();
    assertEquals(List.of(0), found);
  }

  @Test
  void takenBack_isGoneAndNothingMoreIsTaken() throws IOException {
    try (Journal journal = JournalRun.open(disk, new ArrayList<>())) {
      journal.append(List.of(JournalRun.record(0)));
      JournalPosition at = journal.append(List.of(JournalRun.record(1)));
      journal.takeBack(at);
      assertThrows(IOException.class, () -> journal.append(List.of(JournalRun.record(1))));
    }
    List<Integer> found = new ArrayList<>();
    JournalRun.open(disk, found).close();
    assertEquals(List.of(0), found);
  }

  @Test
  void everyRefusalOfTheDisk_keepsWhatWasAcknowledged() throws IOException {
    for (FaultyDisk.Operation operation : FaultyDisk.Operation.values()) {
      for (int nth = 1; nth < 12; nth++) {
        SimulatedDisk inner = new SimulatedDisk();
        FaultyDisk faulty = new FaultyDisk(inner);
        int[] left = {nth};
        faulty.refuse(asked -> asked == operation && --left[0] == 0);
        JournalRun faultyRun = new JournalRun();
        try {
          faultyRun.append(faulty, 2, 10);
        } catch (IOException refused) {
          assertEquals("No space left on device", refused.getMessage());
        }
        faultyRun.check(inner, operation + " refused at its time " + nth);
      }
    }
  }
}
