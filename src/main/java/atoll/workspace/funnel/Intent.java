package atoll.workspace.funnel;

import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.RejectedException;

/** What somebody wants to do to a document, told when the document's turn has come. Called on the funnel's thread. */
@FunctionalInterface
public interface Intent {
  /**
   * Writes the wish into a draft, on the newest version or on the one that the person saw. The document itself is only
   * read.
   *
   * @throws RejectedException if it cannot be done to this document
   */
  Draft draft(Document document) throws RejectedException;
}
