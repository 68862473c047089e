package atoll.workspace.seal;

import java.io.Serial;

/** This device's person may not write here. A person is told by the words that the user interface has for the reason. */
public final class ReadOnlyException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Why not. */
  public enum Why {
    /** The person does not belong to the workspace, or not any more. */
    OUTSIDE,
    /** The person's role does not allow it. */
    ROLE,
    /** The team goes on with what another copy of a device wrote than the one held here; see {@link EntrySeal#lost}. */
    LEFT_BRANCH
  }

  private final Why why;

  public ReadOnlyException(Why why) {
    super(why.name());
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
