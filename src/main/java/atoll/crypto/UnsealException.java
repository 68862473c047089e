package atoll.crypto;

import java.io.Serial;

/** Sealed bytes that do not open. It says nothing of what is in them. */
public final class UnsealException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  public UnsealException(String message) {
    super(message);
  }

  public UnsealException(String message, Throwable cause) {
    super(message, cause);
  }
}
