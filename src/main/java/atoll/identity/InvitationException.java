package atoll.identity;

import java.io.Serial;
import java.util.List;

/**
 * A text that cannot be used as an invitation, or what it leads to does not take it. A person is told by the words that the
 * user interface has for the reason.
 */
public final class InvitationException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Why not, and the values that belong to it. */
  public enum Why {
    /** It is no invitation: how one begins. */
    NONE,
    /** It is incomplete or was changed. */
    CUT,
    /** It was good until a moment: that moment. */
    EXPIRED,
    /** It is no code of a device. */
    NO_CODE,
    /** The code of a device is too old. */
    OLD_CODE,
    /** It is no text of a relay: how one begins. */
    NO_RELAY,
    /** The relay has taken all that it may. */
    RELAY_FULL,
    /** The relay has another text by now. */
    RELAY_CHANGED,
    /** The relay is not met: its addresses. */
    RELAY_NOT_MET,
    /** This instance meets no relays. */
    RELAYS_NOT_HERE
  }

  private final Why why;
  private final transient List<Object> values;

  public InvitationException(Why why, Object... values) {
    super(why + " " + List.of(values));
    this.why = why;
    this.values = List.of(values);
  }

  public Why why() {
    return why;
  }

  /** What stands in the words, in their order. */
  public List<Object> values() {
    return values;
  }
}
