package atoll.workspace.bundle;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crypto.WorkspaceId;
import atoll.identity.membership.Membership;
import atoll.store.Clock;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Arrived;
import atoll.sync.Inbox;
import atoll.sync.bundle.BundleContent;
import atoll.sync.bundle.BundleImport;
import atoll.sync.bundle.BundleReader;
import atoll.sync.bundle.BundleWriter;
import atoll.workspace.people.RecordMembers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;

/**
 * Writes what a workspace holds into a file, as it is stored: sealed, so that only its members read it; and takes such a
 * file in. For any thread.
 */
public final class BundleService {
  private final WorkspaceId workspace;
  private final WorkspaceStore store;
  private final Inbox inbox;
  private final Function<String, Optional<Clock>> holds;

  /**
   * @param inbox takes what a file brings, never beside the workspace's sync
   * @param holds what a device last said it holds
   */
  public BundleService(
      WorkspaceId workspace,
      WorkspaceStore store,
      Inbox inbox,
      Function<String, Optional<Clock>> holds) {
    this.workspace = workspace;
    this.store = store;
    this.inbox = inbox;
    this.holds = holds;
  }

  /**
   * Writes everything.
   *
   * @return entries written
   * @throws IOException if the file cannot be written; nothing is left under its name then
   */
  public long write(Path file) throws IOException {
    return write(file, Clock.EMPTY, store.clock());
  }

  /**
   * Writes what a device has not said to hold.
   *
   * @param device its id
   * @throws BundleException if the device never said what it holds
   */
  public long writeFor(Path file, String device) throws IOException {
    Clock held =
        holds.apply(device).orElseThrow(() -> new BundleException(BundleException.Why.NEVER_SAID));
    return write(file, held, store.clock());
  }

  /**
   * Writes each log up to the last entry that touches one of the documents. A log is a chain: what lies before such an
   * entry has to come along.
   */
  public long writeOf(Path file, Collection<DocumentId> documents) throws IOException {
    Clock upTo = Clock.EMPTY;
    for (DocumentId document : documents) {
      for (Arrived entry : store.entriesOf(document, 0)) {
        upTo =
            upTo.with(entry.envelope().header().log(), entry.envelope().header().number() + 1);
      }
    }
    return write(file, Clock.EMPTY, upTo);
  }

  private long write(Path file, Clock after, Clock upTo) throws IOException {
    return BundleWriter.write(file, new BundleContent(workspace, inbox.roll(), after, upTo), store);
  }

  /**
   * Takes in a file. Again, or in another order, changes nothing.
   *
   * @throws BundleException if it is no whole bundle of this workspace; then nothing was taken
   */
  public Brought take(Path file) throws IOException {
    try {
      BundleImport.Result result = BundleImport.run(file, workspace, store, inbox);
      return new Brought(result.taken(), result.held(), result.early(), result.refused());
    } catch (RejectedException e) {
      throw unusable(e);
    }
  }

  /** Whether the file says of itself that it is a bundle. */
  public static boolean isBundle(Path file) throws IOException {
    return BundleReader.isBundle(file);
  }

  /**
   * The workspace that a bundle is of.
   *
   * @throws BundleException if it is none that this program reads
   */
  public static WorkspaceId workspace(Path file) throws IOException {
    try {
      return BundleReader.workspace(file);
    } catch (RejectedException e) {
      throw unusable(e);
    }
  }

  /**
   * The membership of the workspace that a bundle is of, as the file knows it; its records prove themselves. Reads all of the file.
   *
   * @throws BundleException if it is no whole bundle
   */
  public static Membership membership(Path file) throws IOException {
    List<byte[]> found = new ArrayList<>();
    try {
      BundleReader.read(file, new BundleReader.Sink() {
        @Override
        public void records(List<byte[]> records) {
          found.addAll(records);
        }

        @Override
        public void entry(Envelope entry) {
          // It is only looked at whether the file is whole.
        }
      });
      Membership none = Membership.read(BundleReader.workspace(file), List.of());
      return none.plus(RecordMembers.fresh(found, none, Level.INFO));
    } catch (RejectedException e) {
      throw unusable(e);
    }
  }

  private static BundleException unusable(RejectedException e) {
    BundleException unusable = e.reason() == Reason.TOO_NEW
        ? new BundleException(BundleException.Why.TOO_NEW)
        : new BundleException(BundleException.Why.NOT_WHOLE, e.reason().name());
    unusable.initCause(e);
    return unusable;
  }
}
