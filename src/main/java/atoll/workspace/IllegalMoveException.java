package atoll.workspace;

import java.io.Serial;

/** A node would come to lie under itself. Nothing was moved; the message is fit for a person. */
public final class IllegalMoveException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  IllegalMoveException(String message) {
    super(message);
  }
}
