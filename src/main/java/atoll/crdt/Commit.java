package atoll.crdt;

import java.util.List;

/** What a document has taken. Immutable. */
public record Commit(Frontier before, Frontier after, List<Change> changes, List<Patch> patches) {
  public Commit {
    changes = List.copyOf(changes);
    patches = List.copyOf(patches);
  }
}
