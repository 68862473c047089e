package atoll.workspace.funnel;

import atoll.store.WorkspaceStore.TabStep;
import java.util.Optional;

/** Where changes came from. */
public sealed interface Origin {
  /**
   * This instance.
   *
   * @param step the step of the tab that asked for it, if one did
   */
  record Local(Optional<TabStep> step) implements Origin {}

  /** Another instance of the workspace. */
  record Remote() implements Origin {}
}
