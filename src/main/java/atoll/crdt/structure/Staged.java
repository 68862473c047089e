package atoll.crdt.structure;

import atoll.crdt.Patch;
import java.util.Optional;

/** What operations would do to a container, worked out without doing it. */
public interface Staged {
  /** What views have to change, if anything. */
  Optional<Patch> patch();

  /** Does it. Cannot fail. At most once, and only while the container is as it was when this was made. */
  void commit();
}
