package atoll.workspace.imports;

import java.io.IOException;
import java.io.Serial;
import java.util.List;

/** Something cannot be brought in. A person is told by the words that the user interface has for the reason. */
public final class ImportException extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Why not, and the values that belong to it. */
  public enum Why {
    /** Nothing is there: the path. */
    NOT_THERE,
    /** It holds nothing that becomes a page. */
    NO_PAGE,
    /** It holds more files than so many. */
    TOO_MANY_FILES,
    /** A zip cannot be read: what it is called, and what the system says. */
    DAMAGED,
    /** A zip unpacks to far more than it seems to hold. */
    BOMB,
    /** It is larger than so many gigabytes. */
    TOO_LARGE
  }

  private final Why why;
  private final transient List<Object> values;

  public ImportException(Why why, Object... values) {
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
