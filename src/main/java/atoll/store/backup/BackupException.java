package atoll.store.backup;

import java.io.Serial;

/** A backup cannot be made, read or restored. Nothing was changed. The message says what a person can do. */
public final class BackupException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  BackupException(String message) {
    super(message);
  }

  BackupException(String message, Throwable cause) {
    super(message, cause);
  }
}
