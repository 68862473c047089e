package atoll.sync;

import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The inbox of a relay: stores entries as they come and opens none of them. With it a session answers as any other does,
 * and holds no key.
 */
public final class StoringInbox implements Inbox {
  private final WorkspaceStore store;
  private final Function<List<Envelope>, IntFunction<Optional<String>>> refusals;
  private final long mostBytes;
  private final Optional<DocumentId> clear;
  private volatile long bytes;
  private volatile boolean full;

  /**
   * @param genuine whether the author signed the entry and belongs to the workspace, as far as can be told without a key
   * @param heldBytes bytes of bodies that the store holds already
   * @param mostBytes bytes of bodies that the workspace may take; entries beyond are refused
   */
  public StoringInbox(
      WorkspaceStore store, Predicate<Envelope> genuine, long heldBytes, long mostBytes) {
    this(
        store,
        entries -> at -> genuine.test(entries.get(at))
            ? Optional.empty()
            : Optional.of("it is not its author's"),
        heldBytes,
        mostBytes,
        Optional.empty());
  }

  /**
   * @param refusals of entries that came together, in order: why the one at an index may not be stored, as far as can be
   *     told without a key; asked in order, and of none after a refused one of its log
   * @param clear under what entries are noted that are not sealed, so that they are found again
   */
  public StoringInbox(
      WorkspaceStore store,
      Function<List<Envelope>, IntFunction<Optional<String>>> refusals,
      long heldBytes,
      long mostBytes,
      Optional<DocumentId> clear) {
    this.clear = clear;
    this.store = store;
    this.refusals = refusals;
    this.bytes = heldBytes;
    this.mostBytes = mostBytes;
  }

  /** Whether something was refused because there was no room for it. */
  public boolean isFull() {
    return full;
  }

  /** Bytes of bodies that the store holds. */
  public long bytes() {
    return bytes;
  }

  @Override
  public Receipt receive(List<Envelope> entries) {
    List<WorkspaceStore.Entry> taken = new ArrayList<>();
    List<Receipt.Refusal> refused = new ArrayList<>();
    long room = mostBytes - bytes;
    IntFunction<Optional<String>> refusal = refusals.apply(entries);
    for (int at = 0; at < entries.size(); at++) {
      Envelope entry = entries.get(at);
      Envelope.Header header = entry.header();
      if (refused.stream().anyMatch(before -> before.log().equals(header.log()))) {
        continue;
      }
      Optional<String> why = entry.bodyBytes() > room
          ? Optional.of("the workspace has used up its room here")
          : refusal.apply(at);
      full |= entry.bodyBytes() > room;
      if (why.isPresent()) {
        refused.add(new Receipt.Refusal(header.log(), header.number(), why.get()));
      } else {
        room -= entry.bodyBytes();
        taken.add(new WorkspaceStore.Entry(entry, touches(entry), Optional.empty()));
      }
    }
    if (!taken.isEmpty()) {
      store.append(new WorkspaceStore.Append(taken, List.of(), List.of(), Optional.empty()));
      bytes = mostBytes - room;
    }
    return new Receipt(refused);
  }

  private List<DocumentId> touches(Envelope entry) {
    return entry.header().suite() == Envelope.SUITE_SIGNED ? clear.stream().toList() : List.of();
  }

  @Override
  public Optional<Room.Quota> quota() {
    return Optional.of(new Room.Quota(mostBytes, full));
  }

  /** Nothing: a relay cannot read where people are. */
  @Override
  public boolean presence(PeerId from, byte[] beat) {
    return true;
  }

  @Override
  public boolean genuine(Envelope entry) {
    return refusals.apply(List.of(entry)).apply(0).isEmpty();
  }
}
