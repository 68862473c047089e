package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.Patch;
import atoll.crdt.Plan;
import java.util.List;

/** A plan with the engine that it was made on and the one that it leads to. */
public record Staging(Engine base, Engine after, List<Change> changes, List<Patch> patches, List<Waiting> waiting)
    implements Plan {
}
