package atoll.sync;

import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.sync.link.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The inbox of a relay: stores entries as they come and opens none of them. With it a session answers as any other does,
 * and holds no key.
 */
public final class StoringInbox implements Inbox {
  private final WorkspaceStore store;
  private final Predicate<Envelope> genuine;
  private final long mostBytes;
  private long bytes;

  /**
   * @param genuine whether the author signed the entry and belongs to the workspace, as far as can be told without a key
   * @param heldBytes bytes of bodies that the store holds already
   * @param mostBytes bytes of bodies that the workspace may take; entries beyond are refused
   */
  public StoringInbox(
      WorkspaceStore store, Predicate<Envelope> genuine, long heldBytes, long mostBytes) {
    this.store = store;
    this.genuine = genuine;
    this.bytes = heldBytes;
    this.mostBytes = mostBytes;
  }

  @Override
  public Receipt receive(List<Envelope> entries) {
    List<WorkspaceStore.Entry> taken = new ArrayList<>();
    List<Receipt.Refusal> refused = new ArrayList<>();
    long room = mostBytes - bytes;
    for (Envelope entry : entries) {
      Envelope.Header header = entry.header();
      if (refused.stream().anyMatch(refusal -> refusal.log().equals(header.log()))) {
        continue;
      }
      if (entry.body().length > room) {
        refused.add(new Receipt.Refusal(
            header.log(), header.number(), "the workspace has used up its room here"));
      } else if (!genuine.test(entry)) {
        refused.add(new Receipt.Refusal(header.log(), header.number(), "it is not its author's"));
      } else {
        room -= entry.body().length;
        taken.add(new WorkspaceStore.Entry(entry, List.of(), Optional.empty()));
      }
    }
    if (!taken.isEmpty()) {
      store.append(new WorkspaceStore.Append(taken, List.of(), List.of(), Optional.empty()));
      bytes = mostBytes - room;
    }
    return new Receipt(refused);
  }

  /** Nothing: a relay cannot read where people are. */
  @Override
  public void presence(PeerId from, byte[] beat) {}

  @Override
  public boolean genuine(Envelope entry) {
    return genuine.test(entry);
  }
}
