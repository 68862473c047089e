package atoll.workspace.people;

import java.io.Serial;

/** This device's person has not the right to what was asked. */
public final class NotAllowedException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  public NotAllowedException() {
    super("not an owner");
  }
}
