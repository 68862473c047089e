package atoll.workspace.funnel;

import atoll.crdt.Change;
import atoll.crdt.Frontier;
import atoll.crdt.Patch;
import atoll.store.DocumentId;
import java.util.List;

/**
 * What happened to one document, told after it was stored. Immutable.
 *
 * @param changes the changes that became part of the document
 * @param patches what a view of the version {@code before} must do to show {@code after}
 * @param origin where they came from
 */
public record Committed(
    DocumentId document, Frontier before, Frontier after, List<Change> changes, List<Patch> patches, Origin origin) {
  public Committed {
    changes = List.copyOf(changes);
    patches = List.copyOf(patches);
  }
}
