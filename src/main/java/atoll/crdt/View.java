package atoll.crdt;

import java.util.Set;

/** A document at one version, for reading. */
public interface View {
  Frontier frontier();

  /** The containers that somebody has written to. */
  Set<ContainerId> containers();

  TextView text(ContainerId id);

  MapView map(ContainerId id);

  ListView list(ContainerId id);

  TreeView tree(ContainerId id);

  long counter(ContainerId id);
}
