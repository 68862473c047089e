package atoll.crdt;

import java.util.List;

/** What a draft or changes from elsewhere would do to a document, worked out without doing it. */
public interface Plan {
  /** The changes that the document would take, in an order in which each follows its parents; doubles are left out. */
  List<Change> changes();

  /** What views have to change; at most one patch for each container. */
  List<Patch> patches();

  /** The changes that would wait because something before them is missing. */
  List<Waiting> waiting();

  /** A change that cannot be taken yet, and the operations whose changes are missing. */
  record Waiting(Change change, List<OpId> missing) {}
}
