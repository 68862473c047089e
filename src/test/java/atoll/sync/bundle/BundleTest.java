package atoll.sync.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.sync.Entries;
import atoll.sync.Inbox;
import atoll.sync.Receipt;
import atoll.sync.StoringInbox;
import atoll.sync.link.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final ReplicaId A = new ReplicaId(1);
  private static final ReplicaId B = new ReplicaId(-2);
  private static final List<byte[]> RECORDS = List.of(new byte[] {1, 2, 3}, new byte[] {4});

  @TempDir
  private Path folder;

  private final WorkspaceStore from = Entries.store();
  private final WorkspaceStore to = Entries.store();
  private final Inbox inbox = new StoringInbox(to, entry -> true, 0, Long.MAX_VALUE);
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("team.atoll");
    Entries.append(
        from, Entries.following(from, A, new byte[10], new byte[2_000_000], new byte[5]));
    Entries.append(from, Entries.following(from, B, new byte[7]));
  }

  @Test
  void bundle_bringsEverythingAndTwiceChangesNothing() throws Exception {
    assertEquals(4, write(file, Clock.EMPTY));
    assertEquals(4, BundleReader.check(file));
    assertEquals(new BundleImport.Result(4, 0, 0, 0), run(file));
    assertEquals(from.clock(), to.clock());
    assertEquals(new BundleImport.Result(0, 4, 0, 0), run(file));
    assertEquals(from.head(A), to.head(A));
  }

  @Test
  void wrongOrder_isHarmlessAndMadeGoodByTheFirst() throws Exception {
    Path first = folder.resolve("first");
    write(first, Clock.EMPTY);
    Clock then = from.clock();
    Entries.append(from, Entries.following(from, A, new byte[3]));
    write(file, then);
    assertEquals(new BundleImport.Result(0, 0, 1, 0), run(file));
    assertEquals(4, run(first).taken());
    assertEquals(1, run(file).taken());
    assertEquals(from.clock(), to.clock());
  }

  @Test
  void cutAnywhereOrChanged_nothingIsTaken() throws Exception {
    write(file, Clock.EMPTY.with(A, 3));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(RejectedException.class, () -> run(file), "cut at " + length);
    }
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      Files.write(file, changed);
      assertThrows(RejectedException.class, () -> run(file), "changed at " + i);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThrows(RejectedException.class, () -> run(file));
    assertEquals(Clock.EMPTY, to.clock());
  }

  @Test
  void newerFormat_isSaidToBeNewer() throws Exception {
    write(file, Clock.EMPTY);
    byte[] newer = Files.readAllBytes(file);
    newer[7]++;
    Files.write(file, newer);
    assertTrue(BundleReader.isBundle(file));
    assertEquals(
        RejectedException.Reason.TOO_NEW,
        assertThrows(RejectedException.class, () -> run(file)).reason());
    Files.writeString(file, "# A page");
    assertFalse(BundleReader.isBundle(file));
  }

  @Test
  void records_comeBeforeAnyEntry_andOnlyFromAWholeFile() throws Exception {
    write(file, Clock.EMPTY);
    List<String> order = new ArrayList<>();
    Inbox listening = new Inbox() {
      @Override
      public Receipt receive(List<Envelope> entries) {
        order.add("entries");
        return inbox.receive(entries);
      }

      @Override
      public boolean presence(PeerId from, byte[] beat) {
        throw new AssertionError("nobody is present in a file");
      }

      @Override
      public void roll(List<byte[]> records) {
        order.add("records " + Arrays.deepToString(records.toArray()));
      }
    };
    BundleImport.run(file, Entries.WORKSPACE, to, listening);
    assertEquals("records [[1, 2, 3], [4]]", order.getFirst());
    assertTrue(order.size() > 1);

    order.clear();
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    assertThrows(
        RejectedException.class, () -> BundleImport.run(file, Entries.WORKSPACE, to, listening));
    assertEquals(List.of(), order);
  }

  @Test
  void anotherWorkspace_isRefused() throws Exception {
    WorkspaceId other = new WorkspaceId(Hash.of(new byte[] {9}));
    write(file, Clock.EMPTY);
    assertThrows(RejectedException.class, () -> BundleImport.run(file, other, to, inbox));
  }

  @Test
  void otherEntriesOfTheSameNumber_areRefusedAndTheRestIsTaken() throws Exception {
    Entries.append(to, Entries.following(to, A, new byte[] {1}));
    write(file, Clock.EMPTY.with(A, 1));
    BundleImport.Result result = run(file);
    assertEquals(1, result.taken());
    assertEquals(1, result.refused());
    assertEquals(1, to.head(A).count());
    assertEquals(1, to.head(B).count());
  }

  @Test
  void targetThatCannotBeWritten_leavesNothingBehind() {
    Path nowhere = folder.resolve("none").resolve("team.atoll");
    assertThrows(IOException.class, () -> write(nowhere, Clock.EMPTY));
    assertFalse(Files.exists(nowhere));
  }

  @Test
  void relayWithoutRoom_refusesTheEntryAndThoseAfterIt() {
    StoringInbox small = new StoringInbox(to, entry -> true, 0, 1_000);
    List<Envelope> entries =
        Entries.after(0, Hash.NONE, A, new byte[600], new byte[600], new byte[1]);
    assertEquals(1, small.receive(entries).refused().getFirst().number());
    assertEquals(1, to.head(A).count());
  }

  @Test
  void relay_refusesWhatIsNotGenuine() {
    StoringInbox strict = new StoringInbox(to, entry -> !entry.header().log().equals(B), 0, 1_000);
    assertEquals(
        1, strict.receive(Entries.following(to, B, new byte[1])).refused().size());
    assertEquals(
        0, strict.receive(Entries.following(to, A, new byte[1])).refused().size());
    assertEquals(Clock.EMPTY.with(A, 1), to.clock());
  }

  private BundleImport.Result run(Path bundle) throws IOException, RejectedException {
    return BundleImport.run(bundle, Entries.WORKSPACE, to, inbox);
  }

  private long write(Path bundle, Clock after) throws IOException {
    return BundleWriter.write(
        bundle, new BundleContent(Entries.WORKSPACE, RECORDS, after, from.clock()), from);
  }
}
