package atoll.workspace.inbox;

import atoll.crdt.ReplicaId;
import java.util.Optional;

/** Who is who, by ids that two people never share, as names are. For any thread. */
public interface Persons {
  /** The id of this instance's person, the same on every device of theirs. */
  String self();

  /** Whose instance wrote a log; empty if that is not known here. */
  Optional<String> writer(ReplicaId log);

  /** What the person of an id is called now; empty if that is not known here. */
  Optional<String> name(String id);
}
