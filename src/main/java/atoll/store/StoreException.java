package atoll.store;

import java.io.Serial;

/** The disk or the database refused; what was asked for has not happened. The message says what a person can do. */
public class StoreException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
