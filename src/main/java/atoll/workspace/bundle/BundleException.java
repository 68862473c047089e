package atoll.workspace.bundle;

import java.io.IOException;
import java.io.Serial;

/** A bundle cannot be made or taken; the message is for a person and says what to do. */
public final class BundleException extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  public BundleException(String message) {
    super(message);
  }
}
