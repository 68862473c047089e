package atoll.workspace.bundle;

import java.io.IOException;
import java.io.Serial;
import java.util.List;

/** A bundle cannot be made or taken. A person is told by the words that the user interface has for the reason. */
public final class BundleException extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Why not, and the values that belong to it. */
  public enum Why {
    /** No device of that id ever said what it holds. */
    NEVER_SAID,
    /** Both a page and a device are named. */
    PAGE_AND_DEVICE,
    /** There is none yet. */
    NO_WORKSPACE,
    /** None is named, and there are several: their names. */
    SEVERAL_WORKSPACES,
    /** What was wanted. */
    UNKNOWN_WORKSPACE,
    /** What was wanted. */
    UNKNOWN_PAGE,
    /** What was wanted. */
    UNKNOWN_DEVICE,
    /** What was wanted, and the ids of those that are called so. */
    WORKSPACES_OF_A_NAME,
    /** What was wanted, and the ids of those that are called so. */
    PAGES_OF_A_NAME,
    /** What was wanted, and the ids of those that are called so. */
    DEVICES_OF_A_NAME,
    /** The file is of a workspace that is not on this device. */
    NOT_HERE,
    /** A newer Atoll made the file. */
    TOO_NEW,
    /** It is no whole bundle: the name of the reason. */
    NOT_WHOLE
  }

  private final Why why;
  private final transient List<Object> values;

  public BundleException(Why why, Object... values) {
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
