package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Patch;
import atoll.crdt.Plan;
import atoll.crdt.structure.Staged;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.TextPlan;
import java.util.List;

/**
 * A plan with all that its commit needs.
 *
 * @param edition how many commits the engine had seen when it was made
 */
record Staging(
    Engine engine,
    long edition,
    List<Change> changes,
    List<Patch> patches,
    List<Waiting> waiting,
    List<TextPlan> texts,
    List<StagedStructure> structures)
    implements Plan {

  /** A structure and what is to be done to it. */
  record StagedStructure(ContainerId id, Structure structure, Staged staged) {}
}
