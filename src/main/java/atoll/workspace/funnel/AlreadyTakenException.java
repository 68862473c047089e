package atoll.workspace.funnel;

import atoll.store.WorkspaceStore.TabStep;
import java.io.Serial;

/** A tab sent a step again that was taken the first time. Nothing is wrong, and nothing is left to do. */
public final class AlreadyTakenException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  AlreadyTakenException(TabStep step) {
    super("step " + step.number() + " of " + step.session() + " was taken before");
  }
}
