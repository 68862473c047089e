package atoll.sync.link.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.sync.Entries;
import atoll.sync.Inbox;
import atoll.sync.StoringInbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final ReplicaId A = new ReplicaId(1);
  private static final ReplicaId B = new ReplicaId(-2);

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
    assertEquals(4, BundleWriter.write(file, Entries.WORKSPACE, from, Clock.EMPTY));
    assertEquals(4, BundleReader.check(file));
    assertEquals(new BundleImport.Result(4, 0, 0, 0, List.of(A, B)), sorted(run(file)));
    assertEquals(from.clock(), to.clock());
    assertEquals(new BundleImport.Result(0, 4, 0, 0, List.of()), run(file));
    assertEquals(from.head(A), to.head(A));
  }

  @Test
  void wrongOrder_isHarmlessAndMadeGoodByTheFirst() throws Exception {
    Path first = folder.resolve("first");
    BundleWriter.write(first, Entries.WORKSPACE, from, Clock.EMPTY);
    Clock then = from.clock();
    Entries.append(from, Entries.following(from, A, new byte[3]));
    BundleWriter.write(file, Entries.WORKSPACE, from, then);
    assertEquals(new BundleImport.Result(0, 0, 1, 0, List.of()), run(file));
    assertEquals(4, run(first).taken());
    assertEquals(1, run(file).taken());
    assertEquals(from.clock(), to.clock());
  }

  @Test
  void cutAnywhereOrChanged_nothingIsTaken() throws Exception {
    BundleWriter.write(file, Entries.WORKSPACE, from, Clock.EMPTY.with(A, 3));
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
  void anotherWorkspace_isRefused() throws Exception {
    WorkspaceId other = new WorkspaceId(Hash.of(new byte[] {9}));
    BundleWriter.write(file, Entries.WORKSPACE, from, Clock.EMPTY);
    assertThrows(RejectedException.class, () -> BundleImport.run(file, other, to, inbox));
  }

  @Test
  void otherEntriesOfTheSameNumber_areRefusedAndTheRestIsTaken() throws Exception {
    Entries.append(to, Entries.following(to, A, new byte[] {1}));
    BundleWriter.write(file, Entries.WORKSPACE, from, Clock.EMPTY.with(A, 1));
    BundleImport.Result result = run(file);
    assertEquals(1, result.taken());
    assertEquals(1, result.refused());
    assertEquals(1, to.head(A).count());
    assertEquals(1, to.head(B).count());
  }

  @Test
  void targetThatCannotBeWritten_leavesNothingBehind() {
    Path nowhere = folder.resolve("none").resolve("team.atoll");
    assertThrows(
        IOException.class, () -> BundleWriter.write(nowhere, Entries.WORKSPACE, from, Clock.EMPTY));
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

  private static BundleImport.Result sorted(BundleImport.Result result) {
    List<ReplicaId> logs = result.logs().stream().sorted().toList();
    return new BundleImport.Result(
        result.taken(), result.held(), result.early(), result.refused(), logs);
  }
}
