package atoll.store;

import java.io.Serial;

/** What is stored is not what was written: a file is cut, filled with noise, or an entry does not fit its hash. */
public final class DamagedException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  public DamagedException(String message) {
    super(message);
  }

  public DamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
