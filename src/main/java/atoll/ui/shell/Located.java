package atoll.ui.shell;

import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import java.util.Optional;

/** A view that knows where it is, so that the frame can show it. */
public interface Located {
  /** The workspace whose tree the sidebar shows; empty leaves the one that is there. */
  Optional<Workspace> workspace();

  /** The node that is shown; empty for a view without one. */
  Optional<NodeId> node();
}
