package atoll.workspace.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignedRunsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final ReplicaId LOG = new ReplicaId(7);
  private static final ReplicaId OTHER = new ReplicaId(8);
  private static final int SMALL = 30;

  private final Random random = new Random(163);
  private final EpochKey key = EpochKey.generate(random);
  private final SecretKeys writer = SecretKeys.generate(random);
  private final EntrySeal writing = seal(writer, new MemoryStore().workspace(WORKSPACE));

  private EntrySeal seal(SecretKeys device, WorkspaceStore store) {
    KeyRing keys = new KeyRing(WORKSPACE, store, device.agreement());
    keys.add(key);
    return new EntrySeal(store, device.signing(), keys, Members.holders(), random, false);
  }

  private Envelope next(EntrySeal author, ReplicaId log, List<Envelope> before, int bytes) {
    Hash previous = before.isEmpty() ? Hash.NONE : before.getLast().hash();
    return author.sealed(
        new EntrySeal.Place(WORKSPACE, log, before.size(), previous, Clock.EMPTY), new byte[bytes]);
  }

  /** A log whose author left the signatures of some entries out, and chained the others to them. */
  private List<Envelope> log(ReplicaId log, int count, int bytes, Set<Integer> unsigned) {
    List<Envelope> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Envelope entry = next(writing, log, entries, bytes);
      entries.add(unsigned.contains(i) ? unsigned(entry) : entry);
    }
    return entries;
  }

  private static Envelope unsigned(Envelope entry) {
    return new Envelope(entry.header(), entry.body(), new byte[64]);
  }

  private static Set<Integer> range(int from, int to) {
    return Set.copyOf(IntStream.range(from, to).boxed().toList());
  }

  /** How many entries of a log are held if they come in parts of so many, each asked for from the first that is missing. */
  private int heldAfter(List<Envelope> log, int part) {
    WorkspaceStore store = new MemoryStore().workspace(WORKSPACE);
    EntrySeal reading = seal(SecretKeys.generate(random), store);
    int before = -1;
    for (int held = 0; held > before; ) {
      before = held;
      List<Envelope> came = log.subList(held, Math.min(log.size(), held + part));
      List<Envelope> good = reading.checking(came).next(came.size()).good();
      if (!good.isEmpty()) {
        append(store, good);
      }
      held += good.size();
    }
    return (int) store.head(LOG).count();
  }

  private static void append(WorkspaceStore store, List<Envelope> entries) {
    List<Entry> rows =
        entries.stream().map(e -> new Entry(e, List.of(), Optional.empty())).toList();
    store.append(new Append(rows, List.of(), List.of(), Optional.empty()));
  }

  @Test
  void chain_isVouchedForByItsLastSignature() {
    List<Envelope> log = log(LOG, 40, SMALL, range(3, 39));
    SignedRuns runs = new SignedRuns(log);

    assertTrue(IntStream.range(0, 40).allMatch(runs::isSigned));
  }

  @Test
  void endThatIsNotSigned_leavesTheGenuineBeginning() {
    List<Envelope> log = log(LOG, 300, SMALL, range(250, 300));
    SignedRuns runs = new SignedRuns(log);

    assertEquals(
        IntStream.range(0, 250).boxed().toList(),
        IntStream.range(0, 300).filter(runs::isSigned).boxed().toList());
  }

  @Test
  void entryChangedOnItsWay_isNotVouchedForByTheNext() {
    List<Envelope> log = new ArrayList<>(log(LOG, 10, SMALL, Set.of()));
    log.set(4, unsigned(log.get(4)));
    SignedRuns runs = new SignedRuns(log);

    assertEquals(
        List.of(4),
        IntStream.range(0, 10).filter(i -> !runs.isSigned(i)).boxed().toList());
  }

  @Test
  void signature_speaksNoFurtherThanItsBounds() {
    int most = SignedRuns.MOST_ENTRIES;
    assertTrue(new SignedRuns(log(LOG, most, SMALL, range(0, most - 1))).isSigned(0));
    assertFalse(new SignedRuns(log(LOG, most + 1, SMALL, range(0, most))).isSigned(0));

    int third = (int) SignedRuns.MOST_BYTES / 3;
    assertTrue(new SignedRuns(log(LOG, 2, third, Set.of(0))).isSigned(0));
    assertFalse(new SignedRuns(log(LOG, 4, third, Set.of(0, 1, 2))).isSigned(0));
  }

  @Test
  void orderOfTheQuestions_changesNothing() {
    int most = SignedRuns.MOST_ENTRIES;
    List<Envelope> log = log(LOG, 2 * most, SMALL, range(0, 2 * most - 1));
    SignedRuns runs = new SignedRuns(log);

    assertTrue(runs.isSigned(most));
    assertTrue(runs.isSigned(2 * most - 1));
    assertFalse(runs.isSigned(most - 1));
    assertFalse(runs.isSigned(0));
  }

  @Test
  void anotherDevicesSignature_speaksForNobodyElse() {
    EntrySeal stranger = seal(SecretKeys.generate(random), new MemoryStore().workspace(WORKSPACE));
    List<Envelope> log = new ArrayList<>(log(LOG, 3, SMALL, Set.of(2)));
    log.add(next(stranger, LOG, log, SMALL));
    List<Envelope> mixed = new ArrayList<>(log);
    mixed.addAll(1, log(OTHER, 5, SMALL, Set.of(0)));

    EntrySeal.Checked checked = seal(
            SecretKeys.generate(random), new MemoryStore().workspace(WORKSPACE))
        .checking(mixed)
        .next(mixed.size());

    assertEquals(
        List.of(log.get(2)),
        checked.refused().stream().map(EntrySeal.Refused::entry).toList());
    assertEquals(7, checked.good().size());
  }

  @Test
  void sameEntriesAreHeld_howeverTheyAreCut() {
    // Gaps of all lengths between signatures; the last one nobody speaks for.
    Set<Integer> unsigned = new HashSet<>(range(5, 40));
    unsigned.addAll(range(60, 60 + SignedRuns.MOST_ENTRIES - 1));
    unsigned.addAll(range(200, 200 + SignedRuns.MOST_ENTRIES));
    List<Envelope> log = log(LOG, 400, SMALL, unsigned);
    for (int part = SignedRuns.MOST_ENTRIES; part <= 400; part += 1 + random.nextInt(9)) {
      assertEquals(200, heldAfter(log, part), "in parts of " + part);
    }
  }

  @Test
  void check_saysTheSameInPartsAsAtOnce() {
    List<Envelope> log = log(LOG, 300, SMALL, range(140, 300));
    for (int part = 1; part <= 300; part += 1 + random.nextInt(40)) {
      Checking checking = seal(SecretKeys.generate(random), new MemoryStore().workspace(WORKSPACE))
          .checking(log);
      List<Envelope> good = new ArrayList<>();
      List<Envelope> refused = new ArrayList<>();
      while (!checking.isDone()) {
        EntrySeal.Checked checked = checking.next(part);
        good.addAll(checked.good());
        checked.refused().forEach(one -> refused.add(one.entry()));
      }
      assertEquals(log.subList(0, 140), good, "in parts of " + part);
      assertEquals(List.of(log.get(140)), refused, "in parts of " + part);
    }
  }
}
