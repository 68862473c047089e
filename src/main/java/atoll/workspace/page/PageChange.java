package atoll.workspace.page;

import atoll.crdt.Frontier;
import atoll.crdt.ReplicaId;
import atoll.workspace.funnel.Origin;
import java.util.Set;

/**
 * What happened to a page, told after it was stored. Immutable.
 *
 * @param version the version after it
 * @param delta what a view of the version before has to do
 * @param authors whose changes they are; empty if the changes only wait for others
 */
public record PageChange(Frontier version, Delta delta, Origin origin, Set<ReplicaId> authors) {
  public PageChange {
    authors = Set.copyOf(authors);
  }
}
