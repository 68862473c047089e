package atoll.workspace.funnel;

import atoll.crdt.Document;
import atoll.crdt.RejectedException;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.workspace.seal.EntrySeal;
import java.util.List;
import java.util.function.Function;

/** Reads the documents of a store that nobody writes any more. For any thread. */
public final class PastDocuments {
  private final WorkspaceStore store;
  private final EntrySeal seal;
  private final CutOffEntries cutOff;

  /** @param seal opens the entries */
  public PastDocuments(WorkspaceStore store, EntrySeal seal) {
    this.store = store;
    this.seal = seal;
    this.cutOff = new CutOffEntries(store, seal);
  }

  /** Reads a document as it was at the end. Costs the opening of it, each time. */
  public <T> T read(DocumentId document, Function<Document, T> reader) {
    return reader.apply(Replica.open(document, store, seal, cutOff).document());
  }

  /** The documents that an entry may change; none if nothing it says can ever count. */
  public static List<DocumentId> touched(Envelope entry, EntrySeal seal) {
    try {
      Payload payload = Payload.parse(seal.open(entry));
      payload.requireAuthor(entry.header().log());
      return payload.documents();
    } catch (RejectedException e) {
      return List.of();
    }
  }
}
