package atoll.identity;

import java.io.Serial;

/** A text that cannot be used as an invitation. The message tells a person why and what to do. */
public final class InvitationException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  public InvitationException(String message) {
    super(message);
  }
}
