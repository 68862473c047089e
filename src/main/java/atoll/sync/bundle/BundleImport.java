package atoll.sync.bundle;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Head;
import atoll.sync.Inbox;
import atoll.sync.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the entries of a bundle into a workspace by the way that a peer's entries take. What is held already changes
 * nothing; what lacks its predecessors is left out. Beside a session of the same workspace the inbox must be the
 * session's, {@link atoll.sync.SyncSession#bring}: an inbox takes from one at a time.
 */
public final class BundleImport implements BundleReader.Sink {
  private static final int BATCH_ENTRIES = 512;
  private static final long BATCH_BYTES = 4 << 20;

  /**
   * What came of it.
   *
   * @param taken entries that are new
   * @param held entries that were held already
   * @param early entries that cannot follow yet, since some before them are in no bundle so far
   * @param refused entries that the inbox refused, or that contradict what is held
   */
  public record Result(long taken, long held, long early, long refused) {}

  private final WorkspaceStore store;
  private final Inbox inbox;
  private final List<Envelope> batch = new ArrayList<>();
  private final Map<ReplicaId, Head> ends = new HashMap<>();
  private final Map<ReplicaId, Long> before = new HashMap<>();
  private long batchBytes;
  private long held;
  private long early;
  private long refused;

  private BundleImport(WorkspaceStore store, Inbox inbox) {
    this.store = store;
    this.inbox = inbox;
  }

  /**
   * Imports the file.
   *
   * @throws RejectedException if it is no bundle, of another workspace, cut or changed; then nothing was taken
   */
  public static Result run(Path file, WorkspaceId workspace, WorkspaceStore store, Inbox inbox)
      throws IOException, RejectedException {
    if (!BundleReader.workspace(file).equals(workspace)) {
      throw new RejectedException(Reason.CONTRADICTION, "the file holds another workspace");
    }
    BundleReader.check(file);
    BundleImport run = new BundleImport(store, inbox);
    BundleReader.read(file, run);
    run.deliver();
    return run.result();
  }

  @Override
  public void records(List<byte[]> records) {
    if (!records.isEmpty()) {
      inbox.roll(records);
    }
  }

  @Override
  public void entry(Envelope entry) {
    Envelope.Header header = entry.header();
    ReplicaId log = header.log();
    Head end = ends.computeIfAbsent(log, store::head);
    before.putIfAbsent(log, end.count());
    if (header.number() < end.count()) {
      held++;
    } else if (header.number() > end.count()) {
      early++;
    } else if (!header.previous().equals(end.last())) {
      refused++;
    } else {
      ends.put(log, new Head(header.number() + 1, entry.hash()));
      batch.add(entry);
      batchBytes += entry.bodyBytes();
      if (batch.size() >= BATCH_ENTRIES || batchBytes >= BATCH_BYTES) {
        deliver();
      }
    }
  }

  private void deliver() {
    if (batch.isEmpty()) {
      return;
    }
    List<Envelope> entries = List.copyOf(batch);
    batch.clear();
    batchBytes = 0;
    Receipt receipt = inbox.receive(entries);
    for (Receipt.Refusal refusal : receipt.refused()) {
      refused += entries.stream()
          .filter(e ->
              e.header().log().equals(refusal.log()) && e.header().number() >= refusal.number())
          .count();
      ends.put(refusal.log(), store.head(refusal.log()));
    }
  }

  private Result result() {
    long taken = 0;
    for (Map.Entry<ReplicaId, Long> e : before.entrySet()) {
      taken += store.head(e.getKey()).count() - e.getValue();
    }
    return new Result(taken, held, early, refused);
  }
}
