package atoll.workspace.funnel;

import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.Frontier;
import atoll.crdt.Patch;
import atoll.store.DocumentId;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one document, told after it was stored. Immutable.
 *
 * @param changes the changes that became part of the document
 * @param patches what a view of the version {@code before} must do to show {@code after}
 * @param origin where they came from
 */
public record Committed(
    DocumentId document,
    Frontier before,
    Frontier after,
    List<Change> changes,
    List<Patch> patches,
    Origin origin) {
  public Committed {
    changes = List.copyOf(changes);
    patches = List.copyOf(patches);
  }

  /** What happened to a document that nobody here wished for. */
  static Committed elsewhere(DocumentId document, Commit commit) {
    return new Committed(
        document,
        commit.before(),
        commit.after(),
        commit.changes(),
        commit.patches(),
        new Origin.Remote());
  }

  /** The version that the author of the only change has, whatever was merged meanwhile; empty if there are several. */
  public Optional<Frontier> versionOfAuthor() {
    return changes.size() == 1
        ? Optional.of(Frontier.of(changes.getFirst().lastId()))
        : Optional.empty();
  }
}
