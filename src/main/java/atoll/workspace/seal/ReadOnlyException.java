package atoll.workspace.seal;

import java.io.Serial;

/** This device's person may not write here. The message tells the person why and what to do. */
public final class ReadOnlyException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  public ReadOnlyException(String message) {
    super(message);
  }
}
